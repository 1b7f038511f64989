"""Word's automatic numbers written as words: 3., b. and (iv) arrive as the reader saw them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from plans.importing.errors import TOO_LONG, Unreadable
from plans.richtext import list_letter

Parts = dict[str, bytes]

DOCUMENT, NUMBERING, STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
# Reading takes some 25 millionths of a second for each element.
MOST_ELEMENTS = 60_000

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What is said of a paragraph or a run besides these changes its look, not its words.
KEPT = {f"{W}{name}" for name in ("pStyle", "numPr", "rStyle", "rPr", "b", "ins", "del")}
INDENT = "\u00a0" * 3
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DEEPER_LIST = re.compile(r"^List (?:Number|Bullet) ([2-5])$", re.IGNORECASE)
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a paragraph stands: its list, the definition that counts for it, and how deep."""

    number: str
    definition: str
    depth: int


def numbered_in_words(parts: Parts) -> Parts:
    """The same parts, each list paragraph opening with its mark, automatic marks off."""
    document = _root(parts, DOCUMENT)
    _shorten(document)
    lists = Lists(_root(parts, NUMBERING), _root(parts, STYLES))
    for paragraph in document.iter(f"{W}p"):
        if mark := lists.mark_of(paragraph):
            _write(paragraph, mark)
    rest = {name: part for name, part in parts.items() if name != NUMBERING}
    return {**rest, DOCUMENT: ET.tostring(document, encoding="utf-8", xml_declaration=True)}


class Lists:
    """Word's lists, counted as Word counts them: one count for each definition of a list."""

    def __init__(self, numbering: ET.Element, styles: ET.Element) -> None:
        self.numbers = {_get(number, "numId"): number for number in numbering.iter(f"{W}num")}
        self.levels: dict[tuple[str, int], ET.Element] = {}
        self.depth_of_style: dict[str, int] = {}
        for definition in numbering.iter(f"{W}abstractNum"):
            for level in definition.iter(f"{W}lvl"):
                depth = _whole(_get(level, "ilvl"))
                self.levels[_get(definition, "abstractNumId"), depth] = level
                self.depth_of_style[_value(level, "pStyle")] = depth
        self.styles = {_get(style, "styleId"): style for style in styles.iter(f"{W}style")}
        self.counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self.restarted: set[tuple[str, int]] = set()

    def mark_of(self, paragraph: ET.Element) -> str:
        """ "2. ", "b. ", "(iv) " or "- " with its indent; "" outside lists and on headings."""
        place = self._place(paragraph)
        if place is None or (level := self.levels.get((place.definition, place.depth))) is None:
            return ""
        count = self._count(place, level)
        form, pattern = _value(level, "numFmt"), _value(level, "lvlText")
        if self._is_heading(paragraph) or form == "none":
            return ""
        return self._indent(paragraph, place.depth) + self._written(place, form, pattern, count)

    def _place(self, paragraph: ET.Element) -> ListPlace | None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        style = _value(properties, "pStyle")
        given = properties.find(f"{W}numPr")
        chain = [
            properties,
            *(found for each in self._chain(style) for found in each.iter(f"{W}pPr")),
        ]
        number = next(
            (_value(found, "numPr/numId") for found in chain if _value(found, "numPr/numId")), ""
        )
        if number not in self.numbers:
            return None
        depth = (
            _whole(_value(given, "ilvl"))
            if given is not None
            else self.depth_of_style.get(style, 0)
        )
        return ListPlace(number, _value(self.numbers[number], "abstractNumId"), depth)

    def _indent(self, paragraph: ET.Element, depth: int) -> str:
        """Word's own styles "List Number 2" and "List Bullet 3" are deeper lists' first level."""
        names = (_value(each, "name") for each in self._chain(_value(paragraph, "pPr/pStyle")))
        deeper = next((found for name in names if (found := DEEPER_LIST.search(name))), None)
        return INDENT * max(depth, int(deeper[1]) - 1 if deeper else 0)

    def _chain(self, style: str) -> Iterator[ET.Element]:
        """The style and those it is based on; a circle, which damage can make, ends at ten."""
        for _ in range(10):
            if style not in self.styles:
                return
            yield self.styles[style]
            style = _value(self.styles[style], "basedOn")

    def _is_heading(self, paragraph: ET.Element) -> bool:
        style = _value(paragraph, "pPr/pStyle")
        names = (_value(each, "name").lower() for each in self._chain(style))
        return any(name.startswith(("heading", "title")) for name in names)

    def _count(self, place: ListPlace, level: ET.Element) -> int:
        counts = self.counts[place.definition]
        start = _whole(_value(level, "start") or "1")
        override = self._override(place)
        if override is not None and (place.number, place.depth) not in self.restarted:
            self.restarted.add((place.number, place.depth))
            counts[place.depth] = override - 1
        counts[place.depth] = counts.get(place.depth, start - 1) + 1
        for deeper in [depth for depth in counts if depth > place.depth]:
            del counts[deeper]
        return counts[place.depth]

    def _override(self, place: ListPlace) -> int | None:
        for override in self.numbers[place.number].iter(f"{W}lvlOverride"):
            if _whole(_get(override, "ilvl")) == place.depth and _value(override, "startOverride"):
                return _whole(_value(override, "startOverride"))
        return None

    def _written(self, place: ListPlace, form: str, pattern: str, count: int) -> str:
        if form == "bullet":
            return "- "
        if form.endswith("Letter"):
            return f"{list_letter(max(0, count - 1))}. "
        if form.endswith("Roman"):
            return f"({_roman(count)}) "
        if pattern.count("%") > 1:
            counts = self.counts[place.definition]
            return ".".join(str(counts.get(depth, 1)) for depth in range(place.depth + 1)) + " "
        return f"{count}. "


def _shorten(document: ET.Element) -> None:
    """Drop what only changes looks, then refuse a text too long to be a plan."""
    for looks in (f"{W}pPr", f"{W}rPr"):
        for properties in document.iter(looks):
            properties[:] = [each for each in properties if each.tag in KEPT]
    if sum(1 for _ in document.iter()) > MOST_ELEMENTS:
        raise Unreadable(TOO_LONG)


def _write(paragraph: ET.Element, mark: str) -> None:
    """Put the mark before the first words and take the paragraph out of its list."""
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        properties[:] = [each for each in properties if each.tag != f"{W}numPr"]
    run = ET.Element(f"{W}r")
    ET.SubElement(run, f"{W}t", {SPACE: "preserve"}).text = mark
    paragraph.insert(0 if properties is None else 1, run)


def _root(parts: Parts, name: str) -> ET.Element:
    # word.py has refused every part with a DOCTYPE, so no entity can be defined in it.
    return ET.fromstring(parts[name]) if name in parts else ET.Element("none")  # noqa: S314


def _get(element: ET.Element, name: str) -> str:
    return element.get(f"{W}{name}", "")


def _value(element: ET.Element, path: str) -> str:
    """The `w:val` of the element at `path` beneath, "" where there is none."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else _get(found, "val")


def _whole(digits: str) -> int:
    """Damage can put any word where Word puts a number."""
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 0


def _roman(count: int) -> str:
    written = ""
    for worth, sign in ROMAN:
        while count >= worth and len(written) < 20:
            written += sign
            count -= worth
    return written
