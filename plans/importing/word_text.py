"""The text of a Word file, walked so that no word is passed over.

What is not named here is read through: an element of a kind nobody thought of still gives its
words. Only what is known to hold none (`NO_WORDS`) is passed by.
"""

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from plans.importing.errors import MOST_CHARACTERS, TOO_LONG, Unreadable
from plans.importing.page_line import CAPTION, DELETED, HIDDEN, STRUCK, PageLine
from plans.importing.tables import Table
from plans.importing.to_markup import Markup
from plans.importing.word_equations import on_one_line
from plans.importing.word_fields import Fields
from plans.importing.word_frames import CONTENTS, frame_of, number_alone, own_table, placed
from plans.importing.word_graphics import chosen
from plans.importing.word_marked import NUMBER
from plans.importing.word_notes import PARTING, words_of_note
from plans.importing.word_paragraph import PLAIN, Paragraph, numbered
from plans.importing.word_state import WordState
from plans.importing.word_styles import Look
from plans.importing.word_symbols import readable, symbol
from plans.importing.word_tables import DESCRIPTION, description, merges, with_captions, within
from plans.importing.word_xml import letters, value, whole
from plans.richtext import safe_link

MOST_ELEMENTS = 60_000
NO_WORDS_TAGS = """
    pPr rPr sectPr tblPr tblPrEx tblGrid trPr tcPr sdtPr sdtEndPr fldData delInstrText
    bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd commentReference annotationRef
    footnoteRef endnoteRef proofErr lastRenderedPageBreak separator continuationSeparator
    softHyphen smartTagPr customXmlPr ffData rubyPr
"""
NO_WORDS = frozenset(NO_WORDS_TAGS.split())
SPACES = {"tab", "ptab", "pgNum"}
EQUATIONS = {"m_oMath", "m_oMathPara"}
GRAPHICS = {"drawing", "pict", "object"}
# Of our own: where a paragraph ended until its end was deleted.
DELETED_END = "deletedEnd"
# What ends a line where it is met inside a line: in a note, or within something new.
BLOCKS = {"p", "a_p", "tc"}


class WordText(WordState):
    """One file while it is read; `counts` says what was met besides words."""

    def lines(self) -> list[PageLine]:
        looks = (each for tag in ("pPr", "rPr") for each in self.root.iter(tag))
        of_looks = sum(1 for each in looks for _ in each.iter())
        if sum(1 for _ in self.root.iter()) - of_looks > MOST_ELEMENTS:
            raise Unreadable(TOO_LONG)
        found = self.blocks(self.root)
        for note in self.notes.rest():
            with self.inside(note.part):
                stray = self.blocks(note.element)
            found += [PageLine(line.text, line.part or note.where, 1) for line in stray]
        return found

    def blocks(self, container: Iterable[ET.Element], part: str = "") -> list[PageLine]:
        """Paragraphs and tables, in order."""
        found: list[PageLine] = []
        before: list[ET.Element] = []
        for child in self._blocks_in(container):
            if child.tag == "p":
                if child.find("pPr/rPr/del") is not None:
                    # A deleted end of paragraph: its words open the next one.
                    before += [*child, ET.Element(DELETED_END)]
                    continue
                found += self.paragraph(child, [*before, *child], part)
                before = []
            elif child.tag == "tbl":
                found += self.table(child)
            elif child.tag == "altChunk":
                found += self.embedded(child)
            elif frame := frame_of(child):
                found += self.set_apart(child, frame)
            elif child.tag not in NO_WORDS:
                found += self.paragraph(child, [child], part)
        found += self.paragraph(ET.Element("p"), before, part) if before else []
        return with_captions(found, ours=self.ours)

    def _blocks_in(self, container: Iterable[ET.Element]) -> Iterator[ET.Element]:
        """What stands in a container, frames around blocks opened."""
        for child in container:
            if frame_of(child):
                yield child
            elif child.tag == "mc_AlternateContent":
                yield from self._blocks_in(chosen(child))
            elif any(each.tag in ("p", "tbl") for each in child.iter() if each is not child) and (
                child.tag not in ("p", "tbl")
            ):
                yield from self._blocks_in(child)
            else:
                yield child

    def paragraph(
        self, element: ET.Element, content: Iterable[ET.Element], part: str
    ) -> list[PageLine]:
        heading = self.styles.heading(element)
        paragraph = Paragraph(apart=bool(heading))
        style = value(element, "pPr/pStyle")
        mark = self.lists.mark_of(element)
        for child in content:
            self.inline(child, paragraph, style)
        self.length += paragraph.length
        if self.length > MOST_CHARACTERS:
            raise Unreadable(TOO_LONG)
        kinds = {HIDDEN: "hidden", STRUCK: "struck"}
        self.counts.update(kinds.get(why, "") for why, _ in paragraph.aside)
        if self.styles.is_contents(element):
            part = CONTENTS
        lines = paragraph.lines(mark, heading, part)
        words = [line for line in lines if not line.part]
        if self.ours and not words:
            lines = [*number_alone(mark), *lines]
        lines = numbered(lines, element.get(NUMBER))
        if heading or not words:
            return lines
        if len(words) == 1 and self.styles.is_caption(element):
            return [line if line.part else line._replace(place=CAPTION) for line in lines]
        return placed(lines, self.styles.names(element), ours=self.ours)

    def set_apart(self, frame: ET.Element, part: str) -> list[PageLine]:
        """What a frame holds is not the plan's text; nor are its links and its tables."""
        held = dict(self.counts)
        found = self.blocks(frame.findall("sdtContent"))
        self.counts.clear()
        self.counts.update(held)
        return [line._replace(part=line.part or part, place="") for line in found]

    def embedded(self, element: ET.Element) -> list[PageLine]:
        """A document inside this one, where it is of a kind that can be read."""
        _, name = self.relations.get(element.get("id", ""), ("", ""))
        lines: tuple[PageLine, ...] = ()
        if self.read and name in self.package.names:
            lines = self.read(self.package, name, self.counts)
        self.counts["document" if not lines else "read document"] += 1
        return list(lines)

    def table(self, element: ET.Element) -> list[PageLine]:
        style = self.styles.names_of(value(element, "tblPr/tblStyle"))
        table = Table(own_table(element, style) if self.ours else None)
        left: list[PageLine] = []
        if said := description(element):
            left.append(PageLine(said, DESCRIPTION, 1))
        for row in within(element, "tr"):
            if row.find("trPr/del") is not None:
                left += self._deleted_row(row)
                continue
            table.next_row()
            table.column = whole(value(row, "trPr/gridBefore"))
            for cell in within(row, "tc"):
                span = whole(value(cell, "tcPr/gridSpan")) or 1
                heading = row.find("trPr/tblHeader") is not None
                table.next_cell(span, heading=heading).extend(self.blocks(cell))
        self.counts[table.kind] += table.own is None or merges(element)
        return table.as_lines(self.counts["table"]) + left

    def _deleted_row(self, row: ET.Element) -> list[PageLine]:
        self.counts["deletion"] += 1
        with self.left_aside(DELETED):
            return [line for cell in within(row, "tc") for line in self.blocks(cell)]

    def inline(self, element: ET.Element, to: Paragraph, style: str, look: Look = PLAIN) -> None:
        """The words of an element and of all within it."""
        tag = element.tag
        if tag in NO_WORDS:
            return
        if tag == DELETED_END:
            to.leave_out(DELETED, " ")
        elif tag == "instrText":
            self.fields.instruction(element.text or "")
        elif tag == "r":
            self._run(element, to, style)
        elif tag in ("t", "delText", "a_t"):
            self._add(readable(element.text or "", look.symbols), to, look)
        elif tag in SPACES:
            self._add(" ", to, look)
        elif tag in ("br", "cr", "a_br"):
            self._break(element, to, look)
        elif tag == "noBreakHyphen":
            self._add("\u2011", to, look)
        elif tag == "sym":
            self._symbol(element, to, look)
        elif tag in ("del", "moveFrom"):
            self._deleted(element, to, style)
        elif tag in ("footnoteReference", "endnoteReference"):
            self._note(tag.removesuffix("Reference"), element.get("id", ""), to)
        elif tag in EQUATIONS:
            self._equation(element, to)
        elif tag in GRAPHICS or tag == "txbxContent":
            self._graphic(element, to)
        elif tag == "mc_AlternateContent":
            self._through(chosen(element), to, style, look)
        elif tag == "ruby":
            self._ruby(element, to, style, look)
        elif tag in ("hyperlink", "fldSimple"):
            self._linked(element, to, style, look)
        elif tag == "fldChar":
            self.fields.at(element, to)
        else:
            self.counts["insertion"] += tag == "ins"
            self.counts["move"] += tag == "moveTo"
            self._through(element, to, style, look)
            if tag in BLOCKS:
                self._add(self.between, to)

    def _through(
        self, element: Iterable[ET.Element], to: Paragraph, style: str, look: Look
    ) -> None:
        for child in element:
            self.inline(child, to, style, look)

    def _run(self, run: ET.Element, to: Paragraph, style: str) -> None:
        look = self.styles.look(run, style)
        with self.left_aside(HIDDEN if look.hidden else STRUCK if look.struck else ""):
            self._through(run, to, style, look)

    def _add(self, text: str, to: Paragraph, look: Look = PLAIN) -> None:
        if self.aside:
            to.leave_out(self.aside, text)
        else:
            to.add(text, look, self.link or self.fields.link)

    def _break(self, element: ET.Element, to: Paragraph, look: Look) -> None:
        """A page's or a column's end breaks no sentence; a forced line break begins a line."""
        if self.aside or element.get("type", "textWrapping") != "textWrapping":
            self._add(" ", to, look)
        else:
            to.new_row()

    def _symbol(self, element: ET.Element, to: Paragraph, look: Look) -> None:
        found = symbol(element.get("font", ""), element.get("char", ""))
        self.counts["symbol"] += not found
        self._add(found or "[symbol]", to, look)

    def _deleted(self, element: ET.Element, to: Paragraph, style: str) -> None:
        """What was moved comes where it was moved to, if it is there."""
        words = letters(element, "t", "delText").strip()
        moved = element.tag == "moveFrom" and words in self.moved_here
        to.goes_on = to.goes_on and not moved
        self.counts["deletion"] += not moved
        with self.left_aside(DELETED):
            self._through(element, Paragraph() if moved else to, style, PLAIN)

    def _note(self, kind: str, name: str, to: Paragraph) -> None:
        if self.aside or (note := self.notes.take(kind, name)) is None:
            return
        words = Paragraph()
        with self.inside(note.part), self.parted_by(PARTING):
            self._through(note.element, words, "", PLAIN)
        to.aside += words.aside
        to.boxes += words.boxes
        words.new_row()
        if found := words_of_note(words.rows):
            self.counts["note"] += 1
            to.note(found)

    def _equation(self, element: ET.Element, to: Paragraph) -> None:
        words = " ".join(on_one_line(element).split())
        if words:
            self.counts["equation"] += 1
            space = " " if to.last.isalnum() and words[0].isalnum() else ""
            self._add(space + words, to)
        for gone in (each for tag in ("del", "moveFrom") for each in element.iter(tag)):
            self.counts["deletion"] += 1
            to.leave_out(DELETED, f"{letters(gone, 't', 'm_t', 'delText')} ")

    def _graphic(self, element: ET.Element, to: Paragraph) -> None:
        for words in self.graphics.brackets(element):
            if self.aside:
                to.leave_out(self.aside, f" {words} ")
            else:
                to.bracket([Markup(words)])
        to.boxes += self.graphics.beside
        self.graphics.beside = []
        for box in self.graphics.boxes(element):
            if lines := self.blocks(box if box.tag == "txbxContent" else box.iter("a_p")):
                self.counts["text box"] += 1
                to.boxes += lines

    def _ruby(self, element: ET.Element, to: Paragraph, style: str, look: Look) -> None:
        above = " ".join(letters(each, "t") for each in element.findall("rt")).strip()
        for base in element.findall("rubyBase"):
            self._through(base, to, style, look)
        if above:
            self.counts["reading"] += 1
            self._add(f" ({above})", to, look)

    def _linked(self, element: ET.Element, to: Paragraph, style: str, look: Look) -> None:
        address = self.relations.get(element.get("id", ""), ("", ""))[1]
        if element.tag == "fldSimple":
            address = Fields.address_in(element.get("instr", ""))
        held, self.link = self.link, safe_link(address) or self.link
        self.counts["dead link"] += not self.link and bool(address or element.get("anchor"))
        self._through(element, to, style, look)
        self.link = held
