"""Names and running text lose what nobody can see, and nothing else."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.text import clean, one_line

# A zero-width space, joiners, a soft hyphen, direction marks and overrides, controls.
UNSEEN = "\u200b\u200c\u200d\u00ad\u200e\u202e\u2066\ufeff\x00\x07\x85"
JOINING = "(?<=[^\x00-\u058f])[\u200c\u200d](?=[^\x00-\u058f])"
LINE_ENDS = "\n\r\u2028\u2029"
LETTERS = st.characters(categories=["L", "Mn", "Mc"])
LATIN = st.characters(categories=["L"], max_codepoint=0x58F)
NAMES = st.text(LETTERS | st.sampled_from("'\u2019-\u2010. "))


@given(NAMES)
def test_letters_of_any_script_apostrophes_and_hyphens_stay(name: str) -> None:
    assert one_line(name).replace(" ", "") == name.replace(" ", "")


@given(st.text(LATIN, min_size=1), st.text(UNSEEN), st.text(LATIN, min_size=1))
def test_a_name_with_something_unseen_is_the_name_without(first, unseen, last) -> None:
    assert one_line(first + unseen + last) == first + last
    assert one_line(unseen + first + unseen) == first


@given(st.text(LETTERS, min_size=1), st.text(LINE_ENDS, min_size=1))
def test_the_end_of_a_line_is_a_space(word, ends) -> None:
    assert one_line(word + ends + word + ends) == f"{word} {word}"


@given(st.text())
def test_whatever_is_typed_nothing_unseen_comes_out_and_once_is_enough(typed: str) -> None:
    line = one_line(typed)

    unseen = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not {unicodedata.category(one) for one in re.sub(JOINING, "", line)} & unseen
    assert one_line(line) == line
    assert "  " not in line


@pytest.mark.parametrize(
    "name", ["Siân O\u2019Neill-Hughes", "Nguyễn Thị Minh", "Владимир", "王小明", "أحمد", "D'Arcy"]
)
def test_people_keep_their_names(name: str) -> None:
    assert one_line(name) == name


@pytest.mark.parametrize("name", ["می\u200cخواهم", "ශ්\u200dරී", "👩\u200d👧"])
def test_what_shapes_letters_stays_between_them(name: str) -> None:
    assert one_line(f"\u200d{name}\u200c ") == name


@pytest.mark.parametrize("joiners", ["\u200d", "\u200c\u200c", "\u200b\u200d\u200b"])
def test_nothing_joins_latin_letters(joiners: str) -> None:
    assert one_line(f"An{joiners}na Bell{joiners}") == "Anna Bell"


def test_running_text_keeps_its_lines_and_what_joins_letters() -> None:
    assert clean("a\x00b\u202ec\ud800d\r\ne\t") == "abcd\ne"
    assert clean("می\u200cخواهم\n") == "می\u200cخواهم"
