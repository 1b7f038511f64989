"""A returned file read as the passages it has now, by its marks and the styles we gave it.

An import guesses where a paragraph or a theme begins; of a file of ours it need not be guessed, and
what somebody changed in one paragraph changes no other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from plans.blocks import Block, Run
from plans.document import Document
from plans.exports.tables import theme_title
from plans.importing.inline import opened
from plans.importing.lines import Line, classify
from plans.importing.page_line import CONTINUES, NUMBER_ALONE, PageLine
from plans.importing.passages import ImportedSection
from plans.importing.source import Cleaned
from plans.importing.to_markup import linked
from plans.importing.word_frames import CONTENTS, OURS
from plans.importing.word_marked import NUMBER
from plans.importing.word_tables import DESCRIPTION
from plans.importing.word_text import WordText
from plans.importing.word_xml import value
from plans.returned.marks import Marked, marked
from plans.returned.standing import Standing, canonical, said
from plans.richtext import parse_richtext, plain_text
from plans.word_marks import apart_kind

COUNTED = re.compile(r"\d{1,6}\.\s+")
NUMBERED, TITLE = "Numbered Paragraph", "title"
NOTHING = Marked()


@dataclass
class Part:
    """The introduction, or a theme by its key, with the passages that stand in it."""

    theme: int | None
    section: ImportedSection = field(default_factory=lambda: ImportedSection(wrapped=False))
    marks: list[set[int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """The passages in order, the title, the titles of themes by key as they stand, and each line
    that stands beside the text with what it is. Without our styles nothing says which paragraphs
    are of one passage."""

    pieces: tuple[Standing, ...]
    title: str
    themes: Mapping[int, str]
    beside: tuple[tuple[str, str], ...] = ()
    in_our_styles: bool = True


class Passages:
    """One reading on its way; `text` is the reader of the file's words, who has not begun."""

    def __init__(self, text: WordText, document: Document) -> None:
        self.text = text
        self.document = document
        self.numbers = {each.number for each in document.passages if each.number}
        self.paragraphs = {
            int(each.get(NUMBER, "-1")): each for each in text.root.iter("p") if each.get(NUMBER)
        }
        self.marks = {number: marked(each) for number, each in self.paragraphs.items()}
        self.in_tables = {
            int(each.get(NUMBER, "-1"))
            for table in text.root.iter("tbl")
            for each in table.iter("p")
        }
        self.title = ""
        self.titles: dict[int, str] = {}
        self.parts = [Part(None)]
        self.beside: list[tuple[str, str]] = []
        self.lines: list[PageLine] = []

    def read(self) -> Reading:
        # Whatever became of its frames, a file that is read here is one of ours.
        self.text.ours = self.text.lists.ours = True
        cleaned = Cleaned()
        self.lines = [
            line._replace(text=cleaned.line(line.text).rstrip()) for line in self.text.lines()
        ]
        heads = self._theme_heads()
        for number, line in enumerate(self.lines):
            if not line.text.strip():
                continue
            if line.part:
                self._aside(line)
            elif number in heads:
                self.titles[heads[number]] = self._words(line)
                self.parts.append(Part(heads[number]))
            else:
                self._place(number, line)
        styles = {value(each, "name") for each in self.text.styles.by_id.values()}
        return Reading(
            tuple(self._pieces()), self.title, self.titles, tuple(self.beside), NUMBERED in styles
        )

    def _theme_heads(self) -> dict[int, int]:
        """The lines that are themes' titles: by their words, else by their mark."""
        found: dict[int, int] = {}
        titles = {_said(theme_title(each)): each.id for each in self.document.themes}
        known = {each.id for each in self.document.themes}
        for number, line in enumerate(self.lines):
            theme = titles.get(_said(self._words(line)))
            if theme and not line.part and theme not in found.values():
                found[number] = theme
        for number, line in enumerate(self.lines):
            if number in found or line.part:
                continue
            for theme in (one for each in self._marked(line) for one in each.themes):
                if theme in known and theme not in found.values():
                    found[number] = theme
        return found

    def _words(self, line: PageLine) -> str:
        """A heading's words without its signs."""
        return _shown(_heading(line)) if self._level(line) else line.text.strip()

    def _level(self, line: PageLine) -> int:
        elements = self._elements(line)
        return 0 if line.place or not elements else self.text.styles.heading(elements[0])

    def _elements(self, line: PageLine) -> list[ET.Element]:
        return [self.paragraphs[one] for one in line.paragraphs if one in self.paragraphs]

    def _marked(self, line: PageLine) -> list[Marked]:
        return [self.marks.get(number, NOTHING) for number in line.paragraphs]

    def _names(self, line: PageLine) -> list[str]:
        elements = self._elements(line)
        return self.text.styles.names(elements[0]) if elements else []

    def _aside(self, line: PageLine) -> None:
        """What is no text of the plan's, unless it is what we put there."""
        if line.part in (CONTENTS, DESCRIPTION):
            return
        if line.part in OURS.values():
            elements = self._elements(line)
            if not elements or self.in_tables & set(line.paragraphs):
                return
            names = (each.get("name", "") for each in elements[0].iter("bookmarkStart"))
            if any(apart_kind(name) for name in names) or not self._has_frames_marked:
                return
        self.beside.append((line.part, line.text.lstrip("# ")))

    @property
    def _has_frames_marked(self) -> bool:
        names = (each.get("name", "") for each in self.text.root.iter("bookmarkStart"))
        return any(apart_kind(name) for name in names)

    def _place(self, number: int, line: PageLine) -> None:
        part = self.parts[-1]
        names = self._names(line)
        if names and names[0].lower() == TITLE and not self.title:
            self.title = self._words(line)
            return
        passages = {key for each in self._marked(line) for key, _ in each.passages}
        section, before = part.section, len(part.section.drafts)
        if self._level(line):
            section.heading(Line(number, "heading", ""), _heading(line))
        else:
            self._put(part, number, line, names, passages)
        part.marks += [set() for _ in range(len(section.drafts) - before)]
        del part.marks[len(section.drafts) :]
        if part.marks:
            part.marks[-1] |= passages

    def _put(
        self, part: Part, number: int, line: PageLine, names: Sequence[str], passages: set[int]
    ) -> None:
        section = part.section
        held = part.marks[-1] if part.marks else set()
        # A table whose first cell is empty has lost its mark: what follows it goes on with it.
        another = bool(passages and held) and not passages & held
        listed = self._is_listed(line, names)
        if line.place or listed:
            if listed and another:
                section.open = None
            for each in self._classified(number, line):
                section.line(each)
            return
        goes_on = any(
            place > 1 and key in held for each in self._marked(line) for key, place in each.passages
        )
        text, _ = linked(self._unnumbered(line, names))
        first, *rest = [text] if "<" not in text else opened(text) or [text]
        words = classify(number, first).raw
        if goes_on and section.open is not None:
            section.line(classify(number, words, place=CONTINUES))
        else:
            section.paragraph(Line(number, "words", words, raw=words))
        for more in rest:
            section.line(classify(number, more))

    def _classified(self, number: int, line: PageLine) -> Iterator[Line]:
        text, _ = linked(line.text)
        for piece in [text] if line.place else opened(text):
            yield classify(number, piece, line.gap or 0, line.place)

    def _is_listed(self, line: PageLine, names: Sequence[str]) -> bool:
        elements = self._elements(line)
        if not elements or NUMBERED in names:
            return False
        if any(name.startswith("List ") for name in names):
            return True
        given = elements[0].find("pPr/numPr/numId")
        listed = given is not None and given.get("val") != "0"
        # A number is that of a paragraph whose style a program took for its own.
        return listed and not COUNTED.match(line.text)

    def _unnumbered(self, line: PageLine, names: Sequence[str]) -> str:
        """Without the number that Word counts, or that was typed as nothing counts to it."""
        elements = self._elements(line)
        if line.place == NUMBER_ALONE or not elements:
            return line.text
        if value(elements[0], "pPr/numPr/numId"):
            return COUNTED.sub("", line.text, count=1)
        first, _, rest = line.text.partition(" ")
        typed = NUMBERED in names and first in self.numbers and rest
        return rest.lstrip() if typed else line.text

    def _pieces(self) -> Iterator[Standing]:
        key = 0
        for part in self.parts:
            kept = [
                one for one in zip(part.section.drafts, part.marks, strict=False) if one[0].items
            ]
            for draft, marks in kept:
                key -= 1
                lines = [self.lines[number] for number in dict.fromkeys(draft.sources)]
                numbers = tuple(one for line in lines for one in line.paragraphs)
                figures = (
                    one for number in numbers for one in self.marks.get(number, NOTHING).figures
                )
                heading = draft.kind == "heading"
                blocks = parse_richtext(draft.body)
                if heading:
                    blocks = (Block("paragraph", (Run(_shown(draft.body)),)),)
                yield Standing(
                    id=key,
                    theme=part.theme,
                    is_heading=heading,
                    words=draft.body,
                    canonical=canonical(blocks),
                    said=said(blocks),
                    marks=frozenset(marks),
                    paragraphs=numbers,
                    figures_marked=tuple(figures),
                )


def _heading(line: PageLine) -> str:
    """A heading as it is typed, without its signs."""
    return line.text.lstrip("#").strip()


def _shown(typed: str) -> str:
    """A line as it reads; a number or a dash it begins with is no mark of a list."""
    return plain_text(parse_richtext(f"x {typed}"))[2:]


def _said(text: str) -> str:
    return " ".join(text.split())
