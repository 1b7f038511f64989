"""Word's fields: their results are words, their instructions are not, except for an address."""

import re
from xml.etree import ElementTree as ET

from plans.importing.word_paragraph import Paragraph
from plans.importing.word_xml import switch, value, whole
from plans.richtext import safe_link

ADDRESS = re.compile(r'^\s*HYPERLINK\s+(?:"([^"]*)"|([^\\\s]\S*))')

BUTTON = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(.*)", re.DOTALL | re.IGNORECASE)


class Fields:
    """The fields that are open; damage may leave one without its begin or its end."""

    def __init__(self) -> None:
        self.open: list[list[str]] = []

    @property
    def link(self) -> str:
        """The address of the innermost open field that has one."""
        found = (safe_link(self.address_in("".join(field))) for field in reversed(self.open))
        return next((address for address in found if address), "")

    @staticmethod
    def address_in(instruction: str) -> str:
        found = ADDRESS.match(instruction)
        return "" if found is None else found[1] or found[2] or ""

    @staticmethod
    def shown_in(instruction: str) -> str:
        """The words of a button, which has no result: “[Type the name of the service]”."""
        found = BUTTON.match(instruction)
        return "" if found is None else found[1].strip()

    def instruction(self, text: str) -> None:
        if self.open:
            self.open[-1].append(text)

    def at(self, element: ET.Element, to: Paragraph) -> None:
        """A field begins or ends here; what a form field holds is words."""
        kind = element.get("fldCharType", "")
        if kind == "begin":
            self.open.append([])
            if element.find("ffData/checkBox") is not None:
                to.add("☒" if _is_ticked(element) else "☐")
            elif (choices := element.find("ffData/ddList")) is not None:
                to.add(_chosen(choices))
        elif kind == "end" and self.open:
            to.add(self.shown_in("".join(self.open.pop())))


def _is_ticked(element: ET.Element) -> bool:
    box = element.find("ffData/checkBox")
    said = switch(box, "checked")
    return bool(switch(box, "default") if said is None else said)


def _chosen(choices: ET.Element) -> str:
    entries = [each.get("val", "") for each in choices.findall("listEntry")]
    place = whole(value(choices, "result") or value(choices, "default") or "0")
    return entries[place] if place < len(entries) else ""
