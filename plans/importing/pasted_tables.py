"""A table in pasted text: lines whose cells a spreadsheet or Word parted by tabs."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from plans.importing.lines import BULLET, LETTER, NUMBER, ROMAN, SECTION_NUMBER, TYPED_LEVEL
from plans.importing.page_line import ROW, Begins, PageLine, row_place
from plans.written_tables import (
    MOST_COLUMNS,
    WrittenTable,
    stretches_of,
    write_dashes,
    write_row,
)

# So many lines beneath each other, with as many cells each, are a table.
FEWEST_ROWS = 2
# "Introduction … 3" is a line of a contents page.
PAGE = re.compile(r"\d{1,3}")
MARKS = (BULLET, LETTER, NUMBER, ROMAN, SECTION_NUMBER, TYPED_LEVEL)


def cells_of(line: str) -> list[str]:
    """The cells of a line; none where its first tab follows the mark of a list."""
    words = line.strip(" \r\n")
    if "\t" not in words.strip() or any(mark.match(words) for mark in MARKS):
        return []
    return [cell.strip() for cell in words.split("\t")]


def with_tables(lines: Sequence[str]) -> tuple[list[PageLine], int]:
    """The lines, each row of a table with its cells between bars; how many were parted by tabs.

    A table that is typed as our rich text types it keeps its line of dashes, as a ruled line.
    """
    found: list[PageLine] = []
    tables = 0
    for part in stretches_of("\n".join(lines)) if lines else ():
        if isinstance(part, WrittenTable):
            found += typed_rows(part)
            continue
        for width, run in groupby(
            ((line, cells_of(line)) for line in part.split("\n")), lambda one: len(one[1])
        ):
            rows = list(run)
            if is_table([cells for _, cells in rows], width):
                tables += 1
                found += in_rows([cells for _, cells in rows])
            else:
                found += [PageLine(line) for line, _ in rows]
    return found, tables


def is_table(rows: Sequence[Sequence[str]], width: int) -> bool:
    return 0 < width <= MOST_COLUMNS and len(rows) >= FEWEST_ROWS and not is_contents(rows)


def in_rows(rows: Sequence[Sequence[str]], begins: Begins = Begins.TABLE) -> Iterator[PageLine]:
    for number, cells in enumerate(rows):
        yield PageLine(write_row(cells), place=ROW if number else row_place(begins))


def typed_rows(table: WrittenTable) -> list[PageLine]:
    """As many lines as were typed: the caption stands before its table, as words."""
    begins = Begins.TABLE
    begins |= Begins.HEADED if table.header_row else begins
    begins |= Begins.TITLED if table.header_column else begins
    rows = list(in_rows(table.rows, begins))
    dashes = write_dashes(table.width, table.header_column)
    rows.insert(int(table.header_row), PageLine(dashes))
    caption = [PageLine(f"Table: {table.caption}")] if table.caption else []
    return [*caption, *rows]


def is_contents(rows: Sequence[Sequence[str]]) -> bool:
    return all(len(row) == 2 and PAGE.fullmatch(row[1]) for row in rows)


def told_of_tables(tables: int) -> tuple[str, ...]:
    if not tables:
        return ()
    what = "1 table was" if tables == 1 else f"{tables:,} tables were"
    return (f"{what} pasted as text: look whether the first row is of headings.",)
