"""What Word's styles say of a paragraph or of a run: heading, bold, hidden, struck, raised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from plans.importing.word_xml import switch, value, whole

HEADING = re.compile(r"heading ([1-9])\b", re.IGNORECASE)
CONTENTS = re.compile(r"toc (?:\d|heading)|table of (?:figures|authorities)", re.IGNORECASE)
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Look:
    """What counts of a run's look; the rest changes no word."""

    bold: bool = False
    hidden: bool = False
    struck: bool = False
    raised: bool = False
    lowered: bool = False
    symbols: str = ""


class Styles:
    """The styles of one file; those without a type or a name are as good as others."""

    def __init__(self, styles: ET.Element) -> None:
        self.by_id = {style.get("styleId", ""): style for style in styles.iter("style")}
        self.chains: dict[str, tuple[ET.Element, ...]] = {}
        # What a style alone says is asked of it for each paragraph and run of a text.
        self.named: dict[str, list[str]] = {}
        self.headings: dict[str, int] = {}
        self.looks: dict[str, Look] = {}

    def chain(self, style: str) -> tuple[ET.Element, ...]:
        """The style and those it is based on."""
        if style not in self.chains:
            self.chains[style] = tuple(self._chain(style))
        return self.chains[style]

    def _chain(self, style: str) -> Iterator[ET.Element]:
        """A circle, which damage can make, ends at ten."""
        for _ in range(10):
            if style not in self.by_id:
                return
            yield self.by_id[style]
            style = value(self.by_id[style], "basedOn")

    def names(self, paragraph: ET.Element) -> list[str]:
        return self.names_of(value(paragraph, "pPr/pStyle"))

    def names_of(self, style: str) -> list[str]:
        """Its own name and those of the styles it is based on."""
        if style not in self.named:
            self.named[style] = [value(each, "name") for each in self.chain(style)]
        return self.named[style]

    def heading(self, paragraph: ET.Element) -> int:
        """1 to 6 for a heading, by its style's name or its place in the outline; else 0."""
        style = value(paragraph, "pPr/pStyle")
        if value(paragraph, "pPr/outlineLvl"):
            return self._heading(style, paragraph)
        if style not in self.headings:
            self.headings[style] = self._heading(style)
        return self.headings[style]

    def _heading(self, style: str, *own: ET.Element) -> int:
        for name in self.names_of(style):
            if name.lower() == "title":
                return 1
            if name.lower() == "subtitle":
                return 0
            if found := HEADING.match(name):
                return min(int(found[1]), DEEPEST)
        for outline in (value(each, "pPr/outlineLvl") for each in (*own, *self.chain(style))):
            if outline:
                return min(whole(outline) + 1, DEEPEST) if whole(outline) < 9 else 0
        return 0

    def is_caption(self, paragraph: ET.Element) -> bool:
        return any(name.lower() == "caption" for name in self.names(paragraph))

    def is_contents(self, paragraph: ET.Element) -> bool:
        return any(CONTENTS.match(name) for name in self.names(paragraph))

    def look(self, run: ET.Element, paragraph: str) -> Look:
        """A run's own word counts, then its style's, then its paragraph's."""
        own = run.find("rPr")
        if own is not None:
            return self._look(own, paragraph)
        if paragraph not in self.looks:
            self.looks[paragraph] = self._look(None, paragraph)
        return self.looks[paragraph]

    def _look(self, own: ET.Element | None, paragraph: str) -> Look:
        given = [] if own is None else [own]
        style = "" if own is None else value(own, "rStyle")
        given += [each for found in self.chain(style) for each in found.findall("rPr")]
        own_and_style = len(given)
        given += [each for found in self.chain(paragraph) for each in found.findall("rPr")]
        align = next((said for each in given if (said := value(each, "vertAlign"))), "")
        return Look(
            # Headings and captions are bold by their paragraph: that is no word made bold.
            bold=_first(given[:own_and_style], "b"),
            hidden=_first(given, "vanish"),
            struck=_first(given, "strike") or _first(given, "dstrike"),
            raised=align == "superscript",
            lowered=align == "subscript",
            symbols=_symbol_font(own),
        )


def _first(properties: list[ET.Element], name: str) -> bool:
    return next((said for each in properties if (said := switch(each, name)) is not None), False)


def _symbol_font(properties: ET.Element | None) -> str:
    """Private letters of a symbol font, which no other font draws."""
    fonts = None if properties is None else properties.find("rFonts")
    return "" if fonts is None else fonts.get("ascii", "")
