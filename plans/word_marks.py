"""The invisible marks by which a plan's own Word file is known when it comes back.

Whoever writes the file and whoever reads it take the names from here. Word and LibreOffice keep a
bookmark that begins and ends in one paragraph, and show none whose name begins with a line below.
"""

import re
from dataclasses import dataclass
from typing import Literal, cast

# What is not the plan's text, as the tag of its frame. Programs that drop the frame keep a bookmark
# of nearly the same name in each of its paragraphs.
PARTICULARS, RECORDS = "clearday-particulars", "clearday-records"
APART = re.compile(r"_clearday_(particulars|records)_\d+")
# A table of the text, whose style a program may drop: its headings, and whether it goes on with
# the passage before it.
TABLE = re.compile(r"_clearday_table_\d+_(row|)(column|)(more|)")

# What a file that goes out to be returned bears: whose plan and which round it is, in a property
# and at its title, and which part of the plan each paragraph, row and figure is.
PLAN_PROPERTY, ROUND_PROPERTY = "clearday-plan", "clearday-round"
PLAN_AT_TITLE, ROUND_AT_TITLE = "_cdplan_", "_cdsent_"
PART = re.compile(
    r"_clearday_(passage|theme|figure|commitment|metric|barrier)_(\d{1,18})(?:_(\d{1,9}))?"
)
Part = Literal["passage", "theme", "figure", "commitment", "metric", "barrier"]
# Word allows letters and digits in a bookmark's name, forty with the words before them.
OPAQUE = re.compile(r"[A-Za-z0-9]{1,32}")


@dataclass(frozen=True, slots=True)
class Marks:
    """Of which plan a file is, and in which round it was sent: letters and digits, 32 at most."""

    plan: str
    round: str

    def __post_init__(self) -> None:
        if not (OPAQUE.fullmatch(self.plan) and OPAQUE.fullmatch(self.round)):
            raise ValueError("A mark of a Word file is 1 to 32 letters and digits.")


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


def part_name(part: Part, key: int, place: int = 0) -> str:
    """The bookmark of a part of the plan; `place` tells several of one part from each other."""
    return f"_clearday_{part}_{key}{f'_{place}' if place else ''}"


def part_of(name: str) -> tuple[Part, int, int] | None:
    """Which part of the plan such a bookmark stands in, and its place; None for any other."""
    found = PART.fullmatch(name)
    return (cast(Part, found[1]), int(found[2]), int(found[3] or 0)) if found else None
