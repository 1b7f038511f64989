"""A table as lines, one for each cell, each of which says where in the table it stood."""

from dataclasses import dataclass, field

from plans.importing.page_line import CELL, PageLine

BULLET = "- "
# Word and web pages keep an empty cell open with these.
UNSEEN = "\u200b\u200c\u200d\ufeff\u00ad\u00a0 "


@dataclass
class Cell:
    row: int
    column: int
    lines: list[PageLine]


@dataclass
class Table:
    """Cells as they are read; rows and columns count from 1."""

    row: int = 0
    column: int = 0
    cells: list[Cell] = field(default_factory=list)

    def next_row(self) -> None:
        self.row += 1
        self.column = 0

    def next_cell(self, span: int = 1) -> list[PageLine]:
        """The lines of a new cell, to be added to."""
        self.row = max(self.row, 1)
        cell = Cell(self.row, self.column + 1, [])
        self.column += max(1, min(span, 100))
        self.cells.append(cell)
        return cell.lines

    @property
    def is_box(self) -> bool:
        """One cell alone is a frame around words, not a table."""
        return len(self.cells) == 1

    def as_lines(self, number: int) -> list[PageLine]:
        found: list[PageLine] = []
        for cell in self.cells:
            if self.is_box or _is_layout(cell.lines):
                found += cell.lines
            else:
                found += _one_line(cell, f"[Table {number}, row {cell.row}, column {cell.column}]")
        return found


def _is_layout(lines: list[PageLine]) -> bool:
    """A cell with a heading or another table in it lays out the page."""
    return any(line.text.startswith("#") or line.place == CELL for line in lines)


def _one_line(cell: Cell, label: str) -> list[PageLine]:
    """Its paragraphs a space apart; what was left aside stays on lines of its own."""
    words = [line.text.strip().removeprefix(BULLET) for line in cell.lines if not line.part]
    words = [text for text in words if text.strip(UNSEEN)]
    numbers = tuple(number for each in cell.lines if not each.part for number in each.paragraphs)
    line = PageLine(f"{label} {' '.join(words)}", gap=1, place=CELL, paragraphs=numbers)
    return [*([line] if words else []), *(each for each in cell.lines if each.part)]
