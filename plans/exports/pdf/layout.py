"""A document's story cut into strips (`LayoutRow`), each a line that no page break divides."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from plans.exports.pdf.fonts import text_width
from plans.exports.pdf.linebreak import Line
from plans.exports.pdf.tagging import Element


@dataclass(frozen=True, slots=True)
class Style:
    """`size`, `leading` and the space `before` in points; `colour` as red, green and blue to 1."""

    size: float
    leading: float
    before: float = 0.0
    bold: bool = False
    colour: tuple[float, float, float] = (0.04, 0.05, 0.05)

    @property
    def baseline(self) -> float:
        """How far below the top of its line the letters stand, in points."""
        return self.leading * 0.5 + self.size * 0.33


@dataclass(frozen=True, slots=True)
class TextRun:
    """A line `x` from the left, its baseline `y` down; without an element no part of the text."""

    x: float
    y: float
    line: Line
    style: Style
    element: Element | None

    @property
    def width(self) -> float:
        """In points, without the space that ends the line."""
        units = sum(piece.width for piece in self.line)
        if self.line and self.line[-1].text.endswith(" "):
            units -= text_width(" ", self.line[-1].bold)
        return units * self.style.size / 1000


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across, from `x` for `width`, `y` down."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class LayoutBox:
    """A filled stretch of a picture, its top left corner `x` and `y` from the strip's."""

    x: float
    y: float
    width: float
    height: float
    colour: tuple[float, float, float]
    element: Element


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """`glued` to the next strip; `running` strips come again where a page begins with this one.

    A strip that is one whole picture names its `figure`.
    """

    height: float
    marks: tuple[TextRun | Rule | LayoutBox, ...] = ()
    before: float = 0.0
    glued: bool = False
    running: tuple["LayoutRow", ...] = ()
    figure: Element | None = None


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A strip on its page, `y` down from the top; `again` when an earlier page has said it."""

    strip: LayoutRow
    y: float
    again: bool = False


def keep_together(strips: Sequence[LayoutRow]) -> list[LayoutRow]:
    """Strips of one text, so that no page begins or ends with a single line of it."""
    last = len(strips) - 1
    return [
        replace(strip, glued=strip.glued or (last > 0 and place in (0, last - 1)))
        for place, strip in enumerate(strips)
    ]


def close(strips: Sequence[LayoutRow]) -> list[LayoutRow]:
    """The strips of a whole story, so that its last page has more than a single line."""
    return [
        replace(strip, glued=strip.glued or place == len(strips) - 2)
        for place, strip in enumerate(strips)
    ]


def paginate(strips: Iterable[LayoutRow], room: float) -> list[list[PlacedRow]]:
    """The strips on pages with `room` points from top to bottom; there is always a first page."""
    pages: list[list[PlacedRow]] = [[]]
    y = 0.0
    for group in _groups(strips):
        needed = sum(strip.before + strip.height for strip in group)
        jumps = y + needed - group[0].before * (not y) > room and needed <= room
        for strip in group:
            if pages[-1] and (jumps or y + strip.before + strip.height > room):
                pages.append([])
                y = 0.0
                for running in strip.running:
                    pages[-1].append(PlacedRow(running, y, again=True))
                    y += running.height
            jumps = False
            y += strip.before if pages[-1] else 0.0
            pages[-1].append(PlacedRow(strip, y))
            y += strip.height
    return pages


def _groups(strips: Iterable[LayoutRow]) -> Iterator[list[LayoutRow]]:
    group: list[LayoutRow] = []
    for strip in strips:
        group.append(strip)
        if not strip.glued:
            yield group
            group = []
    if group:
        yield group
