"""A part of a Word file as it was before its tracked changes, or with one person's alone."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from xml.etree import ElementTree as ET

from plans.importing.word_marked import DELETED, INSERTED, NUMBER
from plans.importing.word_structure import Structure

MARKS = (*INSERTED, *DELETED)
# What says of something that it was put in or taken out, without having its words.
PROPERTIES = ("pPr", "rPr", "trPr", "tcPr")
CHANGED = frozenset((*MARKS, "delInstrText"))
# Whether the changes of an author, by the name that the file has, are taken.
Takes = Callable[[str], bool]


def nobodys(_: str) -> bool:
    """No change is taken: the words as they were."""
    return False


def everybodys(_: str) -> bool:
    return True


def decided(part: ET.Element, structure: Structure, takes: Takes) -> ET.Element:
    """A copy without any mark of a change. Paragraphs stand as `structure` has them, whoever's
    changes are taken, so that those of two copies are the same ones."""
    [copy] = Deciding(structure).copied(part, takes)
    return copy


class Deciding:
    def __init__(self, structure: Structure) -> None:
        self.structure = structure

    def copied(self, element: ET.Element, takes: Takes) -> Iterator[ET.Element]:
        """The element, what stands in its place, or nothing."""
        if element.tag in MARKS:
            taken = takes(element.get("author", ""))
            if taken is (element.tag in INSERTED):
                yield from self._children(element, takes)
            return
        if element.tag == "p" and self._is_as_it_was(element):
            yield deepcopy(element)
            return
        number = element.get(NUMBER)
        if number is not None and int(number) in self.structure.gone:
            return
        if number is not None and int(number) in self.structure.new:
            takes = everybodys
        copy = ET.Element(_name(element), element.attrib)
        copy.text = element.text
        if element.tag in PROPERTIES:
            copy.extend(_without_marks(element))
        else:
            self._fill(copy, element, takes)
        yield copy

    def _is_as_it_was(self, paragraph: ET.Element) -> bool:
        """Whether nobody changed anything in it: most of a long text is copied whole, at once."""
        parts = list(paragraph.iter())
        if not CHANGED.isdisjoint(one.tag for one in parts):
            return False
        numbers = {int(one.get(NUMBER, "-1")) for one in parts} if self.structure.gone else set()
        return numbers.isdisjoint(self.structure.gone)

    def _children(self, element: ET.Element, takes: Takes) -> Iterator[ET.Element]:
        for child in element:
            yield from self.copied(child, takes)

    def _fill(self, copy: ET.Element, element: ET.Element, takes: Takes) -> None:
        """Paragraphs that were one are put together; what follows a table stays by itself."""
        held: list[ET.Element] = []
        waits_for = -1
        for child in self._children(element, takes):
            number = int(child.get(NUMBER, "-1"))
            if held and number != waits_for:
                copy.extend(held)
                held = []
            if number in self.structure.joined and child.tag == "p":
                held = [_together(held, child)]
                waits_for = self.structure.joined[number]
            else:
                copy.append(_together(held, child))
                held = []
        copy.extend(held)


def _together(held: list[ET.Element], following: ET.Element) -> ET.Element:
    """One paragraph, which looks and is numbered as the last of them."""
    if held:
        looks = following.find("pPr")
        words = [child for child in held[0] if child.tag != "pPr"]
        for place, child in enumerate(words, 0 if looks is None else 1):
            following.insert(place, child)
    return following


def _without_marks(properties: ET.Element) -> Iterator[ET.Element]:
    for each in properties:
        if each.tag in PROPERTIES:
            copy = ET.Element(each.tag, each.attrib)
            copy.extend(_without_marks(each))
            yield copy
        elif each.tag not in MARKS:
            yield each


def _name(element: ET.Element) -> str:
    return "instrText" if element.tag == "delInstrText" else element.tag
