"""A picture's bars and words set as one strip of the page."""

from plans.pdf.strips import Box, Strip, Style, Words
from plans.pdf.tagging import Element
from plans.pdf.words import Line, lines
from plans.pictures import SIZE, TONES, Bar, Label, Picture
from plans.richtext import Run

# The width of what is printed between the margins.
WIDTH = 482.0
# Points on paper for a pixel on the screen.
SCALE = 0.62
BEFORE = 8.0


def picture_strip(picture: Picture, element: Element) -> Strip:
    """The picture across the page; every shape of it belongs to `element`."""
    boxes = tuple(_box(bar, element) for bar in picture.bars)
    words = tuple(_words(label, element) for label in picture.labels)
    return Strip(
        height=picture.height * SCALE, marks=(*boxes, *words), before=BEFORE, figure=element
    )


def _box(bar: Bar, element: Element) -> Box:
    return Box(
        bar.x * WIDTH,
        bar.y * SCALE,
        bar.width * WIDTH,
        bar.height * SCALE,
        rgb(TONES[bar.tone][0]),
        element,
    )


def _words(label: Label, element: Element) -> Words:
    """One line: what does not fit the page is left out, as its place in the table has it."""
    style = Style(size=SIZE * SCALE, leading=0, bold=label.bold, colour=rgb(label.ink))
    line: Line = next(iter(lines([Run(label.text)], WIDTH, style.size, label.bold)), ())
    width = Words(0, 0, line, style, element).width
    before = {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return Words(label.x * WIDTH - before, label.y * SCALE, line, style, element)


def rgb(colour: str) -> tuple[float, float, float]:
    """#1d4f91 as red, green and blue from 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return round(red, 4), round(green, 4), round(blue, 4)
