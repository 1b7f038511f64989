"""A run of the tests is on one day, though it may go on past midnight.

Tests count from the day on which they were read, and the product from its own: a run that begins
before midnight and ends after it would find two. So its clock starts in the morning of the day on
which it begins, and ticks from there as any clock does.
"""

from datetime import datetime, time

import time_machine
from django.utils import timezone

MORNING = time(9)


def in_the_morning(now: datetime) -> time_machine.travel:
    """Clocks that tick on from MORNING of the day of `now` (in the product's own time zone)."""
    day = timezone.localdate(now)
    zone = timezone.get_current_timezone()
    return time_machine.travel(datetime.combine(day, MORNING, tzinfo=zone), tick=True)
