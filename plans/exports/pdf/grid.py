"""A table on paper: every cell's lines first, then its rows as strips."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plans.blocks import Run, Table, notes_of, words_of
from plans.exports.pdf.figures import WIDTH
from plans.exports.pdf.fonts import text_width
from plans.exports.pdf.layout import LayoutRow, Rule, Style, TextRun, keep_together
from plans.exports.pdf.linebreak import Line, break_lines, printable
from plans.exports.pdf.tagging import Element
from plans.exports.tables import Column

CELL_GAP = 8.0
# As wide as the raised number of a note, up to 999.
MARKS_ROOM = "00"
ROW_PADDING = 4.0
TALLEST_WHOLE_ROW = 240.0
# Of the width, in points: a column of long words is taken to be no wider than this.
WIDEST_SHARE = 180.0

GridCell = str | Sequence[Run]


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns of the widths they share out, `left` of the margin; rows are strips of `element`."""

    element: Element
    columns: tuple[Column, ...]
    style: Style
    left: float = 0.0
    titled: bool = True

    @property
    def widths(self) -> list[float]:
        """Of each column, in points."""
        whole = sum(column.share for column in self.columns)
        room = WIDTH - self.left - CELL_GAP * (len(self.columns) - 1)
        return [room * column.share / whole for column in self.columns]

    def head(self, cells: Sequence[GridCell]) -> list[LayoutRow]:
        """The row of headings; one strip, unless it is too tall to be on every page."""
        return self._strips(cells, replace(self.style, bold=True), in_head=True)

    def row(self, cells: Sequence[GridCell]) -> list[LayoutRow]:
        """The row whole, or line by line where it is too tall to be kept together."""
        return self._strips(cells, self.style, in_head=False)

    def _strips(self, cells: Sequence[GridCell], style: Style, *, in_head: bool) -> list[LayoutRow]:
        element = self.element.add("TR")
        columns: list[list[TextRun]] = []
        x = self.left
        for place, (cell, width) in enumerate(zip(cells, self.widths, strict=True)):
            titles_row = self.titled and not place
            owner = element.add(*_cell_kind(in_head, titles_row=titles_row))
            runs = [Run(cell)] if isinstance(cell, str) else cell
            broken = break_lines(runs, width, style.size, style.bold)
            numbers = width if self.columns[place].numbers else None
            columns.append([_word(x, line, style, owner, numbers) for line in broken])
            x += width + CELL_GAP
        tallest = max(1, *map(len, columns))
        if tallest * style.leading <= TALLEST_WHOLE_ROW:
            return [self._whole(columns, tallest, style)]
        return self._sliced(columns, tallest, style)

    def _whole(self, columns: list[list[TextRun]], tallest: int, style: Style) -> LayoutRow:
        """Cell by cell, as it is read."""
        marks = tuple(
            replace(words, y=words.y + ROW_PADDING + place * style.leading)
            for column in columns
            for place, words in enumerate(column)
        )
        height = tallest * style.leading + 2 * ROW_PADDING
        return LayoutRow(height=height, marks=(*marks, self._rule(height)))

    def _sliced(self, columns: list[list[TextRun]], tallest: int, style: Style) -> list[LayoutRow]:
        slices = [
            LayoutRow(
                height=style.leading,
                marks=tuple(column[place] for column in columns if place < len(column)),
            )
            for place in range(tallest)
        ]
        end = LayoutRow(height=2 * ROW_PADDING, marks=(self._rule(ROW_PADDING),))
        slices = keep_together(slices)
        slices[-1] = replace(slices[-1], glued=True)
        return [replace(slices[0], before=ROW_PADDING), *slices[1:], end]

    def _rule(self, y: float) -> Rule:
        return Rule(self.left, y, WIDTH - self.left)


def columns_for(table: Table, size: float) -> tuple[Column, ...]:
    """Columns as wide as their words at `size` points ask for, none much wider than others."""
    return tuple(
        Column("", share=_share([row[place] for row in table.rows], size), numbers=numbers)
        for place, numbers in enumerate(table.numbers)
    )


def _share(cells: Sequence[Sequence[Run]], size: float) -> float:
    texts = [printable(words_of(cell) + MARKS_ROOM * len(notes_of(cell))) for cell in cells]
    widest = max(text_width(text, bold=True) for text in texts) * size / 1000
    longest_word = max(
        (text_width(word, bold=True) for text in texts for word in text.split()), default=0
    )
    return max(size, longest_word * size / 1000, min(widest, WIDEST_SHARE))


def _word(x: float, line: Line, style: Style, owner: Element, numbers: float | None) -> TextRun:
    """A line of a cell; `numbers` is the width of a column whose cells stand at its right."""
    words = TextRun(x, style.baseline, line, style, owner)
    return words if numbers is None else replace(words, x=x + numbers - words.width)


def _cell_kind(in_head: bool, *, titles_row: bool) -> tuple[str, *tuple[tuple[str, str], ...]]:
    if not (in_head or titles_row):
        return ("TD",)
    return ("TH", ("O", "Table"), ("Scope", "Column" if in_head else "Row"))
