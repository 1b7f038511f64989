"""What rich text is made of: runs of words in blocks, some of them lists or tables, with notes."""

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
    """Words in one style; `link` is an address, `figure` the name of the figure they print.

    One with a `note` is the mark of it: the words are the note's own, and the mark has none.
    """

    text: str
    bold: bool = False
    link: str = ""
    figure: str = ""
    note: tuple["Run", ...] | UnsetType = UNSET


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
    """The same blocks with each run of words changed, wherever it stands, in notes too."""

    def changed(runs: Cell) -> Cell:
        return tuple(
            replace(run, note=changed(run.note)) if run.note else change(run) for run in runs
        )

    return with_lines(blocks, changed)


def with_lines(blocks: Sequence[Block], change: Callable[[Cell], Cell]) -> tuple[Block, ...]:
    """The same blocks with the runs of each paragraph, item, caption and cell changed."""
    return tuple(
        replace(
            block,
            runs=change(block.runs),
            items=tuple(with_lines(item, change) for item in block.items),
            table=block.table
            and replace(
                block.table,
                caption=change(block.table.caption),
                rows=tuple(tuple(map(change, row)) for row in block.table.rows),
            ),
        )
        for block in blocks
    )


def runs_of(blocks: Sequence[Block]) -> Iterator[Run]:
    """Every run of the blocks, as they are read, with those of items, tables and notes within."""
    for line in lines_of(blocks):
        for run in line:
            yield run
            yield from run.note or ()


def lines_of(blocks: Sequence[Block]) -> Iterator[Cell]:
    """The runs of each paragraph, item, caption and cell, as they are read."""
    for block in blocks:
        yield block.runs
        for item in block.items:
            yield from lines_of(item)
        if block.table:
            yield from cells_of(block.table)


def notes_in(blocks: Sequence[Block]) -> tuple[Cell, ...]:
    """The words of each note of a text, in the order of their marks."""
    return tuple(note for line in lines_of(blocks) for note in notes_of(line))


def notes_of(runs: Sequence[Run]) -> tuple[Cell, ...]:
    """The words of each note whose mark stands among these runs."""
    return tuple(run.note for run in runs if run.note)


def without_notes(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks less the marks of notes, for what is called by its own words."""

    return with_lines(blocks, lambda runs: tuple(run for run in runs if not run.note))


def cells_of(table: Table) -> Iterator[Cell]:
    """The caption, then each cell, row by row."""
    yield table.caption
    for row in table.rows:
        yield from row


def tables_in(blocks: Sequence[Block]) -> tuple[Table, ...]:
    """The tables of a text, in order; there are none within lists."""
    return tuple(block.table for block in blocks if block.table)


def words_of(runs: Sequence[Run]) -> str:
    """The words alone, less those of notes."""
    return "".join(run.text for run in runs)


def all_numbers(cells: Sequence[str]) -> bool:
    """Whether each cell is a number, an amount or empty, and one at least is a number."""
    said = [cell.strip() for cell in cells if cell.strip() not in NOTHING_SAID]
    return bool(said) and all(NUMBER.fullmatch(cell) for cell in said)
