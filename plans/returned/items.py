"""The tables of the plan's records in a file that came back: whose cells say something else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import cast
from xml.etree import ElementTree as ET

from plans.document import Document
from plans.exports.tables import (
    BARRIERS,
    COMMITMENTS,
    METRICS,
    SAVINGS,
    financial_year,
    tables_of,
)
from plans.importing.marked import Said
from plans.importing.word_marked import NUMBER
from plans.importing.word_tables import within
from plans.returned.data import ItemChange, ItemKind
from plans.word_marks import part_of

Key = tuple[str, int]
ITEMS = ("commitment", "metric", "barrier")
# What is a letter without being typed as one.
LETTERS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "\u2011"}
# The words of notes, by the name and the number of their marks.
Notes = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Rows:
    """One table of records: its title, its columns, and its rows by what each of them is.

    `lines` are the same cells as their lines stand. A row that lost its mark is known by its first
    cells, as many as it is `named_by`. `hung` says on which commitment what has no key of its own
    hangs, what it is, and of which year. Of a file, `row_of` says of which row each of its
    paragraphs is, by their numbers.
    """

    title: str
    columns: tuple[str, ...]
    rows: Mapping[Key, tuple[str, ...]]
    more: tuple[tuple[str, ...], ...] = ()
    row_of: Mapping[int, Key] = field(default_factory=dict)
    lines: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    named_by: int = 1
    hung: Mapping[Key, tuple[int, str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class RowHere:
    """A row as it stands in a file: what its mark says it is, its cells, and its paragraphs."""

    marked: Key | None
    lines: tuple[str, ...]
    paragraphs: tuple[int, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """Each in one line."""
        return tuple(map(_said, self.lines))


def rows_sent(document: Document) -> tuple[Rows, ...]:
    """What the tables said as they went out. A row without an item counts by its place."""
    kinds = {
        COMMITMENTS: ("commitment", [each.id for each in document.commitments]),
        METRICS: ("metric", [each.id for each in document.metrics]),
        BARRIERS: ("barrier", [each.id for each in document.barriers]),
    }
    savings = [
        (each.id, f"the savings of {financial_year(one.year)}", one.year)
        for each in document.commitments
        for one in each.savings
    ]
    found = []
    for table in tables_of(document):
        part, keys = kinds.get(table.title, ("row", list(range(len(table.rows)))))
        cells = [tuple("".join(run.text for run in cell) for cell in row) for row in table.rows]
        columns = tuple(column.title for column in table.columns)
        lines = {(part, key): row for key, row in zip(keys, cells, strict=True)}
        rows = {key: tuple(map(_said, row)) for key, row in lines.items()}
        one = Rows(table.title, columns, rows, lines=lines)
        if table.title == SAVINGS:
            one = replace(one, named_by=2, hung=dict(zip(rows, savings, strict=True)))
        found.append(one)
    return tuple(found)


def rows_in(body: ET.Element, sent: Sequence[Rows], notes: Notes) -> tuple[Rows, ...]:
    """The same tables as they stand in a file, known by what their columns are headed.

    A cell of a record has no notes: one that somebody put there stands in brackets.
    """
    tables = [list(_cells(table, notes)) for table in body.iter("tbl")]
    found = []
    for one in sent:
        here = next((rows for rows in tables if rows and rows[0].cells == one.columns), None)
        if here is not None:
            found.append(_matched(one, here[1:]))
    return tuple(found)


def _matched(sent: Rows, here: Sequence[RowHere]) -> Rows:
    """Each row by its mark, else by its words, else by the first of them."""
    found: dict[Key, RowHere] = {}
    left = []
    for one in here:
        if one.marked in sent.rows and one.marked not in found:
            found[cast(Key, one.marked)] = one
        else:
            left.append(one)
    first = sent.named_by
    for same in (lambda was, now: was == now, lambda was, now: was[:first] == now[:first]):
        for key, was in sent.rows.items():
            now = next((one for one in left if key not in found and same(was, one.cells)), None)
            if now is not None:
                found[key] = now
                left.remove(now)
    rows = {key: one.cells for key, one in found.items()}
    row_of = {number: key for key, one in found.items() for number in one.paragraphs}
    lines = {key: one.lines for key, one in found.items()}
    more = tuple(one.cells for one in left)
    return replace(sent, rows=rows, more=more, row_of=row_of, lines=lines)


def notes_in(parts: Iterable[ET.Element]) -> Notes:
    """The words of each note in the parts that hold them, by its mark."""
    return {
        (f"{each.tag}Reference", each.get("id", "")): " ".join(
            _words(p, {}) for p in each.iter("p")
        )
        for part in parts
        for each in part
    }


def _cells(table: ET.Element, notes: Notes) -> Iterator[RowHere]:
    for row in within(table, "tr"):
        parts = (part_of(each.get("name", "")) for each in row.iter("bookmarkStart"))
        key = next(((one[0], one[1]) for one in parts if one and one[0] != "figure"), None)
        cells = tuple(
            "\n".join(_words(p, notes) for p in cell.iter("p")) for cell in within(row, "tc")
        )
        numbers = tuple(int(p.get(NUMBER, "")) for p in row.iter("p") if p.get(NUMBER))
        yield RowHere(key, cells, numbers)


def _words(paragraph: ET.Element, notes: Notes) -> str:
    return "".join(_letters(each, notes) for each in paragraph.iter())


def _letters(element: ET.Element, notes: Notes) -> str:
    if element.tag in ("t", "delText"):
        return element.text or ""
    note = notes.get((element.tag, element.get("id", "")), "").strip()
    return f" [Note: {note}]" if note else LETTERS.get(element.tag, "")


def _said(text: str) -> str:
    return " ".join(text.split())


def changed(
    before: Sequence[Rows], after: Sequence[Rows], said: Said
) -> Iterator[ItemChange | tuple[str, str]]:
    """Each cell of a record that says something else; of other changes to the tables what it is and
    its words."""
    stand = {one.title: one for one in after}
    for was in before:
        now = stand.get(was.title)
        if now is None:
            yield f"the table “{was.title}”, taken out or headed otherwise", ""
            continue
        for key, cells in was.rows.items():
            if key in now.rows:
                yield from _cells_changed(was, key, now, said)
            else:
                yield f"a row taken out of “{was.title}”", _line(cells)
        for cells in now.more:
            if cells not in was.more and any(cells):
                yield f"a row put into “{was.title}”", _line(cells)


def _cells_changed(
    table: Rows, key: Key, now: Rows, said: Said
) -> Iterator[ItemChange | tuple[str, str]]:
    """A new end of a line alone is no change: programs set them anew."""
    kind, item = key
    hangs, year = "", None
    if key in table.hung:
        kind, (item, hangs, year) = "commitment", table.hung[key]
    cells = zip_longest(table.columns, table.lines[key], now.lines[key], fillvalue="")
    for column, old, new in cells:
        if _said(old) == _said(new):
            continue
        if kind in ITEMS and column:
            yield ItemChange(cast(ItemKind, kind), item, column, old, new, said, hangs, year)
        else:
            place = f"a cell of “{table.title}”" + (f", {column}" if column else "")
            yield place, f"{_said(new)} (was: {_said(old) or 'empty'})"


def items_of(tables: Iterable[Rows]) -> dict[int, tuple[ItemKind, int]]:
    """The commitment or metric in whose row a paragraph of the file is, by its number."""
    return {
        number: (cast(ItemKind, kind), item)
        for table in tables
        for number, (kind, item) in table.row_of.items()
        if kind in ITEMS
    }


def _line(cells: Sequence[str]) -> str:
    return " | ".join(cells)
