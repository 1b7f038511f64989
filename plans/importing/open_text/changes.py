"""What people tracked in an OpenDocument text: who put words in, and what somebody took out."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from plans.importing.open_text.xml import made

BEGINS, ENDS, STANDS = "text_change-start", "text_change-end", "text_change"


@dataclass(frozen=True, slots=True)
class Region:
    """One tracked change: who put words in, and who took out those in `content`, if anybody did."""

    inserted: dict[str, str] | None = None
    deleted: dict[str, str] | None = None
    content: ET.Element | None = None

    def around(self, inside: ET.Element) -> ET.Element:
        """Words of it, as Word has them: taken out, of what was put in."""
        if self.deleted is not None:
            inside = made("del", inside, **self.deleted)
        return inside if self.inserted is None else made("ins", inside, **self.inserted)

    def said(self) -> list[ET.Element]:
        """The same of a paragraph's end or a row, which have no words."""
        given = (("ins", self.inserted), ("del", self.deleted))
        return [made(tag, **by) for tag, by in given if by is not None]


def regions_in(text: ET.Element) -> dict[str, Region]:
    """By the name that the text calls each by."""
    found: dict[str, Region] = {}
    for each in text.iter("text_changed-region"):
        inserted, deleted = each.find("text_insertion"), each.find("text_deletion")
        region = Region(
            None if inserted is None else _by(inserted),
            None if deleted is None else _by(deleted),
            deleted,
        )
        for name in ("text_id", "xml_id"):
            if key := each.get(name):
                found[key] = region
    return found


def who(element: ET.Element) -> dict[str, str]:
    """The name and the day that an element gives for itself."""
    return {
        "author": element.findtext("dc_creator") or "",
        "date": element.findtext("dc_date") or "",
    }


def _by(change: ET.Element) -> dict[str, str]:
    info = change.find("office_change-info")
    return {"author": "", "date": ""} if info is None else who(info)
