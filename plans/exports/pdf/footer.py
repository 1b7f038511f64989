"""What stands at the foot of each page."""

from dataclasses import replace

from plans.blocks import Run
from plans.exports.pdf.figures import WIDTH
from plans.exports.pdf.grid import CELL_GAP
from plans.exports.pdf.layout import LayoutRow
from plans.exports.pdf.linebreak import break_lines
from plans.exports.pdf.story import NOTE, text_run


def footer(left: str, right: str) -> LayoutRow:
    """What stands at the foot of a page, on as many lines as it takes, beside the page's number."""
    end = text_run(0, right, NOTE, None)
    room = WIDTH - end.width - CELL_GAP
    lines = break_lines([Run(left)], room, NOTE.size) or [()]
    marks = [
        replace(end, line=line, y=end.y + place * NOTE.leading) for place, line in enumerate(lines)
    ]
    return LayoutRow(
        height=len(lines) * NOTE.leading, marks=(*marks, replace(end, x=WIDTH - end.width))
    )
