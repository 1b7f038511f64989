"""Word's automatic numbers written as words: 3., b. and (iv) arrive as the reader saw them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from plans.importing.marks import INDENT, counted_mark
from plans.importing.word_styles import Styles
from plans.importing.word_xml import value, whole

PLACE = re.compile(r"%([1-9])")
WORDS = re.compile(r"[^\W\d_]{3}")
OWN_LIST = re.compile(r"List (Number|Bullet|Continue)(?: ([2-4]))?", re.IGNORECASE)
DEEPER_LIST = re.compile(r"^List (?:Number|Bullet) ([2-5])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a paragraph stands: its list, the definition that counts for it, and how deep."""

    number: str
    definition: str
    depth: int


class OwnLists:
    """The lettered lists of our own files, which their styles tell apart.

    A list of ours is at an end where something stands that is in no item of it. LibreOffice
    begins some anew in the midst, where it had the file as .odt.
    """

    def __init__(self) -> None:
        self.open: dict[int, int] = {}

    def count(self, names: Sequence[str]) -> int | None:
        """Which item of its list a paragraph is, by its style; None of any other paragraph."""
        found = OWN_LIST.fullmatch(names[0]) if names else None
        if found is None:
            self.open.clear()
            return None
        kind, depth = found[1].lower(), int(found[2] or 1)
        self.open = {each: count for each, count in self.open.items() if each <= depth}
        if kind == "bullet":
            self.open.pop(depth, None)
        if kind != "number":
            return None
        self.open[depth] = self.open.get(depth, 0) + 1
        return self.open[depth]


class Lists:
    """Word's lists, counted as Word counts them: one count for each definition of a list."""

    ours = False

    def __init__(self, numbering: ET.Element, styles: Styles) -> None:
        self.numbers = {number.get("numId", ""): number for number in numbering.iter("num")}
        self.levels: dict[tuple[str, int], ET.Element] = {}
        self.depth_of_style: dict[str, int] = {}
        for definition in numbering.iter("abstractNum"):
            for level in definition.iter("lvl"):
                depth = whole(level.get("ilvl", ""))
                self.levels[definition.get("abstractNumId", ""), depth] = level
                self.depth_of_style[value(level, "pStyle")] = depth
        self.styles = styles
        self.counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self.restarted: set[tuple[str, int]] = set()
        self.own = OwnLists()

    def mark_of(self, paragraph: ET.Element) -> str:
        """ "2. ", "b. ", "(iv) " or "- " with its indent; "" outside lists and on headings.

        A mark with words in it is words, of a heading too: "Recommendation 2: ".
        """
        own = self.own.count(self.styles.names(paragraph)) if self.ours else None
        place = self._place(paragraph)
        if place is None or (level := self.levels.get((place.definition, place.depth))) is None:
            return ""
        count = self._count(place, level)
        form, pattern = value(level, "numFmt"), value(level, "lvlText")
        if form != "bullet" and WORDS.search(PLACE.sub("", pattern)):
            return self._in_words(place, pattern)
        if self.styles.heading(paragraph) or form == "none":
            return ""
        if own and form.endswith("Letter"):
            count = own
        return self._indent(paragraph, place.depth) + self._written(place, form, pattern, count)

    def _place(self, paragraph: ET.Element) -> ListPlace | None:
        properties = paragraph.find("pPr")
        if properties is None:
            return None
        style = value(properties, "pStyle")
        given = properties.find("numPr")
        chain = [
            properties,
            *(found for each in self.styles.chain(style) for found in each.iter("pPr")),
        ]
        number = next(
            (value(found, "numPr/numId") for found in chain if value(found, "numPr/numId")), ""
        )
        if number not in self.numbers:
            return None
        by_style = self.depth_of_style.get(style, 0)
        depth = by_style if given is None else whole(value(given, "ilvl"))
        return ListPlace(number, value(self.numbers[number], "abstractNumId"), depth)

    def _indent(self, paragraph: ET.Element, depth: int) -> str:
        """Word's own styles "List Number 2" and "List Bullet 3" are deeper lists' first level."""
        names = (value(each, "name") for each in self.styles.chain(value(paragraph, "pPr/pStyle")))
        deeper = next((found for name in names if (found := DEEPER_LIST.search(name))), None)
        return INDENT * max(depth, int(deeper[1]) - 1 if deeper else 0)

    def _count(self, place: ListPlace, level: ET.Element) -> int:
        counts = self.counts[place.definition]
        start = whole(value(level, "start") or "1")
        override = self._override(place)
        if override is not None and (place.number, place.depth) not in self.restarted:
            self.restarted.add((place.number, place.depth))
            counts[place.depth] = override - 1
        counts[place.depth] = counts.get(place.depth, start - 1) + 1
        for deeper in [depth for depth in counts if depth > place.depth]:
            del counts[deeper]
        return counts[place.depth]

    def _override(self, place: ListPlace) -> int | None:
        for override in self.numbers[place.number].iter("lvlOverride"):
            if whole(override.get("ilvl", "")) == place.depth and value(override, "startOverride"):
                return whole(value(override, "startOverride"))
        return None

    def _in_words(self, place: ListPlace, pattern: str) -> str:
        """ "Recommendation 2: ", which Word prints and no paragraph has."""

        def number(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            level = self.levels.get((place.definition, depth))
            form = "" if level is None else value(level, "numFmt")
            ending = next((each for each in ("Letter", "Roman") if form.endswith(each)), "number")
            mark = counted_mark(ending.lower(), self.counts[place.definition].get(depth, 1))
            figure = mark.strip(" ().")
            return figure.upper() if form.startswith("upper") else figure

        return f"{' '.join(PLACE.sub(number, pattern).split())} "

    def _written(self, place: ListPlace, form: str, pattern: str, count: int) -> str:
        for ending in ("bullet", "Letter", "Roman"):
            if form.endswith(ending):
                return counted_mark(ending.lower(), count)
        if pattern.count("%") > 1:
            counts = self.counts[place.definition]
            return ".".join(str(counts.get(depth, 1)) for depth in range(place.depth + 1)) + " "
        return counted_mark("number", count)
