"""From a deadline backwards: by which day each thing must be done, and whether a meeting fits.

Pure. Which notices a route asks for, and in whose words that is told, is decided in
`approvals.timetable`; what is counted here is only days.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from councils.calendar.call_in import CallInWindow, call_in_window
from councils.calendar.days import A_DAY, Basis, counted_after, counted_before, working_day_by
from councils.calendar.notice import (
    GENERAL_EXCEPTION_DAYS,
    latest_agenda,
    latest_key_decision_notice,
    latest_notice,
)


@dataclass(frozen=True, slots=True)
class CallInRules:
    """How a council counts call-in; `from_decision` where it does not begin with the notice."""

    length: int
    basis: Basis
    from_decision: bool
    effect: Basis

    def window(self, start: date, days_off: Container[date]) -> CallInWindow:
        return call_in_window(start, self.length, self.basis, days_off)

    def effective_from(self, start: date, days_off: Container[date]) -> date:
        return self.window(start, days_off).effective_from(self.effect)


@dataclass(frozen=True, slots=True)
class Rules:
    """What is counted for one way to a decision in one council.

    `key` is how the 28 days of a key decision are counted; None where whoever decides takes none.
    The last three are working days that the council itself set: how long after a decision its
    notice is out, how long before the agenda the report is handed over, and how long clearing
    takes. None: it set none, and nothing is counted by it.
    """

    days_off: Container[date]
    call_in: CallInRules | None
    agenda: bool
    key: Basis | None
    notice_after: int | None = None
    despatch: int | None = None
    clearing: int | None = None

    @property
    def begins_with_notice(self) -> bool:
        return self.call_in is not None and not self.call_in.from_decision


@dataclass(frozen=True, slots=True)
class LastDays:
    """The last day in time for each; None where no rule counts one.

    `on` is the day of the decision that agenda, key decision notice, report and clearances are
    counted from: the one planned, or else the last.
    """

    on: date
    submitted: date
    effective: date
    call_in_over: date | None
    notice: date | None
    decision: date
    agenda: date | None
    key: date | None
    despatched: date | None
    cleared: date
    drafted: date | None


def backwards(rules: Rules, deadline: date, planned: date | None = None) -> LastDays:
    """Every last day before a deadline; what comes before the decision from a `planned` day."""
    start = latest_start(rules, deadline)
    decision = latest_decision(rules, deadline)
    on = planned or decision
    off = rules.days_off
    agenda = latest_agenda(on, off).latest if rules.agenda else None
    # Whoever decides without an agenda has the report when they decide.
    before = agenda or working_day_by(on, off)
    despatched = earlier(before, rules.despatch, off) if rules.agenda else None
    cleared = despatched or before
    return LastDays(
        on=on,
        submitted=deadline,
        effective=deadline,
        call_in_over=rules.call_in.window(start, off).last_day if rules.call_in else None,
        notice=start if rules.begins_with_notice else None,
        decision=decision,
        agenda=agenda,
        key=latest_key_decision_notice(on, rules.key, off).latest if rules.key else None,
        despatched=despatched,
        cleared=cleared,
        drafted=earlier(cleared, rules.clearing, off),
    )


def earlier(day: date, working_days: int | None, days_off: Container[date]) -> date | None:
    """So many working days before a day; None where nobody set how many."""
    if working_days is None:
        return None
    counted = counted_before(day, working_days, "working", days_off)
    return counted[0] if counted else day


def latest_start(rules: Rules, deadline: date) -> date:
    """The last working day on which call-in may begin and still be over by a deadline.

    Without call-in what is decided stands at once: the last working day by the deadline.
    """
    day = working_day_by(deadline, rules.days_off)
    while rules.call_in and rules.call_in.effective_from(day, rules.days_off) > deadline:
        day = working_day_by(day - A_DAY, rules.days_off)
    return day


def latest_decision(rules: Rules, deadline: date) -> date:
    """The last working day to decide, with the notice as soon as the council has it out."""
    day = start = latest_start(rules, deadline)
    while notice_after(rules, day) > start:
        day = working_day_by(day - A_DAY, rules.days_off)
    return day


def notice_after(rules: Rules, decided: date) -> date:
    """The day call-in begins of what is decided on a day, by the council's own practice."""
    if not (rules.begins_with_notice and rules.notice_after):
        return decided
    return counted_after(decided, rules.notice_after, "working", rules.days_off)[-1]


def effective_after(rules: Rules, decided: date, notice: date | None = None) -> date:
    """The day on which a decision stands; without a day of its notice, by the usual practice."""
    if rules.call_in is None:
        return decided
    begins = decided if rules.call_in.from_decision else notice or notice_after(rules, decided)
    return rules.call_in.effective_from(begins, rules.days_off)


@dataclass(frozen=True, slots=True)
class Fit:
    """How a meeting, or a decision, on the day `on` fits a deadline.

    `stands` is when it takes effect with the usual notice; `notice_by` the last day of a notice
    that is still in time, where call-in begins with it. `agenda` and `key` as in `LastDays`.
    """

    on: date
    deadline: date
    today: date
    stands: date
    notice_by: date | None
    agenda: date | None
    key: date | None

    @property
    def is_gone(self) -> bool:
        return self.on < self.today

    @property
    def is_after(self) -> bool:
        return self.on > self.deadline

    @property
    def is_in_time(self) -> bool:
        """Whether what is decided then can stand by the deadline at all."""
        if self.is_after:
            return False
        return self.on <= self.notice_by if self.notice_by else self.stands <= self.deadline

    @property
    def agenda_is_late(self) -> bool:
        return self.agenda is not None and self.agenda < self.today

    @property
    def key_is_late(self) -> bool:
        return self.key is not None and self.key < self.today

    @property
    def works(self) -> bool:
        """Whether it is to come, in time, and its agenda can still be out in time."""
        return self.is_in_time and not self.is_gone and not self.agenda_is_late


def fit(rules: Rules, on: date, deadline: date, today: date) -> Fit:
    found = backwards(rules, deadline, on)
    return Fit(
        on=on,
        deadline=deadline,
        today=today,
        stands=effective_after(rules, on),
        notice_by=found.notice,
        agenda=found.agenda,
        key=found.key,
    )


@dataclass(frozen=True, slots=True)
class Bought:
    """What each exception would change for a decision on the day `on`.

    `general_exception` is the last day of that notice; `without_call_in` the last day to decide
    if the decision is exempt; `extension` the first deadline by which it would stand.
    """

    on: date
    general_exception: date | None
    without_call_in: date | None
    extension: date


def bought(rules: Rules, deadline: date, on: date) -> Bought:
    off = rules.days_off
    general = latest_notice(on, GENERAL_EXCEPTION_DAYS, "working", off).latest
    return Bought(
        on=on,
        general_exception=general if rules.key else None,
        without_call_in=working_day_by(deadline, off) if rules.call_in else None,
        extension=effective_after(rules, on),
    )
