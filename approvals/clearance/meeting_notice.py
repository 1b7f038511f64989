"""Whether there is notice enough for a meeting that a plan is put to, and what was said of it."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from approvals.models import ClearanceRound, DecisionStep, NoticeException, StepPaper
from approvals.models.routes import Route, usual_route
from approvals.papers.notices import Asked, NoticeData, Planned, asked_before
from approvals.workflow.engine import TransitionContext
from councils.governed import governed_as
from councils.meetings import meeting_named, working_in_words
from councils.models import Council, Governance, Meeting
from councils.notice import notice_days
from plans.models import Plan
from web.compiled_queries import prepared
from web.dates import day_in_words, london_day
from web.errors import Refused

Kind = NoticeException.Kind


def planned(
    council: Council, on: date, body: str, route: str, *, today: date, late_item: bool = False
) -> Planned:
    """A meeting or a decision as it is planned: what the law asks of it, and the days counted."""
    asked = asked_of(council, on, body, route)
    return Planned(asked, notice_days(council, on), today, late_item)


def asked_of(
    council: Council,
    on: date,
    body: str,
    route: str,
    kind: DecisionStep.Kind = DecisionStep.Kind.DECIDER,
) -> Asked:
    """What is asked before a body decides on a day, as the council is governed then."""
    known = route if route != Route.NOT_KNOWN else usual_route(council, body)
    return asked_before(governed_as(council, on), Route(known or Route.NOT_KNOWN), kind)


def takes_key_decisions(council: Council, on: date | None) -> bool:
    """Whether a page asks for a key decision: a council with committees has none."""
    return governed_as(council, on or timezone.localdate()) != Governance.Form.COMMITTEES


def notice_in_words(plan: Plan, on: date | None, body: str, route: str) -> str:
    """What has to be out by when for a meeting on a day, "" of none."""
    if on is None:
        return ""
    today, late = timezone.localdate(), has_late_item(plan, on, body)
    meeting = planned(plan.council, on, body, route, today=today, late_item=late)
    said = meeting.in_words
    return f"For {day_in_words(on)}: {said[0].lower()}{said[1:]}" if said else ""


def day_hint(plan: Plan, on: date | None, body: str, route: str) -> str:
    """Beside the box for the day: what has to be out by when, and which meetings still work."""
    return " ".join(filter(None, (notice_in_words(plan, on, body, route), still_open(plan, route))))


def check_notice(
    council: Council,
    on: date,
    body: str,
    route: str,
    said: NoticeData,
    *,
    today: date,
    late_item: bool = False,
) -> None:
    """Refused at the meeting's day where no notice can be in time and nothing allows less."""
    check_takes_place(council, on, body)
    for fault in planned(council, on, body, route, today=today, late_item=late_item).faults(said):
        raise fault


def check_takes_place(council: Council, on: date, body: str) -> None:
    """Refused at its day where the meeting is kept and cancelled."""
    named = meeting_named(council, on, body)
    if named is not None and named.is_cancelled:
        raise Refused(f"{named}, is cancelled. Enter the day of another meeting.", field="meets_on")


def still_open(plan: Plan, route: str) -> str:
    """The meetings by such a route that can still take a plan; "" where people decide alone."""
    due = london_day(plan.due_at) if plan.due_at else None
    kinds = (route,) if route in Meeting.Kind.values else ()
    return working_in_words(plan.council, kinds, deadline=due) if kinds else ""


def is_planned_in_time(round_: ClearanceRound, today: date) -> bool:
    """Whether the last answer may still put a plan to the meeting that its sender named."""
    if round_.meets_on is None:
        return False
    named = meeting_named(round_.plan.council, round_.meets_on, round_.body)
    if named is not None and named.is_cancelled:
        return False
    meeting = planned(
        *(round_.plan.council, round_.meets_on, round_.body, round_.route),
        today=today,
        late_item=has_late_item(round_.plan, round_.meets_on, round_.body),
    )
    return not list(meeting.faults(NoticeData()))


def has_late_item(plan: Plan, on: date, body: str) -> bool:
    """Whether a late item was recorded for this meeting when the plan was sent to it."""
    return bool(said_for_meeting(plan.pk, on, body))


@prepared
def said_for_meeting(plan: int, on: date, body: str) -> QuerySet[NoticeException]:
    return NoticeException.objects.said_for(plan, on, body).order_by()[:1]


def record_late_item(m: TransitionContext, round_: ClearanceRound, said: NoticeData) -> None:
    """Keep what the sender said of the meeting to which the last answer puts the plan."""
    for row in exceptions_in(said):
        write(m, row, round_=round_)


def record_notice(m: TransitionContext, step: DecisionStep, said: NoticeData) -> None:
    """Keep what was said of a step's notice: the papers that are out, and what allows less."""
    for kind, day in (
        (StepPaper.Kind.KEY_NOTICE, said.key_notice_on),
        (StepPaper.Kind.AGENDA, said.agenda_on),
    ):
        if day:
            paper = StepPaper(step=step, kind=kind, published_on=day)
            paper.recorded_at, paper.recorded_by = m.now, m.act.by
            m.act.add(paper)
    for row in exceptions_in(said):
        write(m, row, step=step)


def write(
    m: TransitionContext,
    row: NoticeException,
    *,
    step: DecisionStep | None = None,
    round_: ClearanceRound | None = None,
) -> None:
    row.step, row.round = step, round_
    row.recorded_at, row.recorded_by = m.now, m.act.by
    m.act.add(row)


def exceptions_in(said: NoticeData) -> Iterator[NoticeException]:
    """A row for each of the ways that somebody recorded."""
    if said.has_late_item:
        yield NoticeException(
            kind=Kind.LATE_ITEM,
            agreed_by=said.late_agreed_by,
            on=said.late_agreed_on,
            why=said.late_why,
        )
    if said.has_exception:
        yield NoticeException(
            kind=Kind.GENERAL_EXCEPTION, on=said.exception_on, why=said.exception_why
        )
    if said.has_urgency:
        yield NoticeException(
            kind=Kind.SPECIAL_URGENCY,
            agreed_by=said.urgency_agreed_by,
            on=said.urgency_agreed_on,
            why=said.urgency_why,
        )
