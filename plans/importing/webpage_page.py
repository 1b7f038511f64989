"""What is held while a web page is read: the open line, lists, tables and parts of the page."""

from collections import Counter
from dataclasses import dataclass, field

from plans.importing.errors import MOST_CHARACTERS, TOO_LONG, Unreadable
from plans.importing.marks import DEEPEST, INDENT, counted_mark
from plans.importing.page_line import HIDDEN, LEFT_OUT, STRUCK, PageLine
from plans.importing.raised import lowered, raised
from plans.importing.tables import Table
from plans.importing.to_markup import Markup, dialect, noted
from plans.importing.word_notes import words_of_note


@dataclass
class PageList:
    form: str
    count: int

    def next_mark(self) -> str:
        self.count += 1
        return counted_mark(self.form, self.count)


@dataclass
class OpenTable:
    """A table being read, with what was open around it."""

    table: Table
    lines: list[PageLine]
    lists: list[PageList]
    in_item: bool


@dataclass
class Page:
    lines: list[PageLine] = field(default_factory=list)
    words: list[Markup] = field(default_factory=list)
    lists: list[PageList] = field(default_factory=list)
    tables: list[OpenTable] = field(default_factory=list)
    left: list[list[str]] = field(default_factory=list)
    mark: str = ""
    level: int = 0
    in_item: bool = False
    heading: int = 0
    bold: int = 0
    raised: int = 0
    link: str = ""
    part: str = ""
    main: int = 0
    breaks: int = 1
    length: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def last(self) -> str:
        return self.words[-1].text[-1:] if self.words else ""

    def add(self, words: str) -> None:
        self.measure(words)
        if self.raised:
            words = (raised if self.raised > 0 else lowered)(words, self.last)
        if words:
            self.words.append(Markup(words, bool(self.bold), self.link))

    def measure(self, words: str) -> None:
        self.length += len(words)
        if self.length > MOST_CHARACTERS:
            raise Unreadable(TOO_LONG)

    def bracket(self, words: str) -> None:
        """Words that say what stood here, a space apart from the word before them."""
        self.add(f"{'' if self.last in ('', ' ') else ' '}[{' '.join(words.split())}]")

    def note(self, read: "NotePage") -> None:
        """A note where its mark stands; a heading has none, so its note stands in brackets."""
        self.counts.update(read.counts)
        self.left += read.left
        words = words_of_note(read.rows)
        if not words:
            return
        self.measure("".join(each.text for each in words))
        self.counts["note"] += 1
        space = "" if self.last in ("", " ") else " "
        in_heading = [Markup(f"{space}[Note: "), *words, Markup("]")]
        self.words += in_heading if self.heading else [noted(words)]

    def leave_out(self, why: str, words: str) -> None:
        self.measure(words)
        if self.left and self.left[-1][0] == why:
            self.left[-1][1] += words
        else:
            self.left.append([why, words])
            self.counts[{HIDDEN: "hidden", STRUCK: "struck"}.get(why, "")] += bool(words.strip())

    def end_line(self) -> None:
        text = dialect(self.words)
        self.words.clear()
        if text.strip():
            self.lines.append(PageLine(self._marked(text), self.part, min(self.breaks, 1)))
            self.mark, self.level, self.breaks = "", 0, 0
        for why, words in self.left:
            if words.strip():
                self.lines.append(PageLine(" ".join(words.split()), why, 1))
        self.left.clear()

    def _marked(self, text: str) -> str:
        if self.heading and not self.in_item:
            return f"{'#' * self.heading} {text.replace('**', '')}"
        depth = len(self.lists) - bool(self.mark) if self.in_item else 0
        if self.level:
            depth = min(self.level, DEEPEST) - bool(self.mark)
        return INDENT * depth + self.mark + _indented(text)

    def open_table(self) -> None:
        self.tables.append(OpenTable(Table(), self.lines, self.lists, self.in_item))
        self.lists, self.in_item = [], False

    def open_cell(self, span: int, down: int, *, heading: bool) -> None:
        if self.tables:
            self.lines = self.tables[-1].table.next_cell(span, down, heading=heading)
            self.lists, self.in_item = [], False

    def close_cell(self) -> None:
        if self.tables:
            self.lines = self.tables[-1].lines

    def close_table(self) -> None:
        if self.tables:
            self.close_cell()
            held = self.tables.pop()
            self.lists, self.in_item = held.lists, held.in_item
            if held.table.cells:
                self.counts[held.table.kind] += 1
                self.lines += held.table.as_lines(self.counts["table"])


@dataclass
class NotePage(Page):
    """The page of a note, which is one line: what ends a line on it parts its words."""

    rows: list[list[Markup]] = field(default_factory=list)

    def end_line(self) -> None:
        self.rows.append(self.words)
        self.words = []


def is_left_out(part: str) -> bool:
    return part in LEFT_OUT


def _indented(text: str) -> str:
    """Hard spaces before the first word are how Word and web pages indent a line."""
    words = text.lstrip("\u00a0 ")
    return " " * (len(text) - len(words)) + words
