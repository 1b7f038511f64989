"""The deadline as it stands for a plan, and what it implies today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from councils.calendar import with_bank_holidays, working_days_left
from plans.models import Plan, Stage
from web.dates import london_day

UNDECIDED = (Stage.DRAFTING, Stage.CLEARANCE, Stage.DECISION)


@dataclass(frozen=True)
class Deadline:
    """`due` is the last moment that is in time; `working_days` those left after today."""

    due: datetime
    now: datetime
    working_days: int

    @property
    def is_past(self) -> bool:
        return self.now > self.due

    @property
    def in_words(self) -> str:
        """ "12 working days left", "Today is the last day", "3 days overdue"."""
        today, last = london_day(self.now), london_day(self.due)
        if self.is_past:
            days = (today - last).days
            return f"{days} day{'s' * (days > 1)} overdue" if days else "Overdue since today"
        if today == last:
            return "Today is the last day"
        return f"{self.working_days} working day{'' if self.working_days == 1 else 's'} left"


@dataclass(frozen=True)
class DeadlineView:
    """What every page of a plan says of its deadline: the moment, or the event it waits for.

    `submitted` is when its answer was last sent; `meets_after` the day of a meeting to come that
    falls after the deadline.
    """

    deadline: Deadline | None
    event: str
    submitted: datetime | None
    meets_after: date | None

    @property
    def is_late(self) -> bool:
        return bool(self.submitted and self.deadline and self.submitted > self.deadline.due)


def deadline_view(plan: Plan, *, now: datetime) -> DeadlineView:
    """No query for a plan found by `whole`."""
    due, submitted = plan.due_at, plan.submitted_at
    if due is None:
        return DeadlineView(None, plan.extended_event, submitted, None)
    deadline = deadline_at(due, now=now, days_off=plan.listed_days_off)
    to_come = plan.meets_on if plan.stage in UNDECIDED and not submitted else None
    meets_after = to_come if to_come and to_come > london_day(due) else None
    return DeadlineView(deadline, plan.extended_event, submitted, meets_after)


def deadline_at(due: datetime, *, now: datetime, days_off: Iterable[date]) -> Deadline:
    """What a deadline implies now; `days_off` are the days the council lists, of any year."""
    today, last = london_day(now), london_day(due)
    if last <= today:
        return Deadline(due, now, 0)
    off = with_bank_holidays(set(days_off), range(today.year, last.year + 1))
    return Deadline(due, now, working_days_left(today, last, off))
