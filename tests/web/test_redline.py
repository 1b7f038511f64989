"""Two texts compared word by word: nothing is lost, and no text takes long."""

import random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    began = process_time()

    found = Comparer().redline(before, after)

    assert process_time() - began < 5
    assert text_of(found, but="inserted") == before


def test_past_its_time_a_comparison_shows_texts_whole() -> None:
    found = Comparer(seconds=0).redline("We saved £96m.", "We saved £96.4m.")

    assert found.whole
    assert text_of(found, but="deleted") == "We saved £96.4m."
