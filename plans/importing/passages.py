"""Paragraphs with their lists, put together from lines that pages and typing have broken."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from plans.importing.lines import (
    AFTER_Z,
    GOES_ON,
    HEADED,
    Line,
    continues_line,
    heading_in,
    is_unfinished,
)
from plans.limits import LONGEST_PARAGRAPH
from plans.list_marks import BULLET, MARK
from plans.richtext import list_letter
from plans.written_tables import CAPTION, cells_of, write_dashes

INDENT = "   "
LONGEST_TABLE = LONGEST_PARAGRAPH // 2
BROKEN_WORD = re.compile(r"[^\W\d_]-$")

Mark = Literal["", "bullet", "letter"]


@dataclass(frozen=True, slots=True)
class ImportedPassage:
    """A paragraph or heading in our rich text, and the numbers of the source lines it came from."""

    kind: Literal["paragraph", "heading"]
    body: str
    source_lines: tuple[int, ...]


@dataclass
class ImportedItem:
    """The words of a paragraph ("" mark) or of one list item, in the pieces they were found in."""

    mark: Mark
    depth: int
    parts: list[str]
    indent: int = 0

    def text(self) -> str:
        pieces: list[str] = []
        for part in self.parts:
            joined = pieces and BROKEN_WORD.search(pieces[-1][-2:]) and continues_line(part)
            pieces.append(part if joined or not pieces or part[0] == "\n" else f" {part}")
        return "".join(pieces)

    def break_line(self, words: str) -> None:
        """Go on upon a new line; what looks like the mark of a list there is words."""
        marked = MARK.match(words) or BULLET.match(words)
        at = words.index(" ") - 1 if marked else 0
        self.parts.append(f"\n{words[:at]}\\{words[at:]}" if marked else f"\n{words}")


@dataclass
class Draft:
    """A passage still being put together."""

    kind: Literal["paragraph", "heading"]
    items: list[ImportedItem] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    ordered: dict[int, int] = field(default_factory=dict)
    is_table: bool = False
    headed: bool = False
    caption: str = ""

    def passage(self) -> ImportedPassage:
        return ImportedPassage(
            self.kind, "\n".join(self._written()), tuple(dict.fromkeys(self.sources))
        )

    def _written(self) -> Iterator[str]:
        """A blank line parts paragraphs, one from its list, and a list from one of another kind."""
        if self.is_table:
            yield from self._rows()
            return
        counts: list[int] = []
        outer: Mark | None = None
        figures = sum(item.mark == "letter" and item.depth == 0 for item in self.items) > 26
        for item in self.items:
            if item.depth == 0:
                if outer is not None and (outer != item.mark or not item.mark):
                    counts = []
                    yield ""
                outer = item.mark
            if item.depth and not item.mark:
                counts = counts[: item.depth]
                yield from ("", INDENT * item.depth + item.text())
                continue
            counts = [*counts, 0, 0, 0][: item.depth + 1]
            counts[-1] += 1
            yield INDENT * item.depth + _mark(item, counts[-1], figures) + item.text()

    def _rows(self) -> Iterator[str]:
        rows = [item.text() for item in self.items]
        rows.insert(int(self.headed), write_dashes(max(len(cells_of(row)) for row in rows)))
        yield from [self.caption] if self.caption else []
        yield from rows

    @property
    def as_caption(self) -> str:
        """Its words where they are nothing but a table's caption, as one is typed."""
        words = self.items[0].text() if len(self.items) == 1 else ""
        return words if CAPTION.fullmatch(words) else ""

    @property
    def has_room(self) -> bool:
        """A table longer than a paragraph may be goes on in another."""
        return sum(len(part) for item in self.items for part in item.parts) < LONGEST_TABLE

    def indents_with(self, line: Line) -> list[int]:
        """The open lists' indents once this line joins them; there is one for each depth."""
        indents = self.indents or [line.indent]
        while len(indents) > 1 and line.indent < indents[-1]:
            indents = indents[:-1]
        if line.indent < indents[0]:
            return [line.indent]
        deeper = line.indent >= indents[-1] + 2 and len(indents) < 3
        return [*indents, line.indent] if deeper else indents

    def expected(self, line: Line) -> int:
        """The next letter or number of the list this line would join."""
        return self.ordered.get(len(self.indents_with(line)) - 1, 0) + 1

    def add(self, line: Line, mark: Mark, text: str) -> None:
        self.sources.append(line.source)
        depth = 0
        if mark:
            self.indents = self.indents_with(line)
            depth = len(self.indents) - 1
            last = self.ordered.get(depth, 0)
            self.ordered = {deep: count for deep, count in self.ordered.items() if deep < depth}
            if mark == "letter":
                self.ordered[depth] = last + 1
        else:
            self.indents, self.ordered = [], {}
        self.items.append(ImportedItem(mark, depth, [text], line.indent))

    def go_on_in_item(self, line: Line) -> None:
        """A further paragraph of the item that the line is set in under, whose lists are closed."""
        depth = max(0, min(line.indent // len(INDENT), len(self.indents)) - 1)
        self.indents = self.indents[: depth + 1]
        self.ordered = {deep: count for deep, count in self.ordered.items() if deep <= depth}
        self.sources.append(line.source)
        self.items.append(ImportedItem("", depth + 1, [line.raw], line.indent))

    def before(self, line: Line) -> ImportedItem:
        """The item that the line would follow in its list; the last one where there is none."""
        depth = len(self.indents_with(line)) - 1
        return next((item for item in reversed(self.items) if item.depth <= depth), self.last)

    @property
    def last(self) -> ImportedItem:
        return self.items[-1]


class ImportedSection:
    """The passages of the introduction or a theme, in the making."""

    def __init__(self, *, wrapped: bool, number: int = 0) -> None:
        self.wrapped = wrapped
        self.number = number
        self.major = 0
        self.drafts: list[Draft] = []
        self.open: Draft | None = None

    def passages(self) -> tuple[ImportedPassage, ...]:
        return tuple(draft.passage() for draft in self.drafts)

    def heading(self, line: Line, text: str) -> None:
        self.drafts.append(Draft("heading", [ImportedItem("", 0, [text])], [line.source]))
        self.open = None

    def paragraph(self, line: Line) -> None:
        """A paragraph that begins with this line, whatever it looks like."""
        self._paragraph(line, line.raw)

    def joined(self, line: Line) -> None:
        """The line goes on from the one before it, as a person said."""
        self.open = self.drafts[-1]
        if line.kind == "row" and self.open.is_table:
            self._row(line)
            return
        self.open.last.parts.append(line.raw)
        self.open.sources.append(line.source)

    def line(self, line: Line) -> None:
        """Put the line where it belongs: a new paragraph, a list item, or the end of either."""
        if line.kind == "heading" or heading_in(line):
            self.heading(line, heading_in(line) or line.text.replace("**", ""))
        elif line.kind == "number":
            self._number(line)
        elif line.kind == "letter":
            self._letter(line)
        elif line.kind == "bullet":
            self._item(line, "bullet", line.text)
        elif line.kind == "row":
            self._row(line)
        elif line.kind == "cell":
            self._paragraph(line, line.raw)
            self.open = None
        elif line.kind == "continued" and self.open is not None:
            self.open.add(line, "", line.raw)
        elif line.kind == "in item" and self.open is not None and self.open.indents:
            self.open.go_on_in_item(line)
        elif line.kind == "broken" and self.open is not None:
            self.open.last.break_line(line.raw)
            self.open.sources.append(line.source)
        elif line.kind == "table row":
            self._paragraph(
                line, " | ".join(cell.strip() for cell in line.text.strip("|").split("|"))
            )
        else:
            self._words(line)

    def _row(self, line: Line) -> None:
        """A row of the table before it, or the first of another."""
        held = self.drafts[-1] if self.drafts else None
        if held is None or not (held.is_table and line.value == GOES_ON and held.has_room):
            held = Draft("paragraph", is_table=True, headed=line.value == HEADED)
            if not line.blanks and self.open and (caption := self.open.as_caption):
                held.caption, held.sources = caption, self.open.sources
                self.drafts.pop()
            self.drafts.append(held)
        held.add(line, "", line.raw)
        self.open = None

    def _number(self, line: Line) -> None:
        """A number in turn starts a paragraph, or an item after a colon; out of turn it is text."""
        if line.major:
            in_turn = line.value == self.number + 1 and line.major == self.major
            self._numbered(line, in_turn or line.value == 1)
            return
        listed = (
            self.open is not None and line.value == self.open.expected(line) and self._in_list(line)
        )
        if listed and not (line.value == self.number + 1 and line.blanks):
            self._item(line, "letter", line.text)
        else:
            self._numbered(line, line.value in (1, self.number + 1))

    def _in_list(self, line: Line) -> bool:
        """Whether this number could be in a list: the first follows a colon or is set in."""
        if self.open is None:
            return False
        if line.value > 1:
            return self.open.last.mark == "letter"
        if self.open.last.mark:
            return line.indent >= self.open.last.indent + 2
        return (
            self.open.last.parts[-1].rstrip("*_ ").endswith(":")
            or line.indent >= self.open.last.indent + 2
        )

    def _numbered(self, line: Line, in_turn: bool) -> None:
        if in_turn:
            self.number, self.major = line.value, line.major
            self._paragraph(line, line.text)
        else:
            self._words(line)

    def _letter(self, line: Line) -> None:
        if (self.open is None and line.value == 1) or (
            self.open is not None
            and line.value == self.open.expected(line)
            and self._same_list(line)
        ):
            self._item(line, "letter", line.text)
        elif line.raw.startswith(("i", "v", "x", "(i", "(v", "(x")) and self.open is not None:
            self._item(line, "bullet", line.raw)
        else:
            self._words(line)

    def _same_list(self, line: Line) -> bool:
        """Letters do not go on after bullets of the same list: they would start again from a.

        Bullets within one of its items are a list of their own.
        """
        return line.value == 1 or self.open is None or self.open.before(line).mark == "letter"

    def _item(self, line: Line, mark: Mark, text: str) -> None:
        if self.open is None:
            self._paragraph(line, None)
        assert self.open is not None
        self.open.add(line, mark, text)

    def _paragraph(self, line: Line, text: str | None) -> None:
        """A new paragraph; without text its list is all it has."""
        self.open = Draft("paragraph")
        self.drafts.append(self.open)
        if text is not None:
            self.open.add(line, "", text)

    def _words(self, line: Line) -> None:
        if (found := AFTER_Z.match(line.raw)) and self._follows(line, found[1]):
            self._item(line, "letter", line.raw[found.end() :])
        elif self.open is not None and self.open.items and self._goes_on(line, self.open.last):
            self.open.last.parts.append(line.raw)
            self.open.sources.append(line.source)
        else:
            self._paragraph(line, line.raw)

    def _follows(self, line: Line, letters: str) -> bool:
        """Whether the list that a line would join goes on with these letters, after z."""
        return (
            self.open is not None
            and letters == list_letter(self.open.expected(line) - 1)
            and self.open.before(line).mark == "letter"
        )

    def _goes_on(self, line: Line, last: ImportedItem) -> bool:
        """A wrapped line, one set in under its item, or the rest of a sentence cut by a page."""
        if last.mark and line.indent >= last.indent + 2:
            return True
        if line.blanks == 0 and self.wrapped:
            return True
        return is_unfinished(last.parts[-1]) and continues_line(line.raw)


def _mark(item: ImportedItem, count: int, figures: bool) -> str:
    if item.mark == "bullet":
        return "- "
    if not item.mark:
        return ""
    # Figures print as letters too, and go on after z.
    return f"{count}. " if item.depth or figures else f"{list_letter(count - 1)}. "
