"""Every clock of a decision: worked cases, what walks forward and back, and the last second."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from councils.calendar.call_in import call_in_window, latest_decision_before
from councils.calendar.days import DaysOff, bank_holidays, counted_after, counted_before, counts
from councils.calendar.notice import (
    clear_days_between,
    earliest_decision,
    gives_enough_notice,
    latest_agenda,
    latest_key_decision_notice,
    latest_notice,
    latest_private_meeting_notices,
)
from councils.calendar.periods import (
    disposable_from,
    executive_meets_by,
    held_until,
    interest_notified_by,
    kept_until,
    last_day_of_months,
    members_access_by,
    scrutiny_answered_by,
)
from web.dates import LONDON

USUAL = DaysOff()
SECOND = timedelta(seconds=1)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
BASES = st.sampled_from(["working", "calendar"])
CLOSURES = st.sets(DAYS, max_size=20).map(
    lambda closed: DaysOff(closed | set(bank_holidays(range(2019, 2032))))
)


@given(DAYS, st.integers(1, 40), BASES, CLOSURES)
def test_counting_back_and_forward_find_the_same_days(event, number, basis, off):
    there = counted_before(event, number, basis, off)
    first = there[0] - timedelta(days=1)

    assert counted_after(first, number, basis, off) == there
    assert clear_days_between(first, event, basis, off) == number
    assert clear_days_between(there[0], event, basis, off) == number - 1


@given(DAYS, st.integers(1, 40), BASES, CLOSURES)
def test_the_latest_day_of_a_notice_is_in_time_and_the_next_working_day_is_not(
    event, number, basis, off
):
    found = latest_notice(event, number, basis, off)
    later = counted_after(found.latest, 1, "working", off)[0]

    assert counts(found.latest, "working", off)
    assert gives_enough_notice(found.latest, event, number, basis, off)
    assert not gives_enough_notice(later, event, number, basis, off)


@given(DAYS, st.integers(1, 20), BASES, CLOSURES, st.integers(0, 3), BASES)
def test_the_last_day_to_decide_is_in_time_and_the_next_is_not(
    deadline, length, basis, off, lag, style
):
    how = {"notice_after": lag, "style": style}
    found = latest_decision_before(deadline, length, basis, off, **how)

    assert found.effective_from <= deadline
    later = counted_after(found.decided, 1, "working", off)[0]
    notice = [later, *counted_after(later, lag, "working", off)][-1]
    assert call_in_window(notice, length, basis, off).effective_from(style) > deadline


@pytest.mark.parametrize("closes", [None, time(17, 15), time(12)])
@pytest.mark.parametrize("start", [date(2024, 7, 9), date(2024, 1, 9)], ids=["summer", "winter"])
@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Pacific/Auckland"])
def test_a_call_in_is_in_time_to_the_last_second(start, closes, zone):
    window = call_in_window(start, 5, "working", USUAL, closes=closes)
    last = window.last_moment.astimezone(ZoneInfo(zone))

    assert window.last_day == start + timedelta(days=7)
    assert last.astimezone(LONDON).time() == (closes or time(23, 59, 59))
    assert [window.is_open(last + SECOND * n) for n in (-1, 0, 1)] == [True, True, False]


def test_a_window_in_calendar_days_ends_at_its_hour_on_a_sunday_too():
    window = call_in_window(date(2024, 7, 12), 2, "calendar", USUAL, closes=time(12))

    assert window.last_moment == datetime(2024, 7, 14, 11, tzinfo=UTC)
    assert window.effective_from("calendar") == date(2024, 7, 15)


def test_a_window_without_a_day_is_none():
    with pytest.raises(ValueError, match="a day or more"):
        call_in_window(date(2024, 7, 9), 0, "working", USUAL)


def test_a_year_that_nobody_listed_has_the_usual_days_off():
    """Listed are 2024's alone; the walk goes back from January 2025 and on into it."""
    listed = DaysOff(bank_holidays([2024]))

    assert date(2025, 12, 25) in listed
    assert latest_agenda(date(2025, 1, 7), listed).latest == date(2024, 12, 27)


def test_a_closure_inside_the_walk_back_is_not_counted():
    closed = DaysOff({date(2024, 7, 3), *bank_holidays([2024])})

    assert latest_agenda(date(2024, 7, 9), USUAL).latest == date(2024, 7, 1)
    assert latest_agenda(date(2024, 7, 9), closed).latest == date(2024, 6, 28)


def test_a_meeting_on_a_sunday_26_december_has_its_agenda_out_on_the_friday_before_the_week():
    found = latest_agenda(date(2027, 12, 26), USUAL)

    assert (found.latest, found.by_counting) == (date(2027, 12, 17), date(2027, 12, 19))


def test_28_clear_days_are_counted_either_way():
    decision = date(2024, 7, 9)

    assert latest_key_decision_notice(decision, "calendar", USUAL).latest == date(2024, 6, 10)
    assert latest_key_decision_notice(decision, "working", USUAL).latest == date(2024, 5, 29)


def test_a_private_meeting_has_two_notices():
    first, second = latest_private_meeting_notices(date(2024, 7, 9), "calendar", USUAL)

    assert (first.latest, second.latest) == (date(2024, 6, 10), date(2024, 7, 1))


def test_a_general_exception_waits_five_clear_days():
    assert earliest_decision(date(2024, 3, 28), USUAL) == date(2024, 4, 9)


def test_what_is_published_on_the_day_or_later_gives_no_clear_day():
    assert clear_days_between(date(2024, 7, 9), date(2024, 7, 9), "calendar", USUAL) == 0
    assert clear_days_between(date(2024, 7, 12), date(2024, 7, 9), "calendar", USUAL) == 0


@pytest.mark.parametrize(
    ("decided", "by"),
    [
        ("2024-07-09T20:10+01:00", "2024-07-10T20:10+01:00"),
        ("2024-10-26T20:10+01:00", "2024-10-27T19:10+00:00"),
        ("2024-03-30T20:10+00:00", "2024-03-31T21:10+01:00"),
    ],
)
def test_24_hours_are_hours_when_the_clocks_change(decided, by):
    assert members_access_by(datetime.fromisoformat(decided)).isoformat(timespec="minutes") == by


def test_a_period_beginning_with_a_day_counts_that_day():
    assert interest_notified_by(date(2024, 7, 9)) == date(2024, 8, 5)
    assert executive_meets_by(date(2024, 7, 10)) == date(2024, 7, 30)


def test_what_a_report_is_about_rests_to_the_end_of_the_next_business_day():
    assert held_until(date(2024, 3, 28), USUAL).isoformat() == "2024-04-02T23:59:59+01:00"


@pytest.mark.parametrize(
    ("decided", "years", "through"),
    [
        (date(2024, 7, 9), 6, date(2030, 7, 8)),
        (date(2024, 2, 29), 6, date(2030, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 28)),
        (date(2024, 3, 1), 4, date(2028, 2, 29)),
    ],
)
def test_years_beginning_with_a_day_end_on_the_day_before(decided, years, through):
    assert kept_until(decided, years) == through
    assert disposable_from(decided, years) == through + timedelta(days=1)


# Calendar months


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2024, 3, 10), date(2024, 5, 9)),
        (date(2024, 3, 1), date(2024, 4, 30)),
        (date(2024, 11, 30), date(2025, 1, 29)),
        # February has no such day.
        (date(2024, 12, 31), date(2025, 2, 28)),
        (date(2023, 12, 31), date(2024, 2, 29)),
        (date(2023, 12, 29), date(2024, 2, 28)),
        (date(2024, 12, 29), date(2025, 2, 28)),
        (date(2025, 1, 1), date(2025, 2, 28)),
    ],
)
def test_scrutiny_is_answered_within_two_months_of_which_the_day_of_receipt_is_the_first(
    received, last
):
    assert scrutiny_answered_by(received) == last


@given(DAYS, st.integers(1, 24))
def test_a_period_of_months_ends_before_the_same_day_or_with_a_month_that_has_none(first, months):
    after = last_day_of_months(first, months) + timedelta(days=1)

    assert (after.year * 12 + after.month) - (first.year * 12 + first.month) in (months, months + 1)
    # The next period begins on the same day of the month or, where there is none, on the first.
    assert after.day == (first.day if after.month == (first.month - 1 + months) % 12 + 1 else 1)


@given(DAYS, DAYS)
def test_what_was_received_later_is_never_answered_sooner(one, other):
    first, second = sorted((one, other))

    assert scrutiny_answered_by(first) <= scrutiny_answered_by(second)


@given(DAYS)
def test_two_months_are_the_month_after_the_next(first):
    """Counted another way: one month from the first, then one more from where that begins."""
    then = last_day_of_months(first, 1) + timedelta(days=1)
    if then.day == first.day:
        assert scrutiny_answered_by(first) == last_day_of_months(then, 1)
