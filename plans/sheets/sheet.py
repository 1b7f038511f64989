"""A spreadsheet as plain data: the cells of its first row, and of each row that has any words."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from plans.importing.errors import Unreadable

MOST_ROWS = 500
MOST_COLUMNS = 60
MOST_CELL = 5_000
NO_ROWS = "There is nothing in it: the first row has the headings, and those below it the entries."


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row by the number that a spreadsheet shows beside it; a cell for each heading."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings, and the rows below; `notes` say how it was read, where that may surprise."""

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()

    def kept(self) -> str:
        """As a hidden field carries it from the page that shows what would change."""
        rows = [[row.number, *row.cells] for row in self.rows]
        return json.dumps([self.headings, rows], ensure_ascii=False, separators=(",", ":"))


def sheet_from(kept: str) -> Sheet:
    """What `Sheet.kept` wrote; Unreadable for anything else."""
    try:
        headings, rows = msgspec.json.decode(kept, type=tuple[list[str], list[list[int | str]]])
        return sheet_of([(1, headings), *map(_numbered, rows)])
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise Unreadable("Choose the spreadsheet again: this page has lost it.") from None


def _numbered(row: list[int | str]) -> tuple[int, list[str]]:
    number, *cells = row
    if not isinstance(number, int) or not all(isinstance(cell, str) for cell in cells):
        raise ValueError(row)
    return number, [str(cell) for cell in cells]


def sheet_of(lines: Iterable[tuple[int, Sequence[str]]], notes: Iterable[str] = ()) -> Sheet:
    """Numbered lines of cells made into a sheet: the first that is not blank has the headings."""
    found = [(number, trimmed(cells)) for number, cells in lines]
    found = [(number, cells) for number, cells in found if cells]
    if len(found) < 2:
        raise Unreadable(NO_ROWS)
    if len(found) > MOST_ROWS + 1:
        raise Unreadable(f"It has more than {MOST_ROWS} rows. Bring it in in parts.")
    (_, headings), *rows = found
    width = max(len(cells) for _, cells in found)
    if width > MOST_COLUMNS:
        raise Unreadable(f"It has more than {MOST_COLUMNS} columns. Take out those not needed.")
    for number, cells in rows:
        if any(len(cell) > MOST_CELL for cell in cells):
            raise Unreadable(f"Row {number}: a cell has more than {MOST_CELL:,} characters.")
        if len(cells) > len(headings):
            raise Unreadable(f"Row {number} has more cells than there are headings.")
    filled = (SheetRow(n, cells + ("",) * (len(headings) - len(cells))) for n, cells in rows)
    return Sheet(headings, tuple(filled), tuple(notes))


def trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells without the blank ones at the end."""
    found = [cell.strip() for cell in cells]
    while found and not found[-1]:
        found.pop()
    return tuple(found)
