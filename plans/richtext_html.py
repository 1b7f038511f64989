"""Rich text as clean HTML, its notes numbered and listed beneath what they belong to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from plans.blocks import Block, Cell, Run, Table
from plans.richtext import safe_link


@dataclass(slots=True)
class Notes:
    """The notes met so far, numbered from 1; those that are not listed yet wait.

    "linked": the mark and its note lead to each other by their ids, which one page has once.
    "spoken": a mark is a number that is heard as that of a note. "bare": it is a number alone, for
    pages of others.
    """

    kind: Literal["linked", "spoken", "bare"] = "linked"
    count: int = 0
    waiting: list[tuple[int, Cell]] = field(default_factory=list)

    def mark(self, note: Cell) -> str:
        """The number that stands at the mark of a note, which waits to be listed."""
        self.count += 1
        self.waiting.append((self.count, note))
        number = self.count
        if self.kind == "bare":
            return f"<sup>{number}</sup>"
        if self.kind == "spoken":
            return f'<sup><span class="govuk-visually-hidden">Note </span>{number}</sup>'
        return (
            f'<sup><a href="#note-{number}" id="note-{number}-mark" role="doc-noteref"'
            f' aria-label="Note {number}">{number}</a></sup>'
        )

    def beneath(self, title: str = "Notes") -> str:
        """What waits, as a list; nothing where nothing does."""
        if not self.waiting:
            return ""
        items = "".join(self._item(number, note) for number, note in self.waiting)
        start = self.waiting[0][0]
        self.waiting = []
        listed = f'<ol class="plan-notes" start="{start}">{items}</ol>'
        if self.kind != "linked":
            return listed
        return f'<section role="doc-endnotes" aria-label="{escape(title)}">{listed}</section>'

    def _item(self, number: int, note: Cell) -> str:
        words = "".join(_run(run, self) for run in note)
        if self.kind != "linked":
            return f"<li>{words}</li>"
        back = (
            f'<a href="#note-{number}-mark" class="plan-back" role="doc-backlink"'
            f' aria-label="Back to the text of note {number}">\u21a9\ufe0e</a>'
        )
        return f'<li id="note-{number}">{words} {back}</li>'


def richtext_html(blocks: Sequence[Block], notes: Notes | None = None) -> str:
    """Clean HTML: p, ul, ol type="a", li, strong, a and sup, with every word escaped.

    The notes wait in `notes` until they are listed; without it they are listed at the end.
    """
    own = notes or Notes("bare")
    words = "".join(_block(block, own) for block in blocks)
    return words if notes else words + own.beneath()


def _block(block: Block, notes: Notes) -> str:
    if block.kind == "paragraph":
        return f"<p>{_line(block.runs, notes)}</p>"
    if block.table:
        return "".join(_table(block.table, notes))
    items = "".join(f"<li>{_item(item, notes)}</li>" for item in block.items)
    if block.kind == "letters":
        return f'<ol type="a">{items}</ol>'
    return f"<ul>{items}</ul>"


def _item(item: Sequence[Block], notes: Notes) -> str:
    """A list item of one paragraph needs no `p` of its own."""
    first, rest = "", item
    if item and item[0].kind == "paragraph":
        first, rest = _line(item[0].runs, notes), item[1:]
    return first + "".join(_block(block, notes) for block in rest)


def _table(table: Table, notes: Notes) -> Iterator[str]:
    """What is wider than the page scrolls in a box that the keyboard reaches, by its name."""
    yield f'<section class="plan-table" tabindex="0" aria-label="{escape(table.title)}"><table>'
    if table.caption:
        yield f"<caption>{_line(table.caption, notes)}</caption>"
    numbers = table.numbers
    if table.header_row:
        yield f"<thead>{_row(table, table.head, notes, numbers, in_head=True)}</thead>"
    yield "<tbody>"
    for row in table.body:
        yield _row(table, row, notes, numbers)
    yield "</tbody></table></section>"


def _row(
    table: Table,
    row: Sequence[Cell],
    notes: Notes,
    numbers: Sequence[bool],
    *,
    in_head: bool = False,
) -> str:
    cells = []
    for place, cell in enumerate(row):
        tag, scope = "td", ""
        if in_head:
            tag, scope = "th", ' scope="col"'
        elif table.header_column and not place:
            tag, scope = "th", ' scope="row"'
        kind = ' class="plan-amount"' if numbers[place] else ""
        cells.append(f"<{tag}{scope}{kind}>{_line(cell, notes)}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _line(runs: Sequence[Run], notes: Notes) -> str:
    return "".join(_run(run, notes) for run in runs)


def _run(run: Run, notes: Notes) -> str:
    if run.note:
        return notes.mark(run.note)
    words = escape(run.text).replace("\n", "<br>")
    if run.bold:
        words = f"<strong>{words}</strong>"
    if address := safe_link(run.link):
        words = f'<a href="{escape(address)}">{words}</a>'
    return words
