"""The dated line: how far a plan is from its draft to its submission, by when, and who has it.

It says what was recorded and what a rule counts, and asks nobody for anything: what waits for
whom is the table of `dashboard.next_actions`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from approvals.models.routes import Route
from approvals.timetable.rows import Code
from councils.calendar.backwards import LastDays, backwards
from councils.roles import Role
from dashboard.plan_overview import PlanOverview
from dashboard.plan_state import DECIDED
from dashboard.timetable.schedule import Schedule, call_in_is_unknown, schedule_of
from plans.models import Stage
from web.dates import day_in_words, london_day


class State(StrEnum):
    """Each has its colour in `static/css/components.css`; no tag where nothing is to be done."""

    DONE = "done"
    UNDER_WAY = "under_way"
    NEEDS_YOU = "needs_you"
    TO_COME = "to_come"
    LATE = "late"
    NONE = ""


WORDS = {
    State.DONE: "Done",
    State.UNDER_WAY: "Under way",
    State.NEEDS_YOU: "Needs you",
    State.TO_COME: "To come",
    State.LATE: "Late",
}
# At which part of the line the next action of somebody stands, by its code.
NEEDED_AT = {
    "put_right": "Draft",
    "put_right_refused": "Draft",
    "send_put_right": "Draft",
    "answer": "Clear",
    "own_answer": "Clear",
    "send_again": "Clear",
    "put": "Clear",
    "sign": "Decision",
    "read_put": "Decision",
    "answer_question": "Decision",
    "record": "Decision",
    "call_in": "Call-in",
    "call_in_heard": "Call-in",
    "notice_day": "Call-in",
    "publish": "Publish",
    "publish_noted": "Publish",
    "submit": "Submit",
    "submit_noted": "Submit",
    "replace": "Submit",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the line; `when` is a day in words, `holder` who has it while it is not done."""

    name: str
    state: State
    when: str = ""
    holder: str = ""
    said: str = ""

    @property
    def words(self) -> str:
        return self.said or WORDS.get(self.state, "")

    @property
    def who(self) -> str:
        """Who has it now, or should have had; not told to whoever it waits for."""
        return self.holder if self.state in (State.UNDER_WAY, State.LATE) else ""


AUTHOR, CLERKS = Role.AUTHOR.label, Role.DEMOCRATIC_SERVICES.label
STAGES = (Stage.DRAFTING, Stage.CLEARANCE, Stage.DECISION, Stage.ENDORSED)


def schedule_of_open(overview: PlanOverview, now: datetime) -> Schedule | None:
    """None once a plan is monitored or closed: then its dates are history."""
    return schedule_of(overview, now) if overview.state.stage in STAGES else None


def line_of(overview: PlanOverview, schedule: Schedule) -> tuple[Part, ...]:
    if overview.state.stage not in STAGES:
        return ()
    return tuple(Line(overview, schedule).each())


def by_day(last: date | None) -> str:
    """ "by 11 July 2024", or nothing where no last day is counted."""
    return f"by {day_in_words(last)}" if last else ""


class Line:
    """The parts of one plan's line, from what was recorded and what its rules count."""

    def __init__(self, overview: PlanOverview, schedule: Schedule) -> None:
        self.overview, self.schedule = overview, schedule
        self.state, self.today, self.done = overview.state, overview.today, schedule.done
        due = schedule.due
        self.last: LastDays | None = (
            backwards(schedule.rules, due, schedule.meets_on) if due else None
        )
        action = overview.next
        self.needed = NEEDED_AT.get(action.code, "") if action.waits else ""

    def each(self) -> Iterator[Part]:
        yield self.draft()
        yield self.clearance()
        yield self.agenda()
        yield self.decision()
        yield self.call_in()
        yield self.effect()
        yield self.publication()
        yield self.submission()

    def last_of(self, name: str) -> date | None:
        """The last day of something in time; None where none is counted."""
        return getattr(self.last, name, None)

    def draft(self) -> Part:
        now, last = self.state.stage == Stage.DRAFTING, self.last_of("drafted")
        return self.part("Draft", Code.DRAFT, last, AUTHOR, is_done=not now, now=now)

    def clearance(self) -> Part:
        now, last = self.state.stage == Stage.CLEARANCE, self.last_of("cleared")
        is_done = not now and self.state.stage != Stage.DRAFTING
        if is_done and not self.schedule.was_cleared:
            return Part("Clear", State.NONE, said="Not recorded")
        holder = self.who_clears if now else ""
        return self.part("Clear", Code.CLEAR, last, holder, is_done=is_done, now=now)

    def part(
        self,
        name: str,
        code: Code,
        last: date | None,
        holder: str,
        *,
        is_done: bool,
        now: bool,
    ) -> Part:
        """Done on a day, or late, under way or to come by one."""
        if is_done:
            return Part(name, State.DONE, day_in_words(self.done.get(code)))
        by = by_day(last)
        if last and last < self.today:
            return Part(name, State.LATE, by, holder)
        if not now:
            return Part(name, State.TO_COME, by, holder)
        state = State.NEEDS_YOU if self.needed == name else State.UNDER_WAY
        return Part(name, state, by, holder)

    def to_come(self, name: str, last: date | None) -> Part:
        """What follows from a decision is no later than that; a day gone by is not told."""
        can_be_met = last is not None and last >= self.today
        return Part(name, State.TO_COME, by_day(last) if can_be_met else "")

    @property
    def who_clears(self) -> str:
        """The offices that have not answered; once they have, whoever puts it to the meeting."""
        waiting = self.state.clearing.waiting if self.state.clearing else ()
        offices = [one.role_name for one in waiting]
        if len(offices) > 2:
            return f"{len(offices)} officers"
        return " and ".join(offices) or CLERKS

    def agenda(self) -> Part:
        """Its day is known where its paper was recorded; that it was not is no lateness."""
        if not self.schedule.rules.agenda:
            return Part("Agenda", State.NONE, said="None: no meeting decides")
        last = self.last_of("agenda")
        put = self.state.stage in (Stage.DECISION, *DECIDED)
        is_past = self.schedule.decision is not None or bool(last and last < self.today)
        if put and is_past and Code.AGENDA not in self.done:
            return Part("Agenda", State.NONE, said="Not recorded")
        is_out = Code.AGENDA in self.done
        return self.part("Agenda", Code.AGENDA, last, CLERKS, is_done=is_out, now=put)

    def decision(self) -> Part:
        made, meets = self.schedule.decision, self.schedule.meets_on
        if made is not None:
            noted = "" if made.endorses else made.get_outcome_display()
            return Part("Decision", State.DONE, day_in_words(made.decided_on), said=noted)
        last = self.last_of("decision")
        # Before a body that advises it is not decided yet.
        is_put = self.state.open_step is not None and self.state.open_step.decides
        step = self.state.open_step if is_put else None
        body = step.body if step else self.schedule.way.council.cabinet_word
        if step is None and self.schedule.way.route != Route.CABINET:
            body = ""
        if not meets:
            return self.part(
                "Decision", Code.DECISION, last, body, is_done=False, now=step is not None
            )
        if self.schedule.cancelled:
            return Part("Decision", State.LATE, day_in_words(meets), body, said="Cancelled")
        state = State.UNDER_WAY if step else State.TO_COME
        if meets < self.today or (last and last < meets):
            state = State.LATE
        elif step and self.needed == "Decision":
            state = State.NEEDS_YOU
        return Part("Decision", state, day_in_words(meets), body)

    def call_in(self) -> Part:
        made, rules = self.schedule.decision, self.schedule.rules
        if made is None or not made.endorses:
            if rules.call_in is None or made is not None:
                return Part("Call-in", State.NONE, said="Does not apply")
            return self.to_come("Call-in", self.last_of("call_in_over"))
        if call_in_is_unknown(made):
            return Part("Call-in", State.NONE, said="Not known")
        if made.call_in_exempt_why.strip():
            return Part("Call-in", State.NONE, said="Exempt")
        if rules.call_in is None:
            return Part("Call-in", State.NONE, said="Does not apply")
        if self.state.held:
            state = State.NEEDS_YOU if self.needed == "Call-in" else State.UNDER_WAY
            return Part("Call-in", state, holder="Scrutiny", said="Called in")
        ends = made.period.ends_at if made.period else None
        is_over = Code.CALL_IN in self.done or Code.EFFECT in self.done
        last = london_day(ends) if ends else None
        return self.part("Call-in", Code.CALL_IN, last, "", is_done=is_over, now=True)

    def effect(self) -> Part:
        made, due = self.schedule.decision, self.schedule.due
        if made is None:
            return self.to_come("In effect", self.last_of("effective"))
        if not made.endorses:
            return Part("In effect", State.NONE, said="Does not apply")
        stands = self.schedule.stands
        if stands is None and call_in_is_unknown(made):
            return Part("In effect", State.NONE, said="Not known")
        if stands and stands <= self.today and not self.state.held:
            return Part("In effect", State.DONE, day_in_words(stands))
        is_after = bool(stands and due and stands > due)
        state = State.LATE if is_after else State.TO_COME
        return Part("In effect", state, day_in_words(stands))

    def publication(self) -> Part:
        public, made = self.overview.leaving.publication, self.schedule.decision
        if self.state.is_published and public:
            return Part("Publish", State.DONE, day_in_words(public.stated_at))
        if made is None:
            return Part("Publish", State.TO_COME, holder=CLERKS)
        state = State.NEEDS_YOU if self.needed == "Publish" else State.UNDER_WAY
        return Part("Publish", state, holder=CLERKS)

    def submission(self) -> Part:
        plan, due = self.state.plan, self.schedule.due
        sent = self.done.get(Code.SUBMIT)
        if sent or plan.earlier_in_words:
            is_after = bool(sent and due and sent > due)
            state = State.LATE if is_after else State.DONE
            return Part("Submit", state, day_in_words(sent), said="Sent late" if is_after else "")
        waiting = self.state.submission
        if waiting is not None and not waiting.went:
            return Part("Submit", State.UNDER_WAY, said="Waiting to be sent")
        now = self.state.stage in DECIDED and self.state.may_be_sent(self.today)
        return self.part("Submit", Code.SUBMIT, due, AUTHOR, is_done=False, now=now)
