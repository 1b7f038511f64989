"""The deadline as it stands for a plan, and what it implies today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from councils.calendar import with_bank_holidays, working_days_left
from plans.models import Plan, Stage
from plans.models.sending import SentException
from web.dates import day_in_words, is_late, london_day, moment_in_words

UNDECIDED = (Stage.DRAFTING, Stage.CLEARANCE, Stage.DECISION)


# For how long a deadline gone by stands out. After four weeks nobody hurries any more: more likely
# the submission was not recorded than not made, and a warning on every page would only be noise.
STANDS_OUT = timedelta(weeks=4)


@dataclass(frozen=True)
class Deadline:
    """`due` is the last second that is in time; `working_days` those left after today."""

    due: datetime
    now: datetime
    working_days: int

    @property
    def is_past(self) -> bool:
        return is_late(self.now, self.due)

    @property
    def stands_out(self) -> bool:
        return self.is_past and self.now < self.due + STANDS_OUT

    @property
    def in_words(self) -> str:
        """What is known of a plan of which no submission is recorded.

        "12 working days left", "Today is the last day", and once it is past, no more than that
        nothing is recorded: whether it was sent, the product cannot know.
        """
        today, last = london_day(self.now), london_day(self.due)
        if self.is_past:
            was = moment_in_words(self.due) if today == last else day_in_words(last)
            return f"No submission is recorded; the deadline was {was}"
        if today == last:
            return "Today is the last day"
        return f"{self.working_days} working day{'' if self.working_days == 1 else 's'} left"


@dataclass(frozen=True)
class DeadlineView:
    """What every page of a plan says of its deadline: the moment, or the event it waits for.

    `submitted` is when its answer was last sent; `meets_after` the day of a meeting to come that
    falls after the deadline; `submission_stated` says that the submission was stated afterwards.
    `earlier` is what an older record shows of one, where its moment is not known; `exception` that
    the words which were sent were not endorsed, and whether they are by now.
    """

    deadline: Deadline | None
    event: str
    submitted: datetime | None
    meets_after: date | None
    submission_stated: str = ""
    earlier: str = ""
    exception: SentException | None = None

    @property
    def is_late(self) -> bool:
        return bool(self.submitted and self.deadline and is_late(self.submitted, self.deadline.due))

    @property
    def names_due(self) -> bool:
        """Whether the day it is due is to be named beside: a deadline gone by names it itself."""
        sent = self.submitted or self.earlier
        return bool(self.deadline and (sent or not self.deadline.is_past))


def deadline_view(plan: Plan, *, now: datetime) -> DeadlineView:
    """No query for a plan found by `whole`."""
    due, submitted = plan.due_at, plan.submitted_at
    told = plan.submission_stated, plan.earlier_in_words, plan.sent_exception
    if due is None:
        return DeadlineView(None, plan.extended_event, submitted, None, *told)
    deadline = deadline_at(due, now=now, days_off=plan.listed_days_off)
    is_sent = submitted or plan.earlier_in_words
    to_come = plan.meets_on if plan.stage in UNDECIDED and not is_sent else None
    is_to_come = to_come is not None and to_come >= london_day(now)
    meets_after = to_come if to_come and is_to_come and to_come > london_day(due) else None
    return DeadlineView(deadline, plan.extended_event, submitted, meets_after, *told)


def deadline_at(due: datetime, *, now: datetime, days_off: Iterable[date]) -> Deadline:
    """What a deadline implies now; `days_off` are the days the council lists, of any year."""
    today, last = london_day(now), london_day(due)
    if last <= today:
        return Deadline(due, now, 0)
    off = with_bank_holidays(set(days_off), range(today.year, last.year + 1))
    return Deadline(due, now, working_days_left(today, last, off))
