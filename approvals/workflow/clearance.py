"""Clearance: send plan and report together, withdraw, put to decision."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from approvals.clearances import newest_round
from approvals.models import Asked, ReportVersion, Round, Step
from approvals.workflow.asking import Terms, check_can_be_sent
from approvals.workflow.moving import Moving, Seen, london, moving
from approvals.workflow.reporting import ImplicationTyped, freeze_report, write_report
from approvals.workflow.telling import tell_it_was_withdrawn, tell_those_asked
from councils.errors import Refused
from councils.models import User
from councils.prepared import prepared
from councils.roles import Office
from plans.models import Plan
from plans.versions import freeze


def send(
    plan: Plan,
    *,
    by: User,
    seen: Seen,
    report: Mapping[str, Any],
    implications: Iterable[ImplicationTyped],
    clear: Mapping[Office, User],
    terms: Terms,
    reason: str = "",
    revision: int | None = None,
) -> Round:
    """Freeze plan and report together and ask the officers in `clear`, by their office.

    The plan's words are those the page showed (`seen.plan`), and so is the report it began from
    (`revision`). Refused while a theme has no text.
    """
    reason = reason.strip() or "For the officers to clear"
    with moving("send", plan, by=by, seen=seen, reason=reason) as m:
        check_can_be_sent(m, clear, terms)
        version = freeze(m.words_shown(seen), plan=m.plan, act=m.act, reason=reason)
        working = write_report(m, report, implications, revision)
        frozen = freeze_report(m, working, version, terms.body)
        round_ = open_round(m, frozen, terms)
        for office, person in clear.items():
            m.act.add(Asked(round=round_, role=office.role, title=office.title, person=person))
        tell_those_asked(m, round_, clear)
    return round_


def open_round(m: Moving, report: ReportVersion, terms: Terms) -> Round:
    """The next round, in which this report is asked about together with its plan."""
    newest = m.plan.rounds.first()
    round_ = Round(
        plan=m.plan,
        number=newest.number + 1 if newest else 1,
        version=report.version,
        report=report,
        sent_by=m.act.by,
        sent_at=m.now,
        due_on=terms.due_on,
        body=terms.body,
        meets_on=terms.meets_on,
        then_put=terms.then_put and terms.meets_on is not None,
    )
    m.act.add(round_)
    return round_


def withdraw(plan: Plan, *, by: User, seen: Seen, reason: str) -> None:
    """Take a plan back to its author, from clearance or from decision, for a reason.

    Those who were asked to clear it are told that nothing is asked of them any more.
    """
    if not reason.strip():
        raise Refused("Say why it is withdrawn.", field="reason")
    with moving("withdraw", plan, by=by, seen=seen, reason=reason) as m:
        tell_it_was_withdrawn(m, newest_round(m.plan))


def put(plan: Plan, *, by: User, seen: Seen, body: str, meets_on: date, item: str = "") -> Step:
    """Put the cleared words to a meeting; every required role has answered.

    An objection does not stop it: it goes to members in its public words.
    """
    with moving("put", plan, by=by, seen=seen, reason=f"For {body} on {meets_on:%-d %B %Y}") as m:
        round_ = newest_round(m.plan)
        m.check_words(seen.plan, round_.version.digest)
        check_everybody_answered(round_)
        return put_step(m, body, meets_on, round_, item=item)


def check_everybody_answered(round_: Round) -> None:
    if waiting := still_to_answer(round_.pk):
        raise Refused(f"Still to answer: {', '.join(asked.office.name for asked in waiting)}.")


def put_step(m: Moving, body: str, meets_on: date | None, round_: Round, *, item: str = "") -> Step:
    if meets_on is None:
        raise Refused("Enter the date of the meeting.", field="meets_on")
    if meets_on < london(round_.sent_at):
        raise Refused("The meeting is before the plan was sent for clearance.", field="meets_on")
    step = Step(
        plan=m.plan,
        place=next_place(m.plan.pk),
        body=body,
        meets_on=meets_on,
        item=item,
        round=round_,
        put_at=m.now,
    )
    m.act.add(step)
    return step


def next_place(plan: int) -> int:
    """Where the next step of a plan's decision stands, from 1."""
    last = last_step_of(plan)
    return last[0].place + 1 if last else 1


def last_step_of(plan: int) -> list[Step]:
    return list(Step.objects.filter(plan=plan).order_by("-place")[:1])


def later_rounds(plan: int, number: int) -> list[Round]:
    """Rounds in which a plan was sent again after one of this number."""
    return list(Round.objects.filter(plan=plan, number__gt=number).order_by())


@prepared
def still_to_answer(round_: int) -> QuerySet[Asked]:
    """The offices asked in a round that have given no answer."""
    return Asked.objects.filter(round=round_, answers=None).order_by("pk")
