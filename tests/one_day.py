"""A run of the tests is on one day, though it may go on past midnight.

Tests count from the day on which they were read, and the product from its own: a run that begins
before midnight and ends after it would find two. So its clock starts in the morning of the day on
which it begins, and ticks from there as any clock does, also in the processes that it starts.
"""

import os
from datetime import datetime, time
from pathlib import Path

import time_machine
from django.utils import timezone

MORNING = time(9)
# Seconds by which the run's clock is ahead; its folder has what sets the clock of other processes.
AHEAD, FOLDER = "TESTS_CLOCK_AHEAD", Path(__file__).parent / "clock"


def morning_of(now: datetime) -> datetime:
    """MORNING of the same day, in the product's own time zone."""
    zone = timezone.get_current_timezone()
    return datetime.combine(timezone.localdate(now), MORNING, tzinfo=zone)


def in_the_morning(now: datetime) -> time_machine.travel:
    """Clocks that tick on from the morning of that day."""
    return time_machine.travel(morning_of(now), tick=True)


def stay_on_one_day() -> None:
    """From here on, in this process and in those it starts; one that it started stays as it is."""
    if AHEAD in os.environ:
        return
    with time_machine.travel(0):
        pass  # the first time it reads its parts, and the clock would be late by that
    now = timezone.now()
    os.environ[AHEAD] = str((morning_of(now) - now).total_seconds())
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(FOLDER), before)))
    in_the_morning(now).start()
