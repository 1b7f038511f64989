"""Which passwords are refused, and that good ones are not."""

import string

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from accounts.passwords import FEWEST, ROWS, common, left_over
from councils.roles import Role
from tests.makers import PASSWORD, make_council, make_person

LONG_ENOUGH = 12
WORDS = (
    *("harbour", "lantern", "velvet", "thistle", "copper", "meadow", "bramble", "saddle"),
    *("orchard", "pebble", "kettle", "walnut", "ribbon", "cobbler", "marble", "willow"),
)


def why_refused(password, person=None):
    try:
        validate_password(password, person)
    except ValidationError as refusal:
        return {error.code for error in refusal.error_list}
    return set()


@pytest.mark.parametrize(
    "password",
    [
        *("aaaaaaaaaaaa", "123456789012", "abcabcabcabc", "qwertyuiop12", "1q2w3e4r5t6y"),
        *("098765432109", "zyxwvutsrqpo", "asdfghjklasd", "AbCdEfGhIjKl", "1qaz2wsx3edc"),
        *("!@#$%^&*()!@", "111122223333", "aaaabbbbcccc", "xyxyxyxyxyxyx", "            "),
    ],
)
def test_what_repeats_or_runs_along_the_keyboard_is_refused(password):
    assert "password_patterned" in why_refused(password)


@pytest.mark.parametrize(
    "password",
    [
        *("password1234", "Password!!!!!", "p@ssw0rd2024", "P@SSW0RD!2024", "sunshine2024!"),
        *("passwordpassword", "1234letmein1234", "iloveyou2019", "football123456"),
    ],
)
def test_a_common_password_is_refused_with_whatever_is_behind_it(password):
    assert "password_too_common" in why_refused(password)


@pytest.mark.parametrize(
    "password",
    [
        *("northmoor1234", "Northmoor2024!", "northmoorcouncil", "2024northmoor2024"),
        *("clearday2024", "Clearday-2025-!", "councilcouncil1", "northmoorclearday"),
    ],
)
def test_the_names_of_the_council_and_the_product_are_refused(db, password):
    person = make_person(make_council("Northmoor District Council"), Role.AUTHOR)
    assert "password_named" in why_refused(password, person)


def test_the_name_of_another_council_says_nothing_of_whether_it_is_here(db):
    make_council("Eastleigh-on-Wye Council", slug="eastleighonwye")
    person = make_person(make_council("Northmoor Council"), Role.AUTHOR)
    assert why_refused("eastleighonwye-lamp", person) == set()


@pytest.mark.parametrize(
    "password",
    [
        *(PASSWORD, "plenty of words here", "correct horse battery", "northmoor velvet kettle"),
        *("Tr0ub4dor&3xyzw", "9f2k!mVq7z-Lp", "misty-lantern-47"),
    ],
)
def test_a_password_of_several_words_or_of_chance_is_taken(db, password):
    person = make_person(make_council("Northmoor Council"), Role.AUTHOR)
    assert why_refused(password, person) == set()


@given(st.text(string.ascii_letters + string.digits, min_size=1, max_size=7), st.integers(2, 12))
@example("ab1", 4)
def test_whatever_short_text_is_repeated_is_refused(unit, times):
    password = (unit * times * LONG_ENOUGH)[: max(LONG_ENOUGH, len(unit) * times)]
    assert "password_patterned" in why_refused(password)


@given(st.sampled_from(ROWS), st.integers(0, 30), st.integers(12, 24), st.booleans())
def test_whatever_runs_along_a_row_is_refused(row, start, length, backwards):
    ring = (row[::-1] if backwards else row) * 10
    assert "password_patterned" in why_refused(ring[start : start + length])


def six_signs_behind(word: str) -> st.SearchStrategy[str]:
    fewest = max(0, LONG_ENOUGH - len(word))
    return st.text(string.digits + "!?.-", min_size=fewest, max_size=6).map(word.__add__)


LISTED = sorted(word for word in common() if word.isalpha() and len(word) >= LONG_ENOUGH - 6)


@given(st.sampled_from(LISTED).flatmap(six_signs_behind), st.booleans())
def test_every_word_of_the_list_is_refused_with_up_to_six_signs_behind_it(password, upper):
    password = password.upper() if upper else password
    assert why_refused(password) & {"password_too_common", "password_patterned", "password_named"}


@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=5, unique=True))
def test_words_that_do_not_belong_together_are_always_taken(words):
    # The control: the validators do not refuse whatever they are given.
    assert why_refused("-".join(words)) == set()


@given(st.text(max_size=300))
def test_the_measure_takes_any_text_and_never_finds_more_than_there_is(text):
    assert 0 <= left_over(text) <= len(text)
    why_refused(text)


def test_the_whole_list_is_compared():
    assert len(common()) > 19_000
    assert FEWEST < LONG_ENOUGH


@pytest.mark.parametrize("password", ["aaaaaaaaaaaa", "password1234", "clearday2024"])
def test_the_message_says_what_to_do(password):
    with pytest.raises(ValidationError, match="Choose three or four words"):
        validate_password(password)
