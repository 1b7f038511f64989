"""Words broken into lines: nothing lost, nothing joined, nothing too wide, whatever is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.blocks import Run
from plans.exports.pdf.linebreak import Line, break_lines, printable
from tests.patience import ends

RUNS = st.lists(st.builds(Run, st.text(max_size=80), st.booleans()), max_size=5)


def text_of(broken: list[Line]) -> list[str]:
    return ["".join(piece.text for piece in line) for line in broken]


def test_lines_end_in_a_space_so_that_words_taken_out_are_not_joined() -> None:
    broken = text_of(break_lines([Run("one two three four five six")], width=60, size=10.5))

    assert len(broken) > 1
    assert "".join(broken) == "one two three four five six "


def test_a_new_line_typed_is_a_new_line_printed() -> None:
    assert text_of(break_lines([Run("one\ntwo")], width=400, size=10)) == ["one ", "two "]


def test_a_word_too_long_for_its_line_is_cut_and_still_one_word() -> None:
    address = "https://example.org/" + "a-long-path/" * 20

    broken = text_of(break_lines([Run("See "), Run(address), Run(" now.")], width=120, size=10))

    assert len(broken) > 5
    assert "".join(broken) == f"See {address} now. "


def test_bold_and_links_change_the_style_and_not_the_spaces() -> None:
    runs = [
        Run("Saved "),
        Run("£96m", bold=True),
        Run(", see "),
        Run("our plan", link="https://x.y"),
    ]

    [line] = break_lines(runs, width=400, size=10)

    assert [(piece.text, piece.bold, piece.link) for piece in line] == [
        ("Saved ", False, ""),
        ("£96m", True, ""),
        (", see ", False, ""),
        ("our plan", False, "https://x.y"),
        (" ", False, ""),
    ]


@given(RUNS, st.integers(20, 400))
def test_every_character_that_prints_is_in_the_lines_in_order(runs: list[Run], width: int) -> None:
    broken = break_lines(runs, width, size=10)

    typed = "".join(printable(run.text) for run in runs)
    drawn = "".join(text_of(broken))
    assert drawn.replace(" ", "") == typed.replace(" ", "").replace("\n", "")


@given(RUNS, st.integers(20, 400))
def test_no_line_is_wider_than_its_room(runs: list[Run], width: int) -> None:
    for line in break_lines(runs, width, size=10):
        units = sum(piece.width for piece in line)
        spaces = 200 if line[-1].text.endswith(" ") else 0
        one_glyph = len("".join(piece.text for piece in line).strip()) == 1
        assert (units - spaces) * 10 / 1000 <= width + 0.1 or one_glyph


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("e\u0301", "é"),
        ("a\x00b\x07c", "abc"),
        ("a\u200fb\u202ec", "abc"),
        ("soft\u00adhyphen", "softhyphen"),
        ("tab\tspace\u3000wide", "tab space wide"),
        ("line\u2028break", "line\nbreak"),
        ("£96m – “so” … • ½ ² ≥", "£96m – “so” … • ½ ² ≥"),
        ("Dŵr, Łódź, Ελλάδα, Україна", "Dŵr, Łódź, Ελλάδα, Україна"),
        ("🚀", "[rocket]"),
        ("👍🏽", "[thumbs up sign]"),
        ("☀\ufe0f", "☀"),
        ("ƙ Ԥ ϟ ⇒ ①", "ƙ Ԥ ϟ ⇒ ①"),
        ("שלום", "[U+05E9][U+05DC][U+05D5][U+05DD]"),
        ("中", "[U+4E2D]"),
        ("\uf0b7", "[U+F0B7]"),
        ("\ud800", ""),
        ("\U0010ffff", "[U+10FFFF]"),
        ("</para><b>&amp;", "</para><b>&amp;"),
    ],
)
def test_what_the_typeface_cannot_print_is_seen_and_not_dropped(typed: str, printed: str) -> None:
    assert printable(typed) == printed


@pytest.mark.parametrize("typed", ["x" * 200_000, "x " * 100_000, "\n" * 200_000, "🚀" * 50_000])
def test_two_hundred_thousand_characters_are_broken_to_their_end(typed: str) -> None:
    with ends():
        break_lines([Run(typed)], width=482, size=10.5)
