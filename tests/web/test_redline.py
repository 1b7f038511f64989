"""Two texts compared word by word: nothing is lost, and no text takes long."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.patience import ends
from web.redline import Comparer, Redline

WORDS = st.lists(st.sampled_from(["a", "b", "£96m", " ", "\n", ",", "é", "😀"]), max_size=40)
TEXT = st.text() | WORDS.map("".join)


@given(TEXT, TEXT)
def test_what_is_deleted_and_the_same_is_the_old_text_and_inserted_and_the_same_the_new(
    before: str, after: str
) -> None:
    found = Comparer().redline(before, after)

    assert text_of(found, but="inserted") == before
    assert text_of(found, but="deleted") == after


JOINED = "\N{ZERO WIDTH JOINER}"
SIGNS = [
    JOINED.join("👩👩👧👦"),
    JOINED.join("👨👨👧"),
    JOINED.join(("👩🏽", "🔧")),
    JOINED.join(("👩🏾", "🔧")),
    *("🇬🇧", "🇬🇪", "🇧🇬", "1\ufe0f\u20e3", "❤\ufe0f", "❤", "e\u0301", "e", "क\u094dषि"),
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
]


@given(st.lists(st.sampled_from([*SIGNS, " "])), st.lists(st.sampled_from([*SIGNS, " "])))
def test_no_sign_is_cut(before: list[str], after: list[str]) -> None:
    """Each piece is made of whole signs, as people see them."""
    for part in Comparer().redline("".join(before), "".join(after)).parts:
        assert whole_signs(part.text), part


def whole_signs(text: str) -> bool:
    """Whether a text can be put together from the signs above."""
    ends = {0}
    for at in range(len(text)):
        if at in ends:
            ends |= {at + len(one) for one in [*SIGNS, " "] if text.startswith(one, at)}
    return len(text) in ends


def test_half_a_flag_is_noticed() -> None:
    """The control."""
    assert whole_signs("🇬🇧 " + SIGNS[0])
    assert not whole_signs("🇬")
    assert not whole_signs(SIGNS[0][1:])


def text_of(redline: Redline, but: str) -> str:
    return "".join(part.text for part in redline.parts if part.kind != but)


CHOICE = random.Random(7)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 100_000, "b " + "a " * 99_000 + "b a a "),
        ("a b " * 50_000, "b a " * 50_000),
        ("x" * 200_000, "x" * 199_999 + "y"),
        (
            " ".join(CHOICE.choice("ab") for _ in range(60_000)),
            " ".join(CHOICE.choice("ab") for _ in range(60_000)),
        ),
    ],
    ids=["repetitive", "alternating", "one word", "random"],
)
def test_long_and_repetitive_texts_are_compared_in_bounded_time(before: str, after: str) -> None:
    with ends():
        found = Comparer().redline(before, after)

    assert text_of(found, but="inserted") == before


def test_past_its_time_a_comparison_shows_texts_whole() -> None:
    found = Comparer(seconds=0).redline("We saved £96m.", "We saved £96.4m.")

    assert found.whole
    assert text_of(found, but="deleted") == "We saved £96.4m."
