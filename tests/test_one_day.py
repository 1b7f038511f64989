"""Whenever a run of the tests begins, it ends on the same day."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.one_day import AHEAD, MORNING, in_the_morning

BEGINNINGS = {
    "before midnight in winter": datetime(2026, 11, 29, 23, 59, tzinfo=UTC),
    "after midnight in winter": datetime(2026, 11, 30, 0, 1, tzinfo=UTC),
    "before midnight in summer": datetime(2026, 7, 29, 22, 59, tzinfo=UTC),
    "after midnight in summer": datetime(2026, 7, 29, 23, 1, tzinfo=UTC),
    "the night the clocks go forward": datetime(2027, 3, 28, 0, 59, tzinfo=UTC),
    "the night they go back": datetime(2026, 10, 25, 0, 59, tzinfo=UTC),
}
LONGEST_RUN = timedelta(hours=12)


@pytest.mark.parametrize("began", BEGINNINGS.values(), ids=BEGINNINGS)
def test_a_run_begins_in_the_morning_of_its_day(began):
    day = timezone.localdate(began)
    with in_the_morning(began):
        now = timezone.localtime()
        assert (now.date(), now.hour) == (day, MORNING.hour)
        assert timezone.localdate(now + LONGEST_RUN) == day


def test_every_clock_goes_by_it_and_none_stands_still():
    before = timezone.now()
    by_the_system = datetime.fromtimestamp(time.time(), UTC)
    assert before <= by_the_system <= timezone.now()
    time.sleep(0.001)
    assert timezone.now() > by_the_system


def test_a_process_that_is_started_goes_by_it_too():
    tell = "from datetime import datetime; print(f'{datetime.now():%d %H}')"
    told = subprocess.run([sys.executable, "-c", tell], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == f"{datetime.now():%d %H}"  # noqa: DTZ005 (as the other asks)


def test_without_it_that_would_be_another_time(monkeypatch):
    """The control: at nine o'clock alone both are the same."""
    monkeypatch.setenv(AHEAD, str(float(os.environ[AHEAD]) + 3600))
    with pytest.raises(AssertionError):
        test_a_process_that_is_started_goes_by_it_too()


def test_this_run_is_one_of_those():
    """It began at nine, whatever the clock on the wall says."""
    run_for = timezone.localtime() - timezone.localtime().replace(
        hour=9, minute=0, second=0, microsecond=0
    )
    assert timedelta(0) <= run_for < LONGEST_RUN
