"""Words that are quoted stand in a passage however they were copied from its page."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.quoting import in_one_line, quoted_from
from plans.richtext import parse_richtext
from plans.richtext_html import Notes, richtext_html

SAVED = "We saved £3^[Net of grant.]m^[For 12 months.]^[In all.] in 2024.\n\nIt is enough."
TABLE = "| 5^[Less 1.] | 6 |\n|---|---|\n| 7 | 8 |"
LISTED = f"We do:\n\na. one^[As asked.] thing;\nb. another.\n\n{TABLE}"
SOURCES = st.lists(
    st.sampled_from(
        ["saved", "£3m", "12", "0", " ", "^[net 1]", "^[a\\] b]", "1", ".", "\n\n", "- "]
    ),
    max_size=9,
).map("".join)


def quoted(quote: str, body: str = SAVED) -> str:
    return quoted_from(body, [], quote)


@pytest.mark.parametrize(
    "copied",
    ["£3m in 2024.", "£31m23 in 2024.", "£3Note 1mNote 2Note 3 in 2024.", "£312m1314 in 2024."],
)
def test_the_numbers_of_notes_are_no_part_of_what_is_quoted(copied: str) -> None:
    assert quoted(copied) == "£3m in 2024."


@pytest.mark.parametrize(
    "copied", ["£31m in 2025.", "£4m in", "£3m 1 in", "saved £30m", "saved1 £3m"]
)
def test_other_words_and_numbers_without_a_note_do_not_stand_there(copied: str) -> None:
    assert quoted(copied) == ""


def test_words_on_both_sides_of_a_paragraph_with_notes_are_quoted_together() -> None:
    assert quoted("in 2024.\n\nIt is") == "in 2024. It is"


def test_words_of_a_note_are_quoted_by_themselves_and_as_they_were_kept_before() -> None:
    assert quoted("For 12 months") == "For 12 months"
    assert quoted("in 2024. Note: Net of grant.") == "in 2024. Note: Net of grant."
    assert quoted("It is enough.\nNet of grant.\nFor 12") == "It is enough. Net of grant. For 12"


@pytest.mark.parametrize(
    "copied", ["do:\n\none1 thing;\nanother.", "do: a. one1 thing; b. another."]
)
def test_a_list_is_quoted_with_its_marks_and_without(copied: str) -> None:
    assert quoted(copied, LISTED) == in_one_line(copied.replace("1", ""))


def test_a_row_of_a_table_is_quoted_across_its_cells() -> None:
    assert quoted("52\t6\n7\t8", LISTED) == "5 6 7 8"


def test_no_quotation_takes_long_to_look_for() -> None:
    body = "1^[a]1^[b]a" * 400 + "x"

    assert quoted("1" * 999 + "y", body) == ""
    assert quoted("1111a" * 199 + "y", body) == ""
    assert quoted("1111a1112ax", body) == "11a11ax"


@given(SOURCES, st.integers(0, 30), st.integers(1, 30))
def test_whatever_is_selected_on_a_page_stands_in_its_passage(
    body: str, start: int, length: int
) -> None:
    """A browser copies the letters of the page, without marks of lists."""
    page = richtext_html(parse_richtext(body), Notes("bare"))
    lines = re.sub("<br>|</?(?:p|li)>", "\n", page)
    copied = unescape(re.sub("<[^>]*>", "", lines))[start : start + length]

    # Of numbers alone nobody can tell whether a note's is among them.
    assert quoted(copied, body) or not re.search(r"[^\d\s]", copied)
