"""What stands at the foot of each page."""

from dataclasses import replace

from plans.exports.pdf.figures import WIDTH
from plans.exports.pdf.layout import LayoutRow
from plans.exports.pdf.linebreak import break_lines
from plans.exports.pdf.story import CELL_GAP, NOTE, text_run
from plans.richtext import Run


def footer(left: str, right: str) -> LayoutRow:
    """What stands at the foot of a page: one line, cut where it would meet the page's number."""
    end = text_run(0, right, NOTE, None)
    room = WIDTH - end.width - CELL_GAP
    start, *_ = break_lines([Run(left)], room, NOTE.size) or [()]
    marks = (replace(end, line=start), replace(end, x=WIDTH - end.width))
    return LayoutRow(height=NOTE.leading, marks=marks)
