"""The lines of one page of a PDF, in the order they are read, each with where it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pdfminer.layout import LAParams, LTPage, LTTextBox, LTTextLine

from plans.importing.lines import BULLETS

# What begins an item of a list, and is often set apart from its words.
MARK = re.compile(
    rf"(?:[{re.escape(BULLETS)}o§]|\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,5}})[.)]|\d{{1,2}}\.\d{{1,2}})"
)
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
# How far lines of one paragraph may be apart, by the usual distance and by the size of letters; and
# from which size on letters are others.
APART, WIDEST, OTHER_SIZE = 1.3, 2.0, 1.15
LOOKS = LAParams()


@dataclass(frozen=True, slots=True)
class Piece:
    """A line as it is set; lengths are points from the page's left and from its foot."""

    text: str
    left: float
    bottom: float
    height: float

    def beside(self, other: "Piece") -> bool:
        """Whether it stands on the same line."""
        return abs(self.bottom - other.bottom) < self.height / 3


def pieces_of(page: LTPage) -> list[Piece]:
    """As they are read: column by column, the mark of an item before its words."""
    found = [
        Piece(text, line.x0, line.y0, max(1.0, line.height))
        for box in page
        if isinstance(box, LTTextBox)
        for line in box
        if isinstance(line, LTTextLine) and (text := _words(line))
    ]
    marks = [each for each in found if MARK.fullmatch(each.text)]
    for mark in marks:
        right = [each for each in found if each.left > mark.left and each.beside(mark)]
        if right:
            marked = min(right, key=lambda each: each.left)
            text = f"{mark.text} {marked.text}"
            found[found.index(marked)] = Piece(text, mark.left, marked.bottom, marked.height)
            found.remove(mark)
    return found


def gaps_of(pieces: Sequence[Piece]) -> Iterator[int]:
    """For each line whether it stands apart from the one before it: 0 goes on beneath it."""
    steps = [before.bottom - each.bottom for before, each in _pairs(pieces)]
    beneath = [step for step in steps if step > 0]
    usual = median(beneath) if beneath else 0
    tight = median([step for step in beneath if step <= usual]) if beneath else 0
    yield from (1 for _ in pieces[:1])
    for step, (before, each) in zip(steps, _pairs(pieces), strict=True):
        sizes = sorted((before.height, each.height))
        near = 0 < step <= min(tight * APART, each.height * WIDEST)
        goes_on = near and sizes[1] <= sizes[0] * OTHER_SIZE
        yield 0 if goes_on else 1


def _pairs(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    return pairwise(pieces)


def _words(line: LTTextLine) -> str:
    return " ".join(line.get_text().translate(LIGATURES).replace("\0", "").split())
