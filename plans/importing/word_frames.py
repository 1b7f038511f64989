"""What our own Word files say by frames and by styles; other files say it by neither.

A frame (content control) stands around what is not the plan's own text. LibreOffice drops it, and
the style of a table once it had the file as .odt; bookmarks say the same and stay.
"""

import re
from collections.abc import Sequence
from functools import reduce
from operator import or_
from xml.etree import ElementTree as ET

from plans.importing.marks import INDENT
from plans.importing.page_line import BROKEN, CONTINUES, IN_ITEM, NUMBER_ALONE, Begins, PageLine
from plans.importing.word_tables import looks_of
from plans.importing.word_xml import value
from plans.word_marks import PARTICULARS, RECORDS, apart_kind, table_mark

CONTENTS = "the contents list"
# Frames of our own files around what a plan gets anew, by their tags (`plans.exports.word`).
OURS = {
    PARTICULARS: "which version it was, as Clearday wrote it",
    RECORDS: "the plan’s records, as Clearday wrote them",
}
CONTINUED = {"Numbered Paragraph Continued", "Body Text Continued"}
TABLES = {
    "Plan Table": Begins.OPEN,
    "Plan Table Continued": Begins.OPEN | Begins.CONTINUES,
}
NUMBER_OF_OURS = re.compile(r"\d{1,5}\.")
ITEM_CONTINUED = re.compile(r"List Continue(?: ([2-5]))?")


def reframe(body: ET.Element) -> None:
    """Put a frame back around each paragraph and table that only a bookmark tells from the text."""
    for place, child in enumerate(body):
        if child.tag not in ("p", "tbl", "sdt") or frame_of(child):
            continue
        kinds = (apart_kind(each.get("name", "")) for each in child.iter("bookmarkStart"))
        if kind := next(filter(None, kinds), ""):
            frame = ET.Element("sdt")
            ET.SubElement(ET.SubElement(frame, "sdtPr"), "tag", {"val": kind})
            ET.SubElement(frame, "sdtContent").append(child)
            body[place] = frame


def is_ours(root: ET.Element) -> bool:
    """Whether Clearday wrote the file, whoever has worked on it since."""
    return any(value(each, "sdtPr/tag") in OURS for each in root.iter("sdt"))


def frame_of(element: ET.Element) -> str:
    """What a content control sets apart from the text; "" for any other element."""
    if element.tag != "sdt":
        return ""
    if "Contents" in value(element, "sdtPr/docPartObj/docPartGallery"):
        return CONTENTS
    return OURS.get(value(element, "sdtPr/tag"), "")


def own_table(table: ET.Element, names: Sequence[str]) -> Begins | None:
    """What a table of our own file says of its headings; None of one that was put in since.

    `names` has its style's first.
    """
    style = next((TABLES[name] for name in names if name in TABLES), None)
    if style is not None:
        return style | looks_of(table)
    marks = (table_mark(each.get("name", "")) for each in table.iter("bookmarkStart"))
    mark = next(filter(None, marks), None)
    if mark is None:
        return None
    said = (
        (mark.header_row, Begins.HEADED),
        (mark.header_column, Begins.TITLED),
        (mark.goes_on, Begins.CONTINUES),
    )
    return Begins.OPEN | reduce(or_, (each for holds, each in said if holds), Begins.NOTHING)


def number_alone(mark: str) -> list[PageLine]:
    """The number of a paragraph of ours that begins with a list or a table."""
    number = mark.strip()
    return [PageLine(number, "", 1, NUMBER_ALONE)] if NUMBER_OF_OURS.fullmatch(number) else []


def placed(lines: list[PageLine], names: Sequence[str], *, ours: bool) -> list[PageLine]:
    """The lines of one paragraph, with what its style says; `names` has that style's first.

    A line break in another's file parts what its writer took for paragraphs: only of ours it is
    known to be none.
    """
    if not ours:
        return lines
    found = ITEM_CONTINUED.fullmatch(names[0]) if names else None
    place = IN_ITEM if found else "" if CONTINUED.isdisjoint(names) else CONTINUES
    within = INDENT * int(found[1] or 1) if found else ""
    first, rest = [line for line in lines[:1] if not line.part], lines[1:]
    if not first:
        return lines
    opening = first[0]._replace(place=place, text=within + first[0].text)
    return [opening, *(line if line.gap else line._replace(place=BROKEN) for line in rest)]
