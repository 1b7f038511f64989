"""A table as lines: a row each, or where it lays out a page a cell each, which says its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from plans.blocks import NUMBER
from plans.importing.lines import BOLD_WHOLE
from plans.importing.page_line import CELL, ROW, ROWS, Begins, PageLine, row_place
from plans.written_tables import MOST_COLUMNS, write_row

BULLET = "- "
# A cell over more rows or columns than these is a mistake of its page.
MOST_MERGED = 100
# Word and web pages keep an empty cell open with these.
UNSEEN = "\u200b\u200c\u200d\ufeff\u00ad\u00a0 "


@dataclass
class Cell:
    row: int
    column: int
    lines: list[PageLine]
    heading: bool = False
    plain: bool = False

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """The numbers of the paragraphs that its words came from."""
        return tuple(number for each in self.lines if not each.part for number in each.paragraphs)

    @property
    def words(self) -> str:
        """Its paragraphs a space apart; in a `plain` cell none is an item of a list."""
        texts = [line.text.strip() for line in self.lines if not line.part]
        words = texts if self.plain else map(_unmarked, texts)
        return " ".join(text for text in words if text.strip(UNSEEN))

    @property
    def heads(self) -> bool:
        """Whether it is marked as a heading, or bold as one."""
        return self.heading or bool(BOLD_WHOLE.fullmatch(self.words))

    @property
    def lays_out(self) -> bool:
        """A cell with a heading or another table in it lays out the page."""
        return self.holds_table or any(line.text.startswith("#") for line in self.lines)

    @property
    def holds_table(self) -> bool:
        return any(line.place in ROWS or line.place == CELL for line in self.lines)


@dataclass
class Table:
    """Cells as they are read; rows and columns count from 1.

    `own` is what our own Word file says of a plan's table; None of any other table.
    """

    own: Begins | None = None
    row: int = 0
    column: int = 0
    cells: list[Cell] = field(default_factory=list)
    # Of a column, the last row that a cell above reaches down to.
    taken: dict[int, int] = field(default_factory=dict)

    def next_row(self) -> None:
        self.row += 1
        self.column = 0

    def next_cell(self, span: int = 1, down: int = 1, *, heading: bool = False) -> list[PageLine]:
        """The lines of a new cell, to be added to; it is over `span` columns and `down` rows.

        It stands in the first column that no cell of a row above reaches down to.
        """
        self.row = max(self.row, 1)
        first = self.column + 1
        while self.taken.get(first, 0) >= self.row:
            first += 1
        self.column = first - 1 + max(1, min(span, MOST_MERGED))
        last = self.row - 1 + max(1, min(down, MOST_MERGED))
        # What is wider than a plan may have is no grid of its own.
        under = range(first, min(self.column, MOST_COLUMNS) + 1)
        self.taken |= dict.fromkeys(under, last)
        cell = Cell(self.row, first, [], heading, plain=self.own is not None)
        self.cells.append(cell)
        return cell.lines

    @property
    def is_box(self) -> bool:
        """One cell alone is a frame around words, not a table."""
        return len(self.cells) == 1 and not self.is_grid

    @property
    def is_grid(self) -> bool:
        """Rows and columns of words, as a plan has them."""
        rows, columns = ({cell.row for cell in self.cells}, {cell.column for cell in self.cells})
        if self.own is not None:
            held = any(cell.holds_table for cell in self.cells)
            return 0 < max(columns, default=0) <= MOST_COLUMNS and not held
        fits = len(rows) > 1 and len(columns) > 1 and max(columns) <= MOST_COLUMNS
        return fits and not any(cell.lays_out for cell in self.cells)

    @property
    def kind(self) -> str:
        """What is counted of it, for the notes of an import."""
        return "box" if self.is_box else "grid" if self.is_grid else "table"

    def as_lines(self, number: int) -> list[PageLine]:
        if self.is_grid:
            return list(self._rows())
        found: list[PageLine] = []
        for cell in self.cells:
            if self.is_box or cell.lays_out:
                found += cell.lines
            else:
                found += _one_line(cell, f"[Table {number}, row {cell.row}, column {cell.column}]")
        return found

    def _rows(self) -> Iterator[PageLine]:
        """What was left aside in a row comes after it; a merged cell leaves the others empty.

        A row without a word is kept where a plan had it.
        """
        width = max(cell.column for cell in self.cells)
        begins = True
        for _, row in groupby(self.cells, lambda cell: cell.row):
            cells = list(row)
            texts = [""] * width
            for cell in cells:
                texts[cell.column - 1] = cell.words
            if any(texts) or self.own is not None:
                place = row_place(self._begins(cells)) if begins else ROW
                numbers = tuple(number for cell in cells for number in cell.paragraphs)
                yield PageLine(write_row(texts), "", int(begins), place, numbers)
                begins = False
            yield from (line for cell in cells for line in cell.lines if line.part)

    def _begins(self, cells: list[Cell]) -> Begins:
        """What the first row says: of a plan's table what its file does, else what is seen."""
        if self.own is not None:
            return Begins.TABLE | self.own
        headed = all(cell.heads for cell in cells if cell.words)
        return Begins.TABLE | Begins.HEADED if headed else Begins.TABLE


def _unmarked(text: str) -> str:
    """The words of an item without its bullet; before a number it is a minus sign."""
    return text if NUMBER.fullmatch(text) else text.removeprefix(BULLET)


def _one_line(cell: Cell, label: str) -> list[PageLine]:
    """Its words on a line; what was left aside stays on lines of its own."""
    line = PageLine(f"{label} {cell.words}", gap=1, place=CELL, paragraphs=cell.paragraphs)
    return [*([line] if cell.words else []), *(each for each in cell.lines if each.part)]
