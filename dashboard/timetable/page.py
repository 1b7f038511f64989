"""What the page of a plan's timetable shows, as it stands or as somebody asked what if."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from approvals.models.routes import Route
from approvals.timetable.meetings import MeetingRow, rows_of_meetings
from approvals.timetable.remedies import Remedy, exceptions_of
from approvals.timetable.rows import Code, Row, in_working_days, rows_of
from approvals.timetable.rules import rules_for
from councils.calendar import next_working_day, working_days_left
from councils.calendar.backwards import Fit, LastDays, backwards, bought, effective_after, fit
from councils.fits import fit_in_words, late_papers
from dashboard.timetable.forms import WhatIfForm
from dashboard.timetable.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Shown:
    """A row as the page has it: `left` in words, `done` the day on which it happened."""

    row: Row
    left: str
    done: date | None

    @property
    def is_open(self) -> bool:
        """Whether its day is still to be kept."""
        settled = ("", UNRECORDED, DONE_UNDATED, WAITS, DOES_NOT_APPLY)
        return self.done is None and self.left not in settled

    @property
    def is_late(self) -> bool:
        return self.left == GONE and self.done is None

    @property
    def was_late(self) -> bool:
        return bool(self.done and self.row.last and self.done > self.row.last)


GONE = "This day has gone by"
UNRECORDED = "Day not recorded"
DONE_UNDATED = "Done, on a day that is not recorded"
WAITS = "Waiting to be sent"
DOES_NOT_APPLY = "Does not apply"


@dataclass(frozen=True)
class Timetable:
    """Counted on a day, from `due`; `on` is the day planned, `notice_on` that of its notice."""

    schedule: Schedule
    today: date
    due: date
    on: date | None
    notice_on: date | None

    @cached_property
    def days(self) -> LastDays:
        return backwards(self.schedule.rules, self.due, self.on)

    @cached_property
    def rows(self) -> tuple[Shown, ...]:
        schedule = self.schedule
        rows = rows_of(schedule.way, schedule.rules, self.days, self.whose_deadline)
        return tuple(Shown(row, self.left(row), schedule.done.get(row.code)) for row in rows)

    @property
    def whose_deadline(self) -> str:
        if self.due != self.schedule.due:
            return "The day that you asked about."
        if self.schedule.is_extended:
            return "The deadline as it was extended."
        return "The deadline of the commission."

    def left(self, row: Row) -> str:
        if row.last is None or row.code in self.schedule.done:
            return ""
        if self.schedule.leaves_out(row.code):
            return DOES_NOT_APPLY
        if row.code == Code.CLEAR and self.schedule.was_cleared:
            return DONE_UNDATED
        if row.code == Code.SUBMIT and self.schedule.waits_to_be_sent:
            return WAITS
        if row.last < self.today:
            return UNRECORDED if row.code in self.schedule.behind else GONE
        if row.last == self.today:
            return "Today"
        return in_working_days(
            working_days_left(self.today, row.last, self.schedule.rules.days_off)
        )

    @property
    def last_decision(self) -> date:
        return self.days.decision

    @property
    def decision_is_gone(self) -> bool:
        return self.days.decision < self.today and Code.DECISION not in self.schedule.done

    @cached_property
    def fit(self) -> Fit | None:
        """How the day planned fits; None once it was decided or closed, or while no day is.

        Nor does one fit whose meeting is cancelled, though one may ask about another that day.
        """
        decided = Code.DECISION in self.schedule.done
        if self.on is None or decided or self.schedule.is_closed:
            return None
        if self.schedule.cancelled and self.on == self.schedule.meets_on:
            return None
        return fit(self.schedule.rules, self.on, self.due, self.today)

    @property
    def verdict(self) -> str:
        return fit_in_words(self.fit) if self.fit else ""

    @property
    def late(self) -> list[str]:
        return [*late_papers(self.fit)] if self.fit else []

    @property
    def stands(self) -> date | None:
        """When it takes effect, with its notice out on the day somebody asked about."""
        if self.notice_on is None or not self.schedule.rules.begins_with_notice:
            return None
        return effective_after(self.schedule.rules, self.days.on, self.notice_on)

    @property
    def notice_changes_nothing(self) -> bool:
        """Whether somebody asked about a day of the notice on which nothing hangs."""
        return self.notice_on is not None and not self.schedule.rules.begins_with_notice

    @property
    def stands_in_time(self) -> bool:
        return self.stands is not None and self.stands <= self.due

    @cached_property
    def meetings(self) -> list[MeetingRow]:
        """Those that the council keeps; none once it was decided or closed."""
        if self.schedule.decision is not None or self.schedule.is_closed:
            return []
        return rows_of_meetings(self.schedule.way, self.schedule.rules, self.due, self.today)

    @property
    def exceptions(self) -> list[Remedy]:
        """None once it was decided or closed: then nothing is to be had any more.

        Where no day is planned and the last is gone, for a decision on the next working day.
        """
        if self.schedule.decision is not None or self.schedule.is_closed:
            return []
        rules, days = self.schedule.rules, self.days
        if self.on is None and days.on < self.today:
            days = backwards(rules, self.due, next_working_day(self.today, rules.days_off))
        found = bought(rules, self.due, days.on)
        return [*exceptions_of(self.schedule.way, rules, days, found, self.today)]


def timetable_of(schedule: Schedule, form: WhatIfForm, today: date) -> Timetable | None:
    """As it stands but for what the form asks; None where there is no day to count back from."""
    asked = {name: form.asked(name) for name in ("due", "meets_on", "notice_on")}
    due = asked["due"] or schedule.due
    if due is None:
        return None
    if form.asks:
        schedule = otherwise(schedule, form.cleaned_data["route"])
    on = asked["meets_on"] or schedule.meets_on
    return Timetable(schedule, today, due, on, asked["notice_on"])


def otherwise(schedule: Schedule, route: str) -> Schedule:
    """By another way to the decision, or as before."""
    if not route or route == schedule.way.route:
        return schedule
    way = replace(schedule.way, route=Route(route), body="")
    rules = rules_for(way.council, way.governance, way.route, schedule.rules.days_off)
    return replace(schedule, way=way, rules=rules)
