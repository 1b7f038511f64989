"""Who is told of a clearance or a question by e-mail: a row each, written by what it tells of.

No message has a word of the plan: it says that something waits, and where.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from approvals.models import ClearanceResponse, ClearanceRound, DecisionStep
from approvals.workflow.engine import RecordContext, TransitionContext
from councils.access import access_of
from councils.actions.people import monitoring_officers
from councils.models import Appointment, User
from councils.outbox import queue_message
from councils.roles import MAY, Office, Right
from plans.access import plan_url
from plans.models import Plan
from web.dates import london_day


class NoticeKind(StrEnum):
    """Each is a template in `templates/approvals/mail`."""

    ASKED = "clearance_asked"
    SENT_BACK = "clearance_sent_back"
    ANSWERED = "clearance_answered"
    PUT = "clearance_put"
    WITHDRAWN = "clearance_withdrawn"
    QUESTION = "member_question"
    INTEREST = "member_interest"
    CORRECTED = "member_interest_corrected"
    EMAILED = "answer_by_email"
    DISOWNED = "answer_disowned"


def notify_officers(
    m: TransitionContext, round_: ClearanceRound, clear: Mapping[Office, User]
) -> None:
    """One message to each person, however many offices they are asked in."""
    page = plan_url("move_answer", m.plan)
    for person, role in each_once((person, office) for office, person in clear.items()):
        queue_notice(
            m, NoticeKind.ASKED, person, by=round_.sent_by, role=role, on=round_.due_on, page=page
        )


def notify_of_withdrawal(m: TransitionContext, round_: ClearanceRound) -> None:
    """Everybody asked, answered or not; but not who withdraws it, nor who reads drafts no more."""
    readers = Appointment.objects.current(london_day(m.now)).filter(
        council=m.plan.council, role__in=MAY[Right.READ_DRAFTS], person__is_active=True
    )
    asked = round_.asked.filter(person__in=readers.values("person")).exclude(person=m.act.by)
    page = m.plan.get_absolute_url()
    named = ((one.person, one.office) for one in asked.select_related("person") if one.person)
    for person, role in each_once(named):
        queue_notice(m, NoticeKind.WITHDRAWN, person, by=m.act.by, role=role, page=page)


def each_once(asked: Iterable[tuple[User, Office]]) -> list[tuple[User, str]]:
    """Each person with all the offices they are asked in, in words."""
    offices: dict[User, list[str]] = {}
    for person, office in asked:
        offices.setdefault(person, []).append(office.in_full)
    return [(person, ", ".join(names)) for person, names in offices.items()]


def notify_of_return(m: TransitionContext, given: ClearanceResponse) -> None:
    officer, office = given.answered_by.person, given.asked.office
    page = m.plan.get_absolute_url()
    notify_sender(
        m, given.asked.round, NoticeKind.SENT_BACK, by=officer, role=office.in_full, page=page
    )


def notify_of_emailed_answer(m: TransitionContext, given: ClearanceResponse) -> None:
    """Whose answer it is said to be hears of it at once, and can say that it is not."""
    officer, office = given.answered_by.person, given.asked.office.in_full
    page = disown_page(m.plan, given)
    queue_notice(m, NoticeKind.EMAILED, officer, by=m.act.by, role=office, page=page)


def disown_page(plan: Plan, given: ClearanceResponse) -> str:
    return f"{plan_url('move_disown', plan)}?answer={given.pk}"


def notify_of_disowning(m: RecordContext, given: ClearanceResponse) -> None:
    """Monitoring Officers, and whoever sent the plan and recorded the answer."""
    people = [*monitoring_officers(m.plan.council), given.asked.round.sent_by, given.recorded_by]
    page, office = plan_url("clearance", m.plan), given.asked.office.in_full
    for person in dict.fromkeys(people):
        if person != m.act.by and access_of(person, m.plan.council).may(Right.READ_DRAFTS):
            queue_notice(m, NoticeKind.DISOWNED, person, by=m.act.by, role=office, page=page)


def notify_all_answered(m: TransitionContext, round_: ClearanceRound, *, put: bool) -> None:
    """The last answer came in: the plan is put to its meeting, or waits for somebody to put it."""
    if put:
        page = m.plan.get_absolute_url()
        notify_sender(m, round_, NoticeKind.PUT, on=round_.meets_on, page=page)
    else:
        notify_sender(m, round_, NoticeKind.ANSWERED, page=plan_url("move_put", m.plan))


def notify_of_question(m: RecordContext, step: DecisionStep) -> None:
    """Of a plan entered from the record nobody sent the words, so nobody is told."""
    if step.round:
        page = m.plan.get_absolute_url()
        notify_sender(m, step.round, NoticeKind.QUESTION, by=m.act.by, page=page)


def notify_of_interest(m: RecordContext, *, barred: bool) -> None:
    """Monitoring Officers hear of a member who takes no part, and of one who does after all."""
    kind = NoticeKind.INTEREST if barred else NoticeKind.CORRECTED
    for officer in monitoring_officers(m.plan.council):
        queue_notice(m, kind, officer, by=m.act.by, page=m.plan.get_absolute_url())


def notify_sender(m: RecordContext, round_: ClearanceRound, kind: NoticeKind, **facts: Any) -> None:
    """Unless they did it themselves, or have no part in the council's drafts today."""
    sender = round_.sent_by
    if sender != m.act.by and access_of(sender, m.plan.council).may(Right.READ_DRAFTS):
        queue_notice(m, kind, sender, **facts)


def queue_notice(m: RecordContext, kind: NoticeKind, to: User, **facts: Any) -> None:
    queue_message(kind, council=m.plan.council, to=to, **facts)
