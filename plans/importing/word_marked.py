"""The paragraphs of a Word file in pieces, each with who inserted it and who deleted it.

Beside the reader of the text (`word_text`), which takes what stands if every change is accepted.
Here nothing is decided: a piece may be inserted by one person and deleted by another.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET

from plans.importing.word_graphics import chosen
from plans.importing.word_symbols import symbol
from plans.importing.word_tables import within

INSERTED, DELETED = ("ins", "moveTo", "cellIns"), ("del", "moveFrom", "cellDel")
# The mark of a note has no words, and may be all that somebody put in or took out.
NOTED = ("footnoteReference", "endnoteReference")
SILENT = {"pPr", "rPr", "sectPr", "tblPr", "tblGrid", "sdtPr", "sdtEndPr", "ffData", "rubyPr"}
TEXTS = ("t", "delText", "m_t", "a_t")
# Of our own: a paragraph's number, by which another reader of the same part finds it again.
NUMBER = "marked-number"


@dataclass(frozen=True, slots=True)
class Mark:
    """Who changed something and on which day, as Word has it; `move` is the name of a move."""

    author: str
    day: dt.date | None
    moved: bool = False
    move: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with one history; of a paragraph's end, a row and the mark of a note they are empty."""

    words: str = ""
    inserted: Mark | None = None
    deleted: Mark | None = None

    @property
    def was_there(self) -> bool:
        return self.inserted is None

    @property
    def stays(self) -> bool:
        return self.deleted is None


@dataclass(slots=True)
class MarkedParagraph:
    """`number` counts from 0 over the whole file; paragraphs of one `group` follow each other.

    `end` is what became of its end, `row` of the table's row it stands in.
    """

    number: int
    part: str
    group: int
    row: Piece = Piece()
    end: Piece = Piece()
    pieces: list[Piece] = field(default_factory=list)

    @property
    def before(self) -> str:
        """Its words before any change."""
        return "".join(piece.words for piece in self.pieces if piece.was_there)

    @property
    def after(self) -> str:
        """Its words if every change is accepted."""
        return "".join(piece.words for piece in self.pieces if piece.stays)


@dataclass(slots=True)
class Range:
    """What a comment is about: pieces, and the number of the paragraph each stands in."""

    paragraph: int | None = None
    pieces: list[tuple[int, Piece]] = field(default_factory=list)


def mark_of(element: ET.Element, move: str = "") -> Mark:
    """Names and days as the file has them; a day that is none is not known."""
    moved = element.tag in ("moveTo", "moveFrom")
    return Mark(element.get("author", ""), day_of(element), moved, move if moved else "")


def day_of(element: ET.Element) -> dt.date | None:
    try:
        return dt.date.fromisoformat(element.get("date", "")[:10])
    except ValueError:
        return None


class MarkedText:
    """One part of the package after the other; boxes come after the text they stand in."""

    def __init__(self) -> None:
        self.paragraphs: list[MarkedParagraph] = []
        self.ranges: dict[str, Range] = {}
        self.open: set[str] = set()
        self.moves: dict[str, str] = {}
        self.group = 0
        self.part = ""

    def read(self, root: ET.Element, part: str) -> None:
        self.part = part
        self._group(root, Piece())
        self.open.clear()

    def _group(self, container: ET.Element, row: Piece) -> None:
        """What a cell or a box holds; nothing in it goes on in what follows."""
        self.group += 1
        boxes: list[ET.Element] = []
        for child in _blocks_in(container):
            if child.tag == "tbl":
                self._table(child, row)
            elif child.tag == "p":
                boxes += self._paragraph(child, row)
            else:
                self._range(child)
        self.group += 1
        for box in boxes:
            self._group(box, row)

    def _table(self, table: ET.Element, around: Piece) -> None:
        for tr in within(table, "tr"):
            row = _changed(tr.find("trPr"), around)
            for cell in within(tr, "tc"):
                self._group(cell, _changed(cell.find("tcPr"), row))
        # What follows the table is no neighbour of what stood before it.
        self.group += 1

    def _paragraph(self, element: ET.Element, row: Piece) -> list[ET.Element]:
        boxes: list[ET.Element] = []
        made = MarkedParagraph(len(self.paragraphs), self.part, self.group, row)
        made.end = _changed(element.find("pPr/rPr"), row)
        self.paragraphs.append(made)
        element.set(NUMBER, str(made.number))
        for child in element:
            self._inline(child, row, made, boxes)
        return boxes

    def _inline(
        self, element: ET.Element, by: Piece, to: MarkedParagraph, boxes: list[ET.Element]
    ) -> None:
        tag = element.tag
        if tag in SILENT or self._range(element, to):
            return
        if tag in INSERTED:
            by = replace(by, inserted=mark_of(element, self._move()))
        elif tag in DELETED:
            by = replace(by, deleted=mark_of(element, self._move()))
        elif tag == "txbxContent":
            boxes.append(element)
            return
        elif (words := _words(element)) or tag in NOTED:
            self._add(replace(by, words=words), to)
            return
        for child in chosen(element) if tag == "mc_AlternateContent" else element:
            self._inline(child, by, to, boxes)

    def _add(self, piece: Piece, to: MarkedParagraph) -> None:
        to.pieces.append(piece)
        for name in self.open:
            self.ranges[name].pieces.append((to.number, piece))

    def _move(self) -> str:
        """The name of the move that is open, by which its two ends find each other."""
        return next(reversed(self.moves.values()), "")

    def _range(self, element: ET.Element, at: MarkedParagraph | None = None) -> bool:
        """Whether this only says where a comment or a move begins or ends."""
        tag, name = element.tag, element.get("id", "")
        if tag == "commentRangeStart":
            self.ranges.setdefault(name, Range())
            self.open.add(name)
        elif tag == "commentRangeEnd":
            self.open.discard(name)
        elif tag == "commentReference":
            found = self.ranges.setdefault(name, Range())
            found.paragraph = at.number if at else None
        elif tag in ("moveFromRangeStart", "moveToRangeStart"):
            self.moves[name] = element.get("name", "")
        elif tag in ("moveFromRangeEnd", "moveToRangeEnd"):
            self.moves.pop(name, None)
        else:
            return False
        return True


def _blocks_in(container: Iterable[ET.Element]) -> Iterator[ET.Element]:
    """Paragraphs and tables, the frames around them opened; marks between them as they stand."""
    for child in container:
        if child.tag in ("p", "tbl"):
            yield child
        elif child.tag not in SILENT:
            inner = chosen(child) if child.tag == "mc_AlternateContent" else child
            yield from _blocks_in(inner) if len(inner) else (child,)


def _changed(looks: ET.Element | None, by: Piece) -> Piece:
    """What properties say became of a paragraph's end, a row or a cell."""
    for each in () if looks is None else looks:
        if each.tag in INSERTED:
            by = replace(by, inserted=mark_of(each))
        elif each.tag in DELETED:
            by = replace(by, deleted=mark_of(each))
    return by


def _words(element: ET.Element) -> str:
    tag = element.tag
    if tag in TEXTS:
        return element.text or ""
    if tag in ("tab", "ptab"):
        return " "
    if tag in ("br", "cr"):
        return "\n" if element.get("type", "textWrapping") == "textWrapping" else " "
    if tag == "noBreakHyphen":
        return "\u2011"
    if tag == "sym":
        return symbol(element.get("font", ""), element.get("char", "")) or "[symbol]"
    return ""
