"""The rows and cells of a Word table, whatever frames stand around them."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from plans.importing.word_xml import value

DESCRIPTION = "a table’s description"
LOOKS = ("tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr")


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
