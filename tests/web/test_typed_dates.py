"""A date typed in one go: as the product prints it, and as people in England write it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.dates import day_in_words
from web.typed_dates import read_date

DAYS = st.dates(min_value=date(1970, 1, 1), max_value=date(2069, 12, 31))


@given(DAYS)
def test_a_day_is_read_however_it_is_written(day):
    short = f"{day.year % 100:02}"
    for text in (
        day_in_words(day),
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02}.{day.month:02}.{short}",
        f"{day:%A} {day_in_words(day)}",
        f"{day:%a} {day.day}th {day:%b} {short}",
        f"{day:%B} {day.day}, {day.year}",
    ):
        assert read_date(text) == day, text


@pytest.mark.parametrize("text", ["soon", "9 July", "July 2024", "", "1/2", "9 Juin 2024 x"])
def test_what_is_no_whole_date_is_none(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31 April 2024", "day"),
        ("7/24/2024", "month"),
        ("0/1/2024", "day"),
        ("9 Brumaire 2024", "Brumaire"),
    ],
)
def test_a_day_that_no_calendar_has_is_an_error(text, why):
    with pytest.raises(ValueError, match=why):
        read_date(text)


@given(st.text(max_size=30))
def test_any_text_is_a_date_none_or_an_error(text):
    try:
        found = read_date(text)
    except ValueError:
        return
    assert found is None or isinstance(found, date)
