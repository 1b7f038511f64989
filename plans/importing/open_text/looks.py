"""What the styles of an OpenDocument text say, as Word's styles would.

A program makes a style of its own wherever somebody sets something by hand. Such a one has no name
for people: the paragraph goes by the named style beneath it, and what was set is its words' own.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from plans.importing.open_text.xml import made

# What LibreOffice calls the styles that Word has other names for.
NAMES = {
    "Text body": "Body Text",
    "Contents Heading": "TOC Heading",
    "Standard": "Normal",
}
CONTENTS = re.compile(r"Contents (\d+)")
CODED = re.compile(r"_([0-9a-f]{2,4})_")
SYMBOLS = ("symbol", "wingdings", "webdings", "opensymbol", "starsymbol")
DEEPEST = 20

Look = dict[str, str]


class Looks:
    """The styles of one file, by family and name; what is nearer to the text counts first."""

    def __init__(self, *parts: ET.Element) -> None:
        self.named: dict[tuple[str, str], ET.Element] = {}
        self.automatic: dict[tuple[str, str], ET.Element] = {}
        for part in parts:
            self._collect(part, "office_styles", self.named)
            self._collect(part, "office_automatic-styles", self.automatic)

    @staticmethod
    def _collect(part: ET.Element, tag: str, into: dict[tuple[str, str], ET.Element]) -> None:
        for held in part.iter(tag):
            for each in held.iter("style_style"):
                key = each.get("style_family", ""), each.get("style_name", "")
                into.setdefault(key, each)

    def paragraph(self, name: str) -> tuple[str, Look]:
        """The named style of a paragraph, and what was set for it by hand."""
        look: Look = {}
        for _ in range(DEEPEST):
            found = self.automatic.get(("paragraph", name))
            if found is None:
                break
            look = {**_look(found), **look}
            name = found.get("style_parent-style-name", "")
        return name, look

    def span(self, name: str) -> Look:
        """What a stretch of words looks like, by its style and those that it is based on."""
        look: Look = {}
        for _ in range(DEEPEST):
            key = "text", name
            found = self.automatic.get(key, self.named.get(key))
            if found is None:
                break
            look = {**_look(found), **look}
            name = found.get("style_parent-style-name", "")
        return look

    def as_word(self) -> ET.Element:
        """The styles that have names, as a Word file has them."""
        return made("styles", *self._paragraph_styles())

    def _paragraph_styles(self) -> Iterator[ET.Element]:
        for (family, name), each in self.named.items():
            if family != "paragraph":
                continue
            outline = each.get("style_default-outline-level", "")
            level = made("outlineLvl", val=str(int(outline) - 1)) if outline.isdecimal() else None
            yield made(
                "style",
                made("name", val=_name(each.get("style_display-name") or name)),
                made("basedOn", val=each.get("style_parent-style-name", "")),
                made("pPr", *([] if level is None else [level])),
                properties(_look(each)),
                styleId=name,
            )


def properties(look: Look) -> ET.Element:
    """A look as Word says it of a run or of a style."""
    found = made("rPr")
    for name, said in look.items():
        found.append(made(name, ascii=said) if name == "rFonts" else made(name, val=said))
    return found


def _name(said: str) -> str:
    """A style's name as people see it; where only its code is there, with its letters back."""
    plain = CODED.sub(lambda code: chr(int(code[1], 16)), said)
    if found := CONTENTS.fullmatch(plain):
        return f"toc {found[1]}"
    return NAMES.get(plain, plain)


def _look(style: ET.Element) -> Look:
    found = style.find("style_text-properties")
    if found is None:
        return {}
    look: Look = {}
    if weight := found.get("fo_font-weight", ""):
        heavy = weight == "bold" or (weight.isdecimal() and int(weight[:4]) >= 600)
        look["b"] = str(heavy).lower()
    if display := found.get("text_display", ""):
        look["vanish"] = str(display == "none").lower()
    line = found.get("style_text-line-through-style") or found.get("style_text-line-through-type")
    if line:
        look["strike"] = str(line != "none").lower()
    if place := found.get("style_text-position", ""):
        look["vertAlign"] = _raised(place.split()[0])
    font = found.get("style_font-name") or found.get("fo_font-family") or ""
    if font.strip("'").lower().startswith(SYMBOLS):
        look["rFonts"] = font.strip("'")
    return look


def _raised(place: str) -> str:
    if place == "super" or (place.endswith("%") and place[0].isdigit() and place[0] != "0"):
        return "superscript"
    return "subscript" if place == "sub" or place.startswith("-") else "baseline"
