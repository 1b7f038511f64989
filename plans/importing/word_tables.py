"""The rows and cells of a Word table, whatever frames stand around them, and its caption."""

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from plans.importing.page_line import (
    CAPTION,
    CAPTION_BELOW,
    NUMBER_ALONE,
    ROW,
    ROWS,
    Begins,
    PageLine,
)
from plans.importing.word_xml import value
from plans.richtext import parse_richtext, plain_text

DESCRIPTION = "a table’s description"
LOOKS = ("tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr")
# What a table of ours is called that has no caption.
NAMELESS = "Table"
# What Word calls pictures in the same style; such words are no table's.
OF_PICTURE = re.compile(r"(?:figure|fig\b|chart|picture|photo|map|diagram|box)", re.IGNORECASE)
# How the first item of a list begins.
MARKED = re.compile(r"(?:-|a\.) ")
HEX = re.compile(r"[0-9A-Fa-f]{1,8}")
FIRST_ROW, FIRST_COLUMN = ("firstRow", 0x0020), ("firstColumn", 0x0080)


def within(element: ET.Element, name: str) -> Iterator[ET.Element]:
    """Rows of a table or cells of a row, in order."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag not in LOOKS and child.tag not in ("tr", "tc", "tbl", "p"):
            yield from within(child, name)


def description(table: ET.Element) -> str:
    """What its author wrote of it for people who do not see it."""
    said = (value(table, f"tblPr/{name}") for name in ("tblCaption", "tblDescription"))
    return ": ".join(" ".join(each.split()) for each in said if each.strip())


def merges(table: ET.Element) -> bool:
    """Whether a cell of it stands for several."""
    return any(each.tag in ("gridSpan", "vMerge") for each in table.iter())


def looks_of(table: ET.Element) -> Begins:
    """Whether its first row and its first column are of headings, as its look in Word says."""
    look = table.find("tblPr/tblLook")
    if look is None:
        repeated = table.find("tr/trPr/tblHeader") is not None
        return Begins.HEADED if repeated else Begins.NOTHING
    headed = Begins.HEADED if _says(look, *FIRST_ROW) else Begins.NOTHING
    return headed | (Begins.TITLED if _says(look, *FIRST_COLUMN) else Begins.NOTHING)


def _says(look: ET.Element, name: str, bit: int) -> bool:
    """A look says it in a word of its own; older files have but a number of bits."""
    said = look.get(name)
    if said is not None:
        return said not in ("0", "false", "off")
    bits = look.get("val", "")
    return bool(HEX.fullmatch(bits)) and bool(int(bits, 16) & bit)


def with_captions(lines: Sequence[PageLine], *, ours: bool) -> list[PageLine]:
    """Captions stay such where a table stands beside them; elsewhere they are words.

    The name that our own file gives a table is its caption over again, and is not told.
    """
    found = list(_settled(lines))
    if not ours:
        return found
    said = {plain_text(parse_richtext(line.text)) for line in found if line.place == CAPTION}
    said.add(NAMELESS)
    return [line for line in found if line.part != DESCRIPTION or line.text not in said]


def _settled(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    """A caption between two tables is that of the second; the first may have one below it.

    A number alone stays where a list or a table comes after it.
    """
    following = _following(lines)
    has_caption = waits = False
    for line, after in zip(lines, following, strict=True):
        place = line.place
        if line.part or (place == NUMBER_ALONE and not _opens(after)):
            yield from [line] if line.part else []
            continue
        if place == CAPTION:
            place = _place_of(line, after, waits=waits)
        waits = (_begins_table(line) and not has_caption) or (place == ROW and waits)
        has_caption = place == CAPTION
        yield line._replace(place=place)


def _following(lines: Sequence[PageLine]) -> list[PageLine | None]:
    """For each line the next one of the text."""
    found: list[PageLine | None] = []
    after: PageLine | None = None
    for line in reversed(lines):
        found.append(after)
        after = after if line.part else line
    return found[::-1]


def _opens(line: PageLine | None) -> bool:
    if line is None:
        return False
    return line.place == CAPTION or _begins_table(line) or bool(MARKED.match(line.text))


def _place_of(line: PageLine, after: PageLine | None, *, waits: bool) -> str:
    if OF_PICTURE.match(line.text):
        return ""
    if after is not None and _begins_table(after):
        return CAPTION
    return CAPTION_BELOW if waits else ""


def _begins_table(line: PageLine) -> bool:
    return line.place in ROWS and line.place != ROW
