"""Until when a decision can be called in, and from when it may be carried out.

Section 9F of the Local Government Act 2000 lets scrutiny have a decision of the executive looked at
again before it is carried out; window, start and hour are each council's own.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time

from councils.calendar.days import (
    A_DAY,
    Basis,
    counted_after,
    is_working_day,
    next_working_day,
    working_day_by,
)
from web.dates import LONDON, end_of_day, is_late


@dataclass(frozen=True, slots=True)
class CallInWindow:
    """The days counted, in order, and the last moment at which a call-in is in time, in London."""

    days: tuple[date, ...]
    last_moment: datetime
    next_day: date
    next_working_day: date

    @property
    def last_day(self) -> date:
        return self.days[-1]

    def effective_from(self, style: Basis) -> date:
        """The first day on which the decision may be carried out, unless it was called in.

        The next day of all, even a Saturday, or the next on which the council works.
        """
        return self.next_day if style == "calendar" else self.next_working_day

    def is_open(self, moment: datetime) -> bool:
        """Whether a call-in received then is in time; the last second counts whole."""
        return not is_late(moment, self.last_moment)


def call_in_window(
    start: date,
    length: int,
    basis: Basis,
    days_off: Container[date],
    *,
    closes: time | None = None,
) -> CallInWindow:
    """The window that a notice published, or a decision made, on the day `start` opens.

    That day is not counted. It closes at a time of the last day, or with the day.
    """
    if length < 1:
        raise ValueError("a call-in lasts a day or more")
    days = counted_after(start, length, basis, days_off)
    last = days[-1]
    return CallInWindow(
        days=days,
        last_moment=datetime.combine(last, closes, LONDON) if closes else end_of_day(last),
        next_day=last + A_DAY,
        next_working_day=next_working_day(last, days_off),
    )


@dataclass(frozen=True, slots=True)
class LatestDecision:
    """The last day to decide, when its notice is out then, and what that leads to."""

    decided: date
    notice: date
    window: CallInWindow
    effective_from: date


def latest_decision_before(
    deadline: date,
    length: int,
    basis: Basis,
    days_off: Container[date],
    *,
    notice_after: int = 0,
    style: Basis = "calendar",
) -> LatestDecision:
    """The last working day on which a decision still takes effect by a deadline.

    `notice_after` is how many working days after the decision its notice is published.
    """
    decided = working_day_by(deadline, days_off)
    while True:
        found = _decided_on(decided, length, basis, days_off, notice_after, style)
        if found.effective_from <= deadline:
            return found
        decided = working_day_by(decided - A_DAY, days_off)


def _decided_on(
    decided: date,
    length: int,
    basis: Basis,
    days_off: Container[date],
    notice_after: int,
    style: Basis,
) -> LatestDecision:
    assert is_working_day(decided, days_off)
    later = counted_after(decided, notice_after, "working", days_off)
    notice = later[-1] if later else decided
    window = call_in_window(notice, length, basis, days_off)
    return LatestDecision(decided, notice, window, window.effective_from(style))
