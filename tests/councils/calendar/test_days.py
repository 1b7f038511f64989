"""Working days: pure functions over dates and a list of days off."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.calendar import bank_holidays, is_working_day, with_bank_holidays, working_days_left

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2024, ["01-01", "03-29", "04-01", "05-06", "05-27", "08-26", "12-25", "12-26"]),
        (2026, ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]),
        (2027, ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"]),
    ],
)
def test_bank_holidays_are_those_of_england_with_substitute_days(year, days):
    assert [f"{on:%m-%d}" for on in bank_holidays([year])] == days


def test_polling_day_is_a_working_day_and_a_sunday_is_not():
    assert is_working_day(date(2024, 7, 4), set())
    assert not is_working_day(date(2024, 7, 7), set())


def test_working_days_left_count_the_last_day_and_not_today():
    assert working_days_left(date(2024, 7, 12), date(2024, 7, 19), set()) == 5
    assert working_days_left(date(2024, 7, 19), date(2024, 7, 19), set()) == 0
    assert working_days_left(date(2024, 7, 20), date(2024, 7, 19), set()) == 0


@given(DAYS, DAYS)
def test_a_day_off_never_adds_a_working_day(today, due):
    off = set(bank_holidays(range(2024, 2031)))
    assert working_days_left(today, due, off) <= working_days_left(today, due, set())


def test_one_closure_of_its_own_leaves_a_year_its_bank_holidays():
    closure = date(2031, 12, 29)
    assert with_bank_holidays({closure}, [2031]) == {closure, *bank_holidays([2031])}


def test_a_year_the_council_has_listed_is_taken_as_listed():
    """Christmas Day alone is listed: the others were taken off on purpose."""
    christmas = date(2031, 12, 25)
    assert with_bank_holidays({christmas}, [2031]) == {christmas}
