"""What our own Word files say by frames and by styles; other files say it by neither.

A frame (content control) stands around what is not the plan's own text.
"""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from plans.importing.marks import INDENT
from plans.importing.page_line import BROKEN, CONTINUES, IN_ITEM, PageLine
from plans.importing.word_xml import value

CONTENTS = "the contents list"
# Frames of our own files around what a plan gets anew, by their tags (`plans.exports.word`).
OURS = {
    "clearday-particulars": "which version it was, as Clearday wrote it",
    "clearday-records": "the plan’s records, as Clearday wrote them",
}
CONTINUED = {"Numbered Paragraph Continued", "Body Text Continued"}
ITEM_CONTINUED = re.compile(r"List Continue(?: ([2-5]))?")


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
