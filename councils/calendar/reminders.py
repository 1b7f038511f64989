"""On which days somebody is reminded of what is wanted of them by a day: on each of these, once."""

from collections.abc import Container
from datetime import date
from enum import StrEnum

from councils.calendar.days import working_days_left


class Reminder(StrEnum):
    """How near the day is, in words that open a line."""

    FIVE = "In five working days"
    ONE = "In one working day"
    LATE = "Late"


BEFORE = {5: Reminder.FIVE, 1: Reminder.ONE}


def reminder_on(today: date, by: date, days_off: Container[date]) -> Reminder | None:
    """Five working days before, one, and on the first working day after; None on any other day.

    It hangs on the day alone: whoever asks on each working day once is told each once.
    """
    if by < today:
        return Reminder.LATE if working_days_left(by, today, days_off) == 1 else None
    return BEFORE.get(working_days_left(today, by, days_off))
