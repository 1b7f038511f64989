"""Tables as people type them: rows of cells between bars, and a line of dashes for the headings.

    Table: Spending by service, £m
    | Service | 2024/25 | 2025/26 |
    |===|---|---|
    | Adults | 40.1 | 42.0 |

The line of dashes makes a table of what would be words: the row above it is of headings, and with
`===` its first column is too. Without a row above it no row is. The line "Table: …" is its caption.
Within a cell a bar is written `\\|`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

Span = tuple[int, int]

DASHES = re.compile(
    r"\|[ \t]*(?::?-{3,}:?|(={3,}))[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?[ \t]*", re.ASCII
)
CAPTION = re.compile(r"Table:[ \t]*(\S.*)", re.DOTALL)
PIECE = re.compile(r"\\.|[^|\\]+|\||\\", re.DOTALL)
BLANKS = " \t"
# More columns than this cannot be read on a page; such lines stay the words they are.
MOST_COLUMNS = 30


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """Cells as they were typed; rows may differ in length."""

    caption: str
    header_row: bool
    header_column: bool
    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        """Cells of its longest row."""
        return max(len(row) for row in self.rows)

    @property
    def uneven(self) -> tuple[int, ...]:
        """Rows that have more or fewer cells than the first, counted from 1."""
        first = len(self.rows[0])
        return tuple(n for n, row in enumerate(self.rows, start=1) if len(row) != first)


def stretches_of(source: str) -> Iterator[str | WrittenTable]:
    """The source in order: words, and between them its tables. Without a table it is one."""
    lines = source.split("\n")
    words: list[str] = []
    at = 0
    while at < len(lines):
        end = _end_of_table(lines, at)
        if end is None:
            words.append(lines[at])
            at += 1
            continue
        caption = CAPTION.fullmatch(words[-1]) if words else None
        if caption:
            words.pop()
        if words:
            yield "\n".join(words)
        yield _table(lines[at:end], caption[1].strip(BLANKS) if caption else "")
        words, at = [], end
    if words:
        yield "\n".join(words)


def faults_of(source: str) -> Iterator[str]:
    """What is amiss with the tables of a source, each in a sentence for whoever typed it."""
    tables = [one for one in stretches_of(source) if isinstance(one, WrittenTable)]
    for number, table in enumerate(tables, start=1):
        which = f"table {number}" if len(tables) > 1 else "the table"
        for row in table.uneven[:1]:
            yield (
                f"Row {row} of {which} has {_cells(len(table.rows[row - 1]))} and its first row has"
                f" {_cells(len(table.rows[0]))}. Give each row as many, with | between them."
            )


def outlines_of(source: str) -> list[tuple[bool, bool, tuple[int, ...]]]:
    """Of each table its row and column of headings, and how many cells each row has."""
    tables = (one for one in stretches_of(source) if isinstance(one, WrittenTable))
    return [(one.header_row, one.header_column, tuple(map(len, one.rows))) for one in tables]


def rows_in(source: str) -> Iterator[Span]:
    """Where the lines of tables stand in a source, those of dashes too; a caption is none."""
    lines = source.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    at = 0
    while at < len(lines):
        end = _end_of_table(lines, at) or at
        yield from ((starts[row], starts[row] + len(lines[row])) for row in range(at, end))
        at = max(end, at + 1)


def frames_in(source: str) -> Iterator[Span]:
    """Where the bars between cells stand, and the lines of dashes: what is no words of a table."""
    for start, end in rows_in(source):
        if DASHES.fullmatch(source, start, end):
            yield start, end
            continue
        pieces = PIECE.finditer(source, start, end)
        yield from (piece.span() for piece in pieces if piece[0] == "|")


def within_cell(words: str) -> str:
    """Words as part of a cell: bars are escaped, and a backslash at their end escapes no bar."""
    at_end = "\\" if PIECE.findall(words)[-1:] == ["\\"] else ""
    return _escaped(words) + at_end


def write_table(table: WrittenTable) -> str:
    """The table as somebody would have typed it; each cell on one line, its bars escaped."""
    lines = [write_row(row) for row in table.rows]
    lines.insert(int(table.header_row), write_dashes(table.width, table.header_column))
    caption = " ".join(table.caption.split())
    return "\n".join([*([f"Table: {caption}"] if caption else []), *lines])


def write_row(cells: Sequence[str]) -> str:
    """One row as it is typed."""
    return "| " + " | ".join(map(_as_cell, cells)) + " |"


def write_dashes(width: int, header_column: bool = False) -> str:
    """The line of dashes for so many columns."""
    return "|" + "|".join(["===" if header_column else "---", *["---"] * (width - 1)]) + "|"


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a line that begins with a bar, as they were typed."""
    cells = [""]
    for piece in PIECE.findall(line.rstrip(BLANKS)[1:]):
        if piece == "|":
            cells.append("")
        else:
            cells[-1] += piece
    if len(cells) > 1 and not cells[-1].strip(BLANKS):
        cells.pop()
    return tuple(cell.strip(BLANKS) for cell in cells)


def _end_of_table(lines: list[str], at: int) -> int | None:
    """The line after a table that begins here; None where none does."""
    if not (lines[at].startswith("|") and at + 1 < len(lines) and lines[at + 1].startswith("|")):
        return None
    if not any(DASHES.fullmatch(line) for line in lines[at : at + 2]):
        return None
    end = at + 2
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    too_wide = any(line.count("|") > MOST_COLUMNS + 1 for line in lines[at:end])
    return None if too_wide else end


def _table(lines: list[str], caption: str) -> WrittenTable:
    headless = DASHES.fullmatch(lines[0])
    dashes = headless or DASHES.fullmatch(lines[1])
    assert dashes
    typed = lines[1:] if headless else [lines[0], *lines[2:]]
    rows = tuple(cells_of(line) for line in typed)
    return WrittenTable(caption, not headless, bool(dashes[1]), rows)


def _as_cell(source: str) -> str:
    words = " ".join(source.split())
    if DASHES.fullmatch(f"|{words}|"):
        return f"\\{words}"
    return _escaped(words)


def _escaped(words: str) -> str:
    return "".join("\\|" if piece == "|" else piece for piece in PIECE.findall(words))


def _cells(count: int) -> str:
    return f"{count} cell{'' if count == 1 else 's'}"
