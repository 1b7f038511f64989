"""A picture's bars and words set as one strip of the page."""

from plans.blocks import Run
from plans.exports.charts import SIZE, TONES, Bar, Label, Picture
from plans.exports.pdf.layout import LayoutBox, LayoutRow, Style, TextRun
from plans.exports.pdf.linebreak import Line, break_lines
from plans.exports.pdf.tagging import Element

# The width of what is printed between the margins.
WIDTH = 482.0
# Points on paper for a pixel on the screen.
SCALE = 0.62
BEFORE = 8.0


def picture_strip(picture: Picture, element: Element) -> LayoutRow:
    """The picture across the page; every shape of it belongs to `element`."""
    boxes = tuple(_box(bar, element) for bar in picture.bars)
    words = tuple(_words(label, element) for label in picture.labels)
    return LayoutRow(
        height=picture.height * SCALE, marks=(*boxes, *words), before=BEFORE, figure=element
    )


def _box(bar: Bar, element: Element) -> LayoutBox:
    return LayoutBox(
        bar.x * WIDTH,
        bar.y * SCALE,
        bar.width * WIDTH,
        bar.height * SCALE,
        rgb(TONES[bar.tone][0]),
        element,
    )


def _words(label: Label, element: Element) -> TextRun:
    """One line: what does not fit the page is left out, as its place in the table has it."""
    style = Style(size=SIZE * SCALE, leading=0, bold=label.bold, colour=rgb(label.ink))
    line: Line = next(iter(break_lines([Run(label.text)], WIDTH, style.size, label.bold)), ())
    width = TextRun(0, 0, line, style, element).width
    before = {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return TextRun(label.x * WIDTH - before, label.y * SCALE, line, style, element)


def rgb(colour: str) -> tuple[float, float, float]:
    """#1d4f91 as red, green and blue from 0 to 1."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return round(red, 4), round(green, 4), round(blue, 4)
