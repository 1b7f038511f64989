"""One passage while it is put together: words, the items of its lists, the rows of its tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from plans.importing.lines import Line, continues_line
from plans.importing.page_line import Begins
from plans.lengths import LONGEST_PARAGRAPH
from plans.list_marks import BULLET, MARK
from plans.richtext import list_letter
from plans.written_tables import CAPTION, cells_of, write_dashes

INDENT = "   "
LONGEST_TABLE = LONGEST_PARAGRAPH // 2
BROKEN_WORD = re.compile(r"[^\W\d_]-$")

Mark = Literal["", "bullet", "letter", "row", "caption"]


@dataclass
class ImportedItem:
    """The words of a paragraph ("" mark), of one list item, of a table's row or of its caption.

    They are in the pieces they were found in; `begins` is what the first row of a table says.
    """

    mark: Mark
    depth: int
    parts: list[str]
    indent: int = 0
    begins: Begins = Begins.NOTHING

    @property
    def in_table(self) -> bool:
        return self.mark in ("row", "caption")

    def is_apart_from(self, before: "ImportedItem") -> bool:
        """Whether a table begins or ends between the two."""
        if self.mark == "row":
            return not before.in_table or bool(self.begins and before.mark == "row")
        return self.mark == "caption" or before.in_table

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

    @property
    def body(self) -> str:
        """Its words as they are typed; a blank line parts a table from what is around it."""
        return "\n".join(self._written())

    def _written(self) -> Iterator[str]:
        for place, stretch in enumerate(self._stretches()):
            if place:
                yield ""
            yield from _rows(stretch) if stretch[-1].mark == "row" else self._words(stretch)

    def _stretches(self) -> Iterator[list[ImportedItem]]:
        """The items in order: words with their lists, and between them each table."""
        held = self.items[:1]
        for before, item in pairwise(self.items):
            if item.is_apart_from(before):
                yield held
                held = []
            held.append(item)
        if held:
            yield held

    def _words(self, items: Sequence[ImportedItem]) -> Iterator[str]:
        """A blank line parts paragraphs, one from its list, and a list from one of another kind."""
        counts: list[int] = []
        outer: Mark | None = None
        figures = sum(item.mark == "letter" and item.depth == 0 for item in self.items) > 26
        for item in items:
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

    def caption_for(self, line: Line) -> str:
        """Its words where they are nothing but the caption of the table that `line` begins."""
        if len(self.items) != 1:
            return ""
        [item] = self.items
        typed = None if item.mark or line.blanks else CAPTION.fullmatch(item.text())
        return typed[1] if typed else item.text() if item.mark == "caption" else ""

    @property
    def has_words_last(self) -> bool:
        return bool(self.items) and not self.last.in_table

    @property
    def ends_in_table(self) -> bool:
        return bool(self.items) and self.last.mark == "row"

    @property
    def table(self) -> Begins:
        """What the first row of its last table says."""
        return next((item.begins for item in reversed(self.items) if item.begins), Begins.NOTHING)

    @property
    def has_room(self) -> bool:
        """A table longer than a paragraph may be goes on in another; of a plan's own none is."""
        most = LONGEST_PARAGRAPH if Begins.OPEN in self.table else LONGEST_TABLE
        return sum(len(part) for item in self.items for part in item.parts) < most

    def add_row(self, line: Line, begins: Begins) -> None:
        self._add_apart(line, "row", begins)

    def add_caption(self, line: Line) -> None:
        self._add_apart(line, "caption")

    def add_caption_below(self, line: Line) -> bool:
        """Put the caption above the table that ends here; False where it has one, or none does."""
        rows = [place for place, item in enumerate(self.items) if item.begins]
        if not (self.ends_in_table and rows) or self.items[rows[-1] - 1].mark == "caption":
            return False
        self._add_apart(line, "caption")
        self.items.insert(rows[-1], self.items.pop())
        return True

    def _add_apart(self, line: Line, mark: Mark, begins: Begins = Begins.NOTHING) -> None:
        self.sources.append(line.source)
        self.indents, self.ordered = [], {}
        self.items.append(ImportedItem(mark, 0, [line.raw], begins=begins))

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


def _rows(items: Sequence[ImportedItem]) -> Iterator[str]:
    """A table as it is typed: its caption, its rows, and the line of dashes that makes it one."""
    rows = [item.text() for item in items if item.mark == "row"]
    begins = items[-len(rows)].begins
    width = max(len(cells_of(row)) for row in rows)
    rows.insert(int(Begins.HEADED in begins), write_dashes(width, Begins.TITLED in begins))
    yield from (f"Table: {item.text()}" for item in items if item.mark == "caption")
    yield from rows


def _mark(item: ImportedItem, count: int, figures: bool) -> str:
    if item.mark == "bullet":
        return "- "
    if item.mark != "letter":
        return ""
    # Figures print as letters too, and go on after z.
    return f"{count}. " if item.depth or figures else f"{list_letter(count - 1)}. "
