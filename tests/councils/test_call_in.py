"""When call-in ends in a council is counted by its own settings."""

from datetime import date, datetime, time

import pytest

from councils.actions.council import add_day_off
from councils.call_in import call_in_of
from tests.makers import administrator_of, make_council
from web.dates import LONDON, end_of_day

TUESDAY, THURSDAY = date(2024, 7, 9), date(2024, 7, 11)
pytestmark = pytest.mark.django_db

# By a council's settings: the last moment, and the first day in effect. Three are real records
# (../shared/cases/dates.json); the rest are counted on fingers.
COUNTED = {
    "five working days from the notice, then the next day": (
        {},
        (end_of_day(date(2024, 7, 18)), date(2024, 7, 19)),
    ),
    "from the decision": (
        {"call_in_start": "decision"},
        (end_of_day(date(2024, 7, 16)), date(2024, 7, 17)),
    ),
    "to a quarter past five": (
        {"call_in_closes_at": time(17, 15)},
        (datetime(2024, 7, 18, 17, 15, tzinfo=LONDON), date(2024, 7, 19)),
    ),
    "eight calendar days": (
        {"call_in_length": 8, "call_in_days": "calendar"},
        (end_of_day(date(2024, 7, 19)), date(2024, 7, 20)),
    ),
    "then the next working day": (
        {"call_in_length": 8, "call_in_days": "calendar", "call_in_effect": "working"},
        (end_of_day(date(2024, 7, 19)), date(2024, 7, 22)),
    ),
}


@pytest.mark.parametrize("case", COUNTED)
def test_call_in_ends_when_the_settings_say(case):
    settings, expected = COUNTED[case]
    found = call_in_of(make_council(**settings), decided_on=TUESDAY, notice_on=THURSDAY)

    assert found is not None
    assert (found.ends_at, found.effective_from) == expected


def test_a_day_on_which_the_council_is_closed_is_not_counted():
    council = make_council()
    by = administrator_of(council)
    add_day_off(council, by=by, on=date(2024, 7, 15), name="Offices closed")
    found = call_in_of(council, decided_on=TUESDAY, notice_on=THURSDAY)

    assert found is not None
    assert found.effective_from == date(2024, 7, 20)


def test_before_the_notice_is_out_nothing_can_be_counted():
    assert call_in_of(make_council(), decided_on=TUESDAY, notice_on=None) is None
