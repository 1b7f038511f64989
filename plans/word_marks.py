"""The invisible marks by which a plan's own Word file is known when it comes back.

Whoever writes the file and whoever reads it take the names from here. Word and LibreOffice keep a
bookmark that begins and ends in one paragraph, and show none whose name begins with a line below.
"""

import re
from dataclasses import dataclass

# What is not the plan's text, as the tag of its frame. Programs that drop the frame keep a bookmark
# of nearly the same name in each of its paragraphs.
PARTICULARS, RECORDS = "clearday-particulars", "clearday-records"
APART = re.compile(r"_clearday_(particulars|records)_\d+")
# A table of the text, whose style a program may drop: its headings, and whether it goes on with
# the passage before it.
TABLE = re.compile(r"_clearday_table_\d+_(row|)(column|)(more|)")


@dataclass(frozen=True, slots=True)
class Marks:
    """Of which plan a file is, and in which round it was sent; each is one opaque word."""

    plan: str
    round: str


@dataclass(frozen=True, slots=True)
class TableMark:
    header_row: bool
    header_column: bool
    goes_on: bool


def apart_name(kind: str, key: int) -> str:
    """The bookmark of a paragraph that is set apart: "_clearday_records_3"."""
    return f"_{kind.replace('-', '_')}_{key}"


def apart_kind(name: str) -> str:
    """What such a bookmark stands in, "" for any other."""
    found = APART.fullmatch(name)
    return f"clearday-{found[1]}" if found else ""


def table_name(key: int, mark: TableMark) -> str:
    row, column = "row" * mark.header_row, "column" * mark.header_column
    return f"_clearday_table_{key}_{row}{column}{'more' * mark.goes_on}"


def table_mark(name: str) -> TableMark | None:
    """What the bookmark of a table says of it; None for any other bookmark."""
    found = TABLE.fullmatch(name)
    return TableMark(*(bool(each) for each in found.groups())) if found else None
