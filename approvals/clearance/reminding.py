"""An officer who has not answered yet is reminded by e-mail: by hand, once a day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from approvals.clearance.notifications import NoticeKind, queue_notice
from approvals.clearance.opening import OPENED
from approvals.clearance.queries import OfficeClearance, later_rounds, still_to_answer
from approvals.models import ClearanceRequest
from approvals.workflow.engine import RecordContext, record_fact, wrong_stage
from councils.access import access_of
from councils.models import MailChoice, User
from councils.record.models import Act
from councils.roles import Right
from plans.access import plan_url
from plans.models import Plan, Stage
from web.dates import london_day, moment_in_words
from web.errors import Refused

REMINDED = "clearance_reminded"


def remind(asked: ClearanceRequest, *, by: User) -> User:
    """Tell whoever is asked that the plan waits for their answer; who was told."""
    plan = asked.round.plan
    with record_fact(plan, by=by, right=Right.WRITE_PLANS, verb="clearance_reminded") as m:
        person = check_may_be_reminded(m, asked)
        m.act.note(asked)
        office = asked.office
        codes = {"role": office.role, "title": office.title, "deputy": False}
        m.act.details = {**codes, "asked": asked.pk}
        on, page = asked.round.due_on, plan_url("move_answer", m.plan)
        queue_notice(m, NoticeKind.REMINDER, person, role=office.in_full, on=on, page=page)
    return person


def check_may_be_reminded(m: RecordContext, asked: ClearanceRequest) -> User:
    """Whoever is named and waited for, was not reminded today, and wants to be."""
    if m.plan.stage != Stage.CLEARANCE:
        raise wrong_stage(m.plan)
    if later_rounds(m.plan.pk, asked.round.number):
        raise Refused("The plan was sent for clearance again since.", code="round_over")
    waiting = still_to_answer(asked.round_id)
    if asked not in waiting:
        raise Refused(f"The {asked.office.in_full} has answered.")
    if any(one.turn < asked.turn for one in waiting):
        raise Refused(f"The {asked.office.in_full} is asked once those before have answered.")
    person = asked.person
    if person is None:
        raise Refused("Nobody is named for this role.")
    if access_of(person, m.plan.council).held_as(asked.office) is None:
        raise Refused(f"{person.name} holds this role no more. Send the plan again to another.")
    if MailChoice.objects.is_declined(NoticeKind.REMINDER, by=person.pk):
        raise Refused(f"{person.name} has turned these e-mails off. Speak to them.")
    before = last_reminders(m.plan).get(asked.pk)
    if before is not None and is_today(before, m.now):
        clock = timezone.localtime(before.at).strftime("%H:%M")
        raise Refused(
            f"{person.name} was reminded today at {clock}, by {before.actor.name or 'somebody'}. "
            "You can remind them again from tomorrow."
        )
    return person


def with_reminders(
    plan: Plan, clearances: tuple[OfficeClearance, ...], *, now: datetime, offered: bool
) -> tuple[OfficeClearance, ...]:
    """Each that waits, with when they first looked and were last reminded; one query if any does.

    `offered` to whoever may remind them: an author, while the plan is in clearance.
    """
    if all(one.is_answered for one in clearances):
        return clearances
    reminded, opened = reminders_and_openings(plan)
    return tuple(
        one
        if one.is_answered
        else replace(
            told_of(one, reminded.get(one.asked), now, offered),
            opened=opened_in_words(opened.get(one.asked), one),
        )
        for one in clearances
    )


def opened_in_words(first: Act | None, one: OfficeClearance) -> str:
    """ "Opened by A Deputy, 3 June 2026 at 2:14pm"; without the name of whoever was asked."""
    if first is None:
        return ""
    name = first.actor.name
    by = f" by {name}," if name and name != one.person else ""
    return f"Opened{by} {moment_in_words(first.at)}"


def told_of(
    one: OfficeClearance, last: Act | None, now: datetime, offered: bool
) -> OfficeClearance:
    waits = offered and bool(one.person) and one.ended is None and not one.after
    if last is None:
        return replace(one, may_be_reminded=waits)
    said = f"Reminded by {last.actor.name or 'somebody'}, {moment_in_words(last.at)}"
    return replace(one, reminded=said, may_be_reminded=waits and not is_today(last, now))


def is_today(act: Act, now: datetime) -> bool:
    """Whether it was on the same day in London."""
    return london_day(act.at) == london_day(now)


def last_reminders(plan: Plan) -> Mapping[int, Act]:
    """When somebody was last reminded, by the key of what they are asked; one query."""
    return reminders_and_openings(plan)[0]


def reminders_and_openings(plan: Plan) -> tuple[Mapping[int, Act], Mapping[int, Act]]:
    """The last reminder, and when the words were first opened to answer, by the key of what is
    asked; one query."""
    acts = Act.objects.filter(plan=plan.pk, verb__in=(REMINDED, OPENED)).select_related("actor")
    rows = list(acts.order_by("sequence"))
    reminded = {act.details["asked"]: act for act in rows if act.verb == REMINDED}
    return reminded, {act.details["asked"]: act for act in rows[::-1] if act.verb == OPENED}
