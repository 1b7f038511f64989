"""Paragraphs with their lists and tables, put together from lines that pages and typing broke."""

from dataclasses import dataclass
from typing import Literal

from plans.importing.drafts import Draft, ImportedItem, Mark
from plans.importing.lines import AFTER_Z, Line, continues_line, heading_in, is_unfinished
from plans.importing.page_line import Begins
from plans.richtext import list_letter


@dataclass(frozen=True, slots=True)
class ImportedPassage:
    """A paragraph or heading in our rich text, and the numbers of the source lines it came from."""

    kind: Literal["paragraph", "heading"]
    body: str
    source_lines: tuple[int, ...]


class ImportedSection:
    """The passages of the introduction or a theme, in the making."""

    def __init__(self, *, wrapped: bool, number: int = 0) -> None:
        self.wrapped = wrapped
        self.number = number
        self.major = 0
        self.drafts: list[Draft] = []
        self.open: Draft | None = None

    def passages(self) -> tuple[ImportedPassage, ...]:
        return tuple(
            ImportedPassage(draft.kind, draft.body, tuple(dict.fromkeys(draft.sources)))
            for draft in self.drafts
            if draft.items
        )

    def heading(self, line: Line, text: str) -> None:
        self.drafts.append(Draft("heading", [ImportedItem("", 0, [text])], [line.source]))
        self.open = None

    def paragraph(self, line: Line) -> None:
        """A paragraph that begins with this line, whatever it looks like."""
        self._paragraph(line, line.raw)

    def joined(self, line: Line) -> None:
        """The line goes on from the one before it, as a person said."""
        self.open = self.drafts[-1]
        if not self.open.items:
            self.open.add(line, "", line.raw)
            return
        if line.kind == "row" and self.open.ends_in_table:
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
        elif line.kind == "number alone":
            self._number_alone(line)
        elif line.kind == "caption":
            self._caption(line)
        elif line.kind == "caption below":
            if not (self.drafts and self.drafts[-1].add_caption_below(line)):
                self._paragraph(line, line.raw)
        elif line.kind == "cell":
            self._paragraph(line, line.raw)
            self.open = None
        elif line.kind == "continued" and self.open is not None:
            self.open.add(line, "", line.raw)
        elif line.kind == "in item" and self.open is not None and self.open.indents:
            self.open.go_on_in_item(line)
        elif line.kind == "broken" and self.open and self.open.has_words_last:
            self.open.last.break_line(line.raw)
            self.open.sources.append(line.source)
        elif line.kind == "table row":
            self._paragraph(
                line, " | ".join(cell.strip() for cell in line.text.strip("|").split("|"))
            )
        else:
            self._words(line)

    def _number_alone(self, line: Line) -> None:
        """A paragraph that begins with what comes next, a list or a table."""
        self.number = int(line.raw.rstrip(".)"))
        self.open = Draft("paragraph", sources=[line.source])
        self.drafts.append(self.open)

    def _caption(self, line: Line) -> None:
        """Words, until the row comes that they stand above."""
        self.open = Draft("paragraph")
        self.open.add_caption(line)
        self.drafts.append(self.open)

    def _row(self, line: Line) -> None:
        """A row of the table before it, or the first of another."""
        begins = Begins(line.value)
        held = self.drafts[-1] if self.drafts else None
        if begins or held is None or not held.ends_in_table:
            begins |= Begins.TABLE
            held = self._with_caption(line, begins)
        elif not held.has_room:
            begins = Begins.TABLE | held.table & ~Begins.HEADED
            held = Draft("paragraph")
            self.drafts.append(held)
        held.add_row(line, begins)
        self.open = held if Begins.OPEN in held.table else None

    def _with_caption(self, line: Line, begins: Begins) -> Draft:
        """The passage in which a table begins, with the caption that stands before it."""
        caption = self.open if self.open and self.open.caption_for(line) else None
        if caption:
            self.drafts.remove(caption)
        if Begins.CONTINUES in begins and self.drafts and self.drafts[-1].kind == "paragraph":
            held = self.drafts[-1]
        else:
            held = Draft("paragraph")
            self.drafts.append(held)
        if caption:
            words = caption.caption_for(line)
            held.items.append(ImportedItem("caption", 0, [words]))
            held.sources += caption.sources
        return held

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
        if self.open is None or not self.open.items:
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
        if last.in_table:
            return False
        if last.mark and line.indent >= last.indent + 2:
            return True
        if line.blanks == 0 and self.wrapped:
            return True
        return is_unfinished(last.parts[-1]) and continues_line(line.raw)
