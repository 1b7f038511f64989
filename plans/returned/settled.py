"""A returned file's text with the tracked changes of some people and of nobody else.

What Word shows if theirs are accepted and all others rejected: paragraphs run together or stay
apart, rows come and go.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from xml.etree import ElementTree as ET

from plans.importing.word_before import Deciding, Takes
from plans.importing.word_marked import DELETED, INSERTED, NOTED, MarkedParagraph, Piece
from plans.importing.word_structure import Structure


def settled(root: ET.Element, paragraphs: Sequence[MarkedParagraph], takes: Takes) -> ET.Element:
    """A copy of a part without any mark of a change; its paragraphs keep their numbers."""
    [copy] = Settling(runs_on(paragraphs, takes)).copied(root, takes)
    return copy


def marks_of_notes(part: ET.Element) -> set[tuple[str, str]]:
    """The kind and the number of each note whose mark stands in a part."""
    return {(one.tag, one.get("id", "")) for tag in NOTED for one in part.iter(tag)}


def take_notes_out(part: ET.Element, marks: Collection[tuple[str, str]]) -> None:
    """Notes go with their marks, which is all that Word tracks of one that was taken out."""
    for each in list(part):
        if (f"{each.tag}Reference", each.get("id", "")) in marks:
            part.remove(each)


def runs_on(paragraphs: Sequence[MarkedParagraph], takes: Takes) -> Structure:
    """Which paragraph goes on in the next one, as its end was taken out or is not to come."""
    found = Structure()
    for each, following in pairwise(paragraphs):
        if following.group == each.group and not _stays(each.end, takes):
            found.joined[each.number] = following.number
    return found


def _stays(end: Piece, takes: Takes) -> bool:
    came = end.inserted is None or takes(end.inserted.author)
    return came and not (end.deleted and takes(end.deleted.author))


class Settling(Deciding):
    def copied(self, element: ET.Element, takes: Takes) -> Iterator[ET.Element]:
        if element.tag == "tr" and not _row_stays(element, takes):
            return
        yield from super().copied(element, takes)


def _row_stays(row: ET.Element, takes: Takes) -> bool:
    for mark in row.findall("trPr/*"):
        taken = takes(mark.get("author", ""))
        if (mark.tag in INSERTED and not taken) or (mark.tag in DELETED and taken):
            return False
    return True
