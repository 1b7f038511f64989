"""Frames (content controls) of a Word file around what is not the plan's own text."""

from xml.etree import ElementTree as ET

from plans.importing.word_xml import value

CONTENTS = "the contents list"
# Frames of our own files around what a plan gets anew, by their tags (`plans.exports.word`).
OURS = {
    "clearday-particulars": "which version it was, as Clearday wrote it",
    "clearday-records": "the plan’s records, as Clearday wrote them",
}


def frame_of(element: ET.Element) -> str:
    """What a content control sets apart from the text; "" for any other element."""
    if element.tag != "sdt":
        return ""
    if "Contents" in value(element, "sdtPr/docPartObj/docPartGallery"):
        return CONTENTS
    return OURS.get(value(element, "sdtPr/tag"), "")
