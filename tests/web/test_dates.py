"""Days and moments: London's, and written in one way by one module."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from web.dates import (
    day_in_words,
    end_of_day,
    is_late,
    london_day,
    moment_in_words,
    noon,
    start_of_day,
)

FLOORS = (
    *("web", "accounts", "councils", "plans", "approvals", "delivery"),
    *("public", "dashboard", "config"),
)
# The zone, and a month or a day of the month put into words.
BY_HAND = re.compile(r"Europe/London|ZoneInfo|%[-#]?d\b|%B|%b\b|\.day\}")
MAY_WRITE_DATES = {
    "web/dates.py",
    "config/settings.py",  # Django's own setting of the zone
}


def written_by_hand(text: str) -> bool:
    return bool(BY_HAND.search(text))


def test_no_other_module_knows_the_zone_or_writes_a_date():
    modules = [path for floor in FLOORS for path in (settings.BASE_DIR / floor).rglob("*.py")]
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for path in modules
        if "migrations" not in path.parts and written_by_hand(path.read_text("utf-8"))
    }

    assert len(modules) > 100
    assert found == MAY_WRITE_DATES


@pytest.mark.parametrize(
    "line",
    [
        'f"{due.day} {due:%B %Y}"',
        'f"{due:%-d %B}"',
        'due.strftime("%d %b %Y")',
        'LONDON = ZoneInfo("Europe/London")',
    ],
)
def test_a_date_written_by_hand_is_noticed(line):
    """The control."""
    assert written_by_hand(line)
    assert not written_by_hand("day_in_words(due), london_day(now), due.isoformat()")


def test_a_day_is_written_as_people_write_it():
    assert day_in_words(date(2024, 7, 9)) == "9 July 2024"
    assert day_in_words(None) == ""


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2024, 7, 19, 16, 4, tzinfo=UTC), "19 July 2024, 5:04pm"),
        (datetime(2024, 1, 19, 0, 4, tzinfo=UTC), "19 January 2024, 12:04am"),
        (datetime(2024, 7, 19, 22, 59, 59, tzinfo=UTC), "end of 19 July 2024"),
    ],
)
def test_a_moment_is_that_of_clocks_in_london(moment, words):
    assert moment_in_words(moment) == words
    assert day_in_words(moment) == "19 July 2024".replace("July", f"{moment:%B}")


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)))
def test_a_day_begins_has_its_noon_and_ends_on_itself(day: date):
    moments = [start_of_day(day), noon(day), end_of_day(day)]
    assert moments == sorted(moments)
    assert {london_day(moment.astimezone(UTC)) for moment in moments} == {day}


DAYS = st.dates(date(1996, 1, 1), date(2037, 12, 30))
# The last Sundays of March and October 2024, and the days around them.
CHANGES = [
    date(2024, month, day) for month, last in ((3, 31), (10, 27)) for day in (last - 1, last)
]
# A second either side of midnight, to the microsecond.
AROUND = st.integers(-2_000_000, 2_000_000).map(lambda count: timedelta(microseconds=count))
ZONES = st.sampled_from([UTC, start_of_day(date(2024, 1, 1)).tzinfo])


@given(st.one_of(DAYS, st.sampled_from(CHANGES)), AROUND, ZONES)
def test_what_is_due_on_a_day_is_in_time_until_midnight_in_london(day, around, zone):
    midnight = start_of_day(day + timedelta(days=1)).astimezone(UTC)
    moment = (midnight + around).astimezone(zone)
    assert is_late(moment, end_of_day(day)) is (moment >= midnight)
    # Kept by the database, a deadline comes back in UTC.
    assert is_late(moment, end_of_day(day).astimezone(UTC)) is (london_day(moment) > day)


def test_the_last_second_alone_would_call_half_of_itself_late():
    due = end_of_day(date(2024, 7, 19))
    half = due + timedelta(milliseconds=500)
    assert half > due  # the control: what would be asked without the rule
    assert not is_late(half, due)


def test_nothing_is_late_for_no_deadline():
    assert not is_late(datetime(2099, 1, 1, tzinfo=UTC), None)
