"""The lists of an OpenDocument text, counted as the format counts them, told as Word's.

There a list says whether it goes on with another one; in Word all paragraphs of a definition are
counted together. So each list that begins anew gets a definition, and where the two would count
differently, the paragraph's number is said.
"""

from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from plans.importing.open_text.xml import NONE, made
from plans.importing.word_xml import whole

FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman"}
FORMS |= {"I": "upperRoman", "": "none"}
DEEPEST = 9


@dataclass
class Chain:
    """A list with all that go on from it: how far each depth has counted."""

    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Definition:
    """How Word would count the paragraphs of a chain in one style, and the number it is at."""

    name: str
    number: str
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands: its chain, its style and how deep, from 0."""

    chain: Chain
    style: str
    depth: int


class Counting:
    def __init__(self, *parts: ET.Element) -> None:
        self.levels: dict[str, dict[int, ET.Element]] = {}
        for part in parts:
            for style in part.iter("text_list-style"):
                found = {whole(each.get("text_level", "")) - 1: each for each in style}
                self.levels.setdefault(style.get("style_name", ""), found)
        self.chains: dict[str, Chain] = {}
        self.newest: dict[str, Chain] = {}
        self.definitions: dict[tuple[int, str], Definition] = {}
        # Definitions go by the identity of a chain, which must not be given to another one.
        self.kept: list[Chain] = []
        self.made = made("numbering")

    def begin(self, element: ET.Element, around: Place | None) -> Place:
        """A list begins; one within another counts with it."""
        style = element.get("text_style-name") or (around.style if around else "")
        if around:
            return Place(around.chain, style, min(around.depth + 1, DEEPEST))
        named = element.get("text_continue-list", "")
        goes_on = self.chains.get(named)
        # LibreOffice names lists that it did not write: the newest in that style is meant.
        if goes_on is None and (named or element.get("text_continue-numbering") == "true"):
            goes_on = self.newest.get(style)
        chain = goes_on or Chain()
        self.kept.append(chain)
        self.newest[style] = chain
        for name in ("xml_id", "text_id"):
            if key := element.get(name):
                self.chains[key] = chain
        return Place(chain, style, 0)

    def count(self, place: Place, item: ET.Element) -> ET.Element:
        """What Word says of the next item's paragraph."""
        style = item.get("text_style-override") or place.style
        level, depth, counts = self._level(style, place.depth), place.depth, place.chain.counts
        begins = whole(level.get("text_start-value", "1"))
        said = item.get("text_start-value")
        counts[depth] = whole(said) if said else counts.get(depth, begins - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        definition = self._definition(place.chain, style)
        theirs = definition.counts
        if theirs.get(depth, begins - 1) + 1 != counts[depth]:
            self._restart(definition, depth, counts[depth])
        theirs[depth] = counts[depth]
        for deeper in [each for each in theirs if each > depth]:
            del theirs[deeper]
        return self._said(definition, depth)

    def same(self, place: Place) -> ET.Element:
        """Of a paragraph that was taken out: of the list, and not counted."""
        return self._said(self._definition(place.chain, place.style), place.depth)

    def _said(self, definition: Definition, depth: int) -> ET.Element:
        number = made("numId", val=definition.number)
        return made("numPr", made("ilvl", val=str(depth)), number)

    def _level(self, style: str, depth: int) -> ET.Element:
        return self.levels.get(style, {}).get(depth, NONE)

    def _definition(self, chain: Chain, style: str) -> Definition:
        key = id(chain), style
        if key not in self.definitions:
            name = str(len(self.definitions) + 1)
            definition = made("abstractNum", abstractNumId=name)
            for depth, level in self.levels.get(style, {}).items():
                definition.append(_level(level, depth))
            # Definitions are looked up by name, so it does not matter where among them one stands.
            self.made.append(definition)
            self.definitions[key] = Definition(name, "")
            self._number(self.definitions[key])
        return self.definitions[key]

    def _number(self, definition: Definition) -> ET.Element:
        definition.number = str(len(self.made) + 1)
        found = made("num", made("abstractNumId", val=definition.name), numId=definition.number)
        self.made.append(found)
        return found

    def _restart(self, definition: Definition, depth: int, count: int) -> None:
        start = made("lvlOverride", made("startOverride", val=str(count)), ilvl=str(depth))
        self._number(definition).append(start)


def _level(level: ET.Element, depth: int) -> ET.Element:
    start = made("start", val=level.get("text_start-value", "1"))
    if level.tag != "text_list-level-style-number":
        form, pattern = "bullet", "•"
    else:
        form = FORMS.get(level.get("style_num-format", ""), "decimal")
        shown = max(1, min(whole(level.get("text_display-levels", "1")), depth + 1))
        places = (f"%{each + 1}" for each in range(depth + 1 - shown, depth + 1))
        before, after = level.get("style_num-prefix", ""), level.get("style_num-suffix", "")
        pattern = before + ".".join(places) + after
    return made(
        "lvl", start, made("numFmt", val=form), made("lvlText", val=pattern), ilvl=str(depth)
    )
