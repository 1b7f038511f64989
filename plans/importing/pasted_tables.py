"""A table in pasted text: lines whose cells a spreadsheet or Word parted by tabs."""

import re
from collections.abc import Sequence
from itertools import groupby

from plans.importing.lines import BULLET, LETTER, NUMBER, ROMAN, SECTION_NUMBER, TYPED_LEVEL

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


def with_tables(lines: Sequence[str]) -> tuple[list[str], int]:
    """The lines, each row of a table with its cells in order between bars; how many tables."""
    found: list[str] = []
    tables = 0
    for width, run in groupby(((line, cells_of(line)) for line in lines), lambda one: len(one[1])):
        rows = list(run)
        if not width or len(rows) < FEWEST_ROWS or is_contents([cells for _, cells in rows]):
            found += [line for line, _ in rows]
            continue
        tables += 1
        found += [f"| {' | '.join(cells)} |" for _, cells in rows]
    return found, tables


def is_contents(rows: Sequence[Sequence[str]]) -> bool:
    return all(len(row) == 2 and PAGE.fullmatch(row[1]) for row in rows)


def told_of_tables(tables: int) -> tuple[str, ...]:
    if not tables:
        return ()
    what = "1 table was" if tables == 1 else f"{tables:,} tables were"
    return (f"{what} pasted as text: each row is a line, its cells in order.",)
