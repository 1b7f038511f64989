"""The small rich text: what is a list and what only looks like one, and that no word is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.blocks import Block, Run
from plans.richtext import (
    figures_in,
    fill_figures,
    list_letter,
    parse_richtext,
    plain_text,
    safe_link,
)
from plans.richtext_html import richtext_html
from tests.patience import ends

MARKS = ["- ", "* ", "a. ", "b. ", "1. ", "2. ", "2019. ", "c. ", "  ", "   ", "\n", "\n\n", "**"]
WORDS = ["Savings", "Services", "Residents", "£96m", "<b>", "</para>", "&amp;", "[", "](", "\\"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("- one\n- two", "• one\n• two"),
        ("a. one\nb. two", "a. one\nb. two"),
        ("1. one\n2. two", "a. one\nb. two"),
        ("Asks:\na. one\nb. two", "Asks:\na. one\nb. two"),
        ("a. one\nand its second line\nb. two", "a. one\nand its second line\nb. two"),
        ("a. one\n   - inner\nb. two", "a. one\n   • inner\nb. two"),
        ("- x\n  a. one\n- y\n  a. one", "• x\n   a. one\n• y\n   a. one"),
        ("".join(f"{mark}. x\n" for mark in "abcdefghij") + "   - inner", None),
    ],
)
def test_marks_at_the_start_of_a_line_make_lists(typed: str, printed: str | None) -> None:
    blocks = parse_richtext(typed)

    assert plain_text(blocks) == (
        typed.replace("- inner", "• inner") if printed is None else printed
    )
    assert "<li>" in richtext_html(blocks)


@pytest.mark.parametrize(
    "typed",
    [
        "2019. We began.",
        "c. 40 people",
        "2. two",
        "1.5 million",
        "***",
        "---",
        "# not a heading",
        "> not a quotation",
        "`not code`",
        "*not italic* _either_",
        "{figure:Not a name}",
    ],
)
def test_what_only_looks_like_a_mark_stays_as_it_was_typed(typed: str) -> None:
    assert plain_text(parse_richtext(typed)) == typed


@pytest.mark.parametrize("marks", [("1. ", "2. "), ("a. ", "b. ")])
def test_a_year_below_a_list_is_not_its_next_item(marks: tuple[str, str]) -> None:
    one, two = marks

    assert (
        plain_text(parse_richtext(f"{one}one\n{two}two\n\n2019. We began."))
        == "a. one\nb. two\n2019. We began."
    )


def test_lists_deeper_than_we_draw_lose_no_words() -> None:
    deep = "\n".join("  " * depth + f"- level{depth}" for depth in range(30))

    words = plain_text(parse_richtext(deep))

    assert all(f"level{depth}" in words for depth in range(30))


@given(st.lists(st.sampled_from([*MARKS, *WORDS]), max_size=60).map("".join))
def test_no_word_is_ever_lost_or_moved(typed: str) -> None:
    written = re.findall(r"Savings|Services|Residents|96m", typed)

    assert (
        re.findall(r"Savings|Services|Residents|96m", plain_text(parse_richtext(typed))) == written
    )


@given(st.text() | st.lists(st.sampled_from([*MARKS, *WORDS]), max_size=60).map("".join))
def test_whatever_is_typed_only_our_own_tags_come_out(typed: str) -> None:
    markup = richtext_html(parse_richtext(typed))

    ours = r'</?(?:p|ul|li|strong|a)>|<br>|<ol type="a">|</ol>|<a href="[^"<>]*">'
    assert "<" not in re.sub(ours, "", markup)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc", "/x"]
)
def test_a_link_that_is_not_safe_stays_text(address: str) -> None:
    assert "<a" not in richtext_html(parse_richtext(f"[words]({address})"))
    assert safe_link(address) == ""


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c", "mailto:a@example.org", "tel:123"]
)
def test_a_link_that_is_safe_is_live(address: str) -> None:
    assert f'<a href="{address}">words</a>' in richtext_html(parse_richtext(f"[words]({address})"))


def test_figures_are_printed_where_they_are_named() -> None:
    typed = "Saved **{figure:saved}** in all:\n\n- {figure:other}"

    filled = fill_figures(parse_richtext(typed), {"saved": "£96.4m", "other": "£11m"}.__getitem__)

    assert figures_in(typed) == ("saved", "other")
    assert plain_text(filled) == "Saved £96.4m in all:\n• £11m"


def test_equal_words_have_one_form() -> None:
    assert parse_richtext("a\\. b") == (Block("paragraph", runs=(Run("a. b"),)),)


def test_letters_go_on_after_z() -> None:
    assert [list_letter(place) for place in (0, 25, 26, 701, 702)] == ["a", "z", "aa", "zz", "aaa"]


@pytest.mark.parametrize("typed", ["x", "[", "**a ", "- a\n"])
def test_two_hundred_thousand_characters_are_read_to_their_end(typed: str) -> None:
    with ends():
        plain_text(parse_richtext(typed * (200_000 // len(typed))))
