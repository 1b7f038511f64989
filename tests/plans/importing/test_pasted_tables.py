"""A table pasted as text: its cells come in order, a line for each row, and that is said."""

import re

from hypothesis import given
from hypothesis import strategies as st

from plans.importing.page_line import PageLine
from plans.importing.pasted_tables import with_tables
from plans.importing.plan import read_plan
from plans.importing.source import read_source

THEMES = ["Transforming services"]


def read(text: str):
    return read_plan(read_source("a.txt", text.encode()), THEMES)


def test_its_cells_come_in_order_and_that_is_said():
    plan = read(
        "What we saved.\n\nYear\tSaved\tBy\n2023\t£4m\tadults\n2024\t\tchildren\n\nSo it is."
    )

    assert [one.body for one in plan.unplaced] == [
        "What we saved.",
        "|---|---|---|\n| Year | Saved | By |\n| 2023 | £4m | adults |\n| 2024 | | children |",
        "So it is.",
    ]
    assert "1 table was pasted as text: look whether the first row is of headings." in plan.notes


def test_a_list_a_contents_page_and_one_tab_alone_are_no_table():
    for lines in (
        ["•\tHomes", "•\tRoads"],
        ["1.\tHomes", "2.\tRoads"],
        ["Introduction\t3", "Homes\t12"],
        ["Saved:\t£4m"],
        ["Words.", "More words."],
    ):
        assert with_tables(lines) == ([PageLine(line) for line in lines], 0)


@given(st.lists(st.text(alphabet="ab1 \t•.", max_size=12), max_size=6))
def test_no_word_is_lost_and_no_line_is_added(lines):
    found, _ = with_tables(lines)
    assert len(found) == len(lines)
    for before, after in zip(lines, found, strict=True):
        assert re.findall(r"[^\s|]+", after.text) == re.findall(r"[^\s|]+", before)
