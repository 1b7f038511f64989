"""When call-in of a decision ends in a council, by its settings."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from councils.calendar import Basis, DaysOff
from councils.calendar.call_in import call_in_window
from councils.models import Council, DayOff
from web.compiled_queries import prepared


@dataclass(frozen=True, slots=True)
class CallIn:
    """The last moment at which a decision can be called in, and the first day it stands."""

    ends_at: datetime
    effective_from: date


def call_in_of(council: Council, *, decided_on: date, notice_on: date | None) -> CallIn | None:
    """Counted from the decision or its notice, as the settings say; None while that is unknown."""
    from_decision = council.call_in_start == Council.CallInStart.DECISION
    start = decided_on if from_decision else notice_on
    if start is None or not council.call_in_length:
        return None
    window = call_in_window(
        start,
        council.call_in_length,
        basis_of(council.call_in_days),
        days_off_of(council),
        closes=council.call_in_closes_at,
    )
    return CallIn(window.last_moment, window.effective_from(basis_of(council.call_in_effect)))


def days_off_of(council: Council) -> DaysOff:
    """The days on which a council does not work, in any year; one query."""
    return DaysOff(frozenset(on for (on,) in days_off_in(council.pk)))


@prepared
def days_off_in(council: int) -> QuerySet[DayOff, tuple[date]]:
    return DayOff.objects.filter(council=council).order_by().values_list("on")


def basis_of(days: str) -> Basis:
    return "working" if days == Council.Days.WORKING else "calendar"
