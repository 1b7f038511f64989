"""What rich text is made of: runs of words in blocks, some of them lists or tables."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from msgspec import UNSET, UnsetType

# What stands in a cell for "nothing here" among numbers.
NOTHING_SAID = {"", "-", "–", "—", "−", "..", "…", "n/a", "N/A"}
# A number or an amount, with its sign, its currency and what it counts in.
NUMBER = re.compile(
    r"[-−–+(]?\s?[£€$]?\s?\d[\d,]*(?:\.\d+)?\s?(?:%|k|m|bn|million|billion|per cent)?\)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; `link` is an address, `figure` the name of the figure they print."""

    text: str
    bold: bool = False
    link: str = ""
    figure: str = ""


Cell = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells each; the first row, and the first cell of each, may be headings."""

    caption: Cell
    header_row: bool
    header_column: bool
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def head(self) -> tuple[Cell, ...]:
        """Its row of headings; none where it has no such row."""
        return self.rows[0] if self.header_row else ()

    @property
    def body(self) -> tuple[tuple[Cell, ...], ...]:
        """Its rows but that of the headings."""
        return self.rows[1:] if self.header_row else self.rows

    @property
    def title(self) -> str:
        """What it is called: its caption, or that it is a table."""
        return words_of(self.caption) or "Table"

    @property
    def numbers(self) -> tuple[bool, ...]:
        """Of each column, whether its cells are numbers and nothing else; headings do not count."""
        return tuple(
            (place > 0 or not self.header_column)
            and all_numbers([words_of(row[place]) for row in self.body])
            for place in range(len(self.rows[0]))
        )


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of runs, a list ("bullets" or "letters") of items that are blocks, or a table."""

    kind: Literal["paragraph", "bullets", "letters", "table"]
    runs: tuple[Run, ...] = ()
    items: tuple[tuple["Block", ...], ...] = ()
    table: Table | UnsetType = UNSET


def with_runs(blocks: Sequence[Block], change: Callable[[Run], Run]) -> tuple[Block, ...]:
    """The same blocks with each run changed, wherever it stands."""

    def changed(runs: Sequence[Run]) -> tuple[Run, ...]:
        return tuple(change(run) for run in runs)

    return tuple(
        replace(
            block,
            runs=changed(block.runs),
            items=tuple(with_runs(item, change) for item in block.items),
            table=block.table
            and replace(
                block.table,
                caption=changed(block.table.caption),
                rows=tuple(tuple(changed(cell) for cell in row) for row in block.table.rows),
            ),
        )
        for block in blocks
    )


def runs_of(blocks: Sequence[Block]) -> Iterator[Run]:
    """Every run of the blocks, of items and tables within them too, as they are read."""
    for block in blocks:
        yield from block.runs
        for item in block.items:
            yield from runs_of(item)
        for cell in cells_of(block.table) if block.table else ():
            yield from cell


def cells_of(table: Table) -> Iterator[Cell]:
    """The caption, then each cell, row by row."""
    yield table.caption
    for row in table.rows:
        yield from row


def tables_in(blocks: Sequence[Block]) -> tuple[Table, ...]:
    """The tables of a text, in order; there are none within lists."""
    return tuple(block.table for block in blocks if block.table)


def words_of(runs: Sequence[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


def all_numbers(cells: Sequence[str]) -> bool:
    """Whether each cell is a number, an amount or empty, and one at least is a number."""
    said = [cell.strip() for cell in cells if cell.strip() not in NOTHING_SAID]
    return bool(said) and all(NUMBER.fullmatch(cell) for cell in said)
