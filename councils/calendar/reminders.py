"""On which days somebody is reminded of what is wanted of them by a day: on each of these, once."""

from collections.abc import Container
from datetime import date
from enum import StrEnum

from councils.calendar.days import counted_before, next_working_day, working_day_by


class Reminder(StrEnum):
    """How near the day is, in words that open a line."""

    FIVE = "In five working days"
    ONE = "In one working day"
    LATE = "Late"


BEFORE = {Reminder.FIVE: 5, Reminder.ONE: 1}


def reminder_since(told: date, today: date, by: date, days_off: Container[date]) -> Reminder | None:
    """The newest whose day came after `told`, up to which all was told; None where none did.

    It hangs on days alone: five working days before, one, and the first working day after. Whoever
    asks on some days only, each time since the last one, is told each once, but for those that a
    nearer one has overtaken.
    """
    reached = [one for one, on in days_of(by, days_off).items() if told < on <= today]
    return reached[-1] if reached else None


def days_of(by: date, days_off: Container[date]) -> dict[Reminder, date]:
    """The day of each, the earliest first."""
    last = working_day_by(by, days_off)
    before = {
        one: counted_before(last, left, "working", days_off)[0] for one, left in BEFORE.items()
    }
    return {**before, Reminder.LATE: next_working_day(by, days_off)}
