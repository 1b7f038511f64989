"""Who is told of a clearance or a question by e-mail: a row each, written by what it tells of.

No message has a word of the plan but its title: it says that something waits, and where.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Any

from approvals.clearance.queries import newest_responses, newest_round
from approvals.models import ClearanceRequest, ClearanceResponse, ClearanceRound, DecisionStep
from approvals.workflow.engine import RecordContext, TransitionContext
from councils.access import access_of
from councils.actions.people import monitoring_officers
from councils.models import User
from councils.roles import Office, Right, Role
from plans.access import plan_url
from plans.models import Plan, Stage
from plans.notifications import holders, tell_of_plan, who_may
from web.dates import day_in_words


class NoticeKind(StrEnum):
    """Each is a template in `templates/approvals/mail`."""

    ASKED = "clearance_asked"
    CARRIED = "clearance_carried"
    REMINDER = "clearance_reminder"
    SENT_BACK = "clearance_sent_back"
    ANSWERED = "clearance_answered"
    PUT = "clearance_put"
    RETURNED = "clearance_returned"
    WITHDRAWN = "clearance_withdrawn"
    OVERTAKEN = "clearance_overtaken"
    REPLACED = "clearance_replaced"
    QUESTION = "member_question"
    INTEREST = "member_interest"
    CORRECTED = "member_interest_corrected"
    MEETING_AHEAD = "meeting_ahead"
    EMAILED = "answer_by_email"
    DISOWNED = "answer_disowned"


def notify_officers(
    m: TransitionContext, round_: ClearanceRound, clear: Mapping[Office, User]
) -> None:
    """One message to each person, however many offices they are asked in."""
    page, meets = plan_url("move_answer", m.plan), round_.meets_on
    meeting = f"{round_.body}, {day_in_words(meets)}" if meets else ""
    for person, role in each_once((person, office) for office, person in clear.items()):
        facts = {"role": role, "on": round_.due_on, "page": page, "meeting": meeting}
        queue_notice(m, NoticeKind.ASKED, person, **facts)


def notify_of_withdrawal(m: TransitionContext) -> None:
    tell_all_asked(m, NoticeKind.WITHDRAWN, newest_round(m.plan))


def notify_of_overtaking(m: TransitionContext) -> None:
    """Where its newest round was still of use: those asked before a decision was made."""
    if m.plan.stage in (Stage.CLEARANCE, Stage.DECISION) and m.plan.rounds.exists():
        tell_all_asked(m, NoticeKind.OVERTAKEN, newest_round(m.plan))


def notify_of_sending_again(m: TransitionContext, before: ClearanceRound | None) -> None:
    """Those asked in the round that this one takes the place of, but who are asked again."""
    if before is not None and m.plan.stage == Stage.CLEARANCE:
        again = m.plan.rounds.exclude(pk=before.pk).order_by("-number")[:1]
        asked = ClearanceRequest.objects.filter(round__in=again).values_list("person", flat=True)
        tell_all_asked(m, NoticeKind.REPLACED, before, but=set(asked))


def notify_of_meeting_ahead(m: TransitionContext, round_: ClearanceRound) -> None:
    """Democratic services hear which meeting the sender has in mind, if they named one."""
    if round_.meets_on is not None:
        services = holders(m.plan, [Role.DEMOCRATIC_SERVICES])
        on, body = round_.meets_on, round_.body
        tell_of_plan(m.plan, NoticeKind.MEETING_AHEAD, services, by=m.act.by, on=on, body=body)


def tell_all_asked(
    m: TransitionContext, kind: NoticeKind, round_: ClearanceRound, *, but: Collection[int] = ()
) -> None:
    """Everybody asked, and what it means for each: answered or not.

    Not who did it, nor who reads drafts no more.
    """
    readers = {person.pk for person in who_may(m.plan, Right.READ_DRAFTS)}
    asked: dict[User, list[tuple[Office, bool]]] = {}
    for one, answer in newest_responses(round_):
        if one.person and one.person_id in readers and one.person_id not in but:
            asked.setdefault(one.person, []).append((one.office, answer is not None))
    for person, offices in asked.items():
        tell_of_plan(
            m.plan,
            kind,
            [person],
            by=m.act.by,
            role=", ".join(office.in_full for office, _ in offices),
            answered=all(given for _, given in offices),
            partly=any(given for _, given in offices),
        )


def each_once(asked: Iterable[tuple[User, Office]]) -> list[tuple[User, str]]:
    """Each person with all the offices they are asked in, in words."""
    offices: dict[User, list[str]] = {}
    for person, office in asked:
        offices.setdefault(person, []).append(office.in_full)
    return [(person, ", ".join(names)) for person, names in offices.items()]


def notify_of_return(m: TransitionContext, given: ClearanceResponse) -> None:
    """Whoever sent it is told to put it right, everybody else asked that it waits no more."""
    officer, office, round_ = given.answered_by.person, given.asked.office, given.asked.round
    told = {officer.pk, round_.sent_by_id}
    tell_all_asked(m, NoticeKind.RETURNED, round_, but=told)
    notify_sender(m, round_, NoticeKind.SENT_BACK, officer=officer.name, role=office.in_full)


def notify_of_emailed_answer(m: TransitionContext, given: ClearanceResponse) -> None:
    """Whose answer it is said to be hears of it at once, and can say that it is not."""
    officer, office = given.answered_by.person, given.asked.office.in_full
    page = disown_page(m.plan, given)
    queue_notice(m, NoticeKind.EMAILED, officer, role=office, page=page)


def disown_page(plan: Plan, given: ClearanceResponse) -> str:
    return f"{plan_url('move_disown', plan)}?answer={given.pk}"


def notify_of_disowning(m: RecordContext, given: ClearanceResponse) -> None:
    """Monitoring Officers, and whoever sent the plan and recorded the answer."""
    people = [*monitoring_officers(m.plan.council), given.asked.round.sent_by, given.recorded_by]
    page, office = plan_url("clearance", m.plan), given.asked.office.in_full
    for person in dict.fromkeys(people):
        if person != m.act.by and access_of(person, m.plan.council).may(Right.READ_DRAFTS):
            queue_notice(m, NoticeKind.DISOWNED, person, role=office, page=page)


def notify_all_answered(m: TransitionContext, round_: ClearanceRound, *, put: bool) -> None:
    """The last answer came in: the plan is put to its meeting, or waits for somebody to put it."""
    if put:
        notify_sender(m, round_, NoticeKind.PUT, on=round_.meets_on)
    else:
        notify_sender(m, round_, NoticeKind.ANSWERED, page=plan_url("move_put", m.plan))


def notify_of_question(m: RecordContext, step: DecisionStep) -> None:
    """Whoever sent the words, if anybody did, and democratic services."""
    people = holders(m.plan, [Role.DEMOCRATIC_SERVICES])
    if step.round and reads_drafts(m, step.round.sent_by):
        people.insert(0, step.round.sent_by)
    tell_of_plan(m.plan, NoticeKind.QUESTION, people, by=m.act.by, on=step.meets_on)


def notify_of_interest(m: RecordContext, *, barred: bool) -> None:
    """Monitoring Officers hear of a member who takes no part, and of one who does after all."""
    kind = NoticeKind.INTEREST if barred else NoticeKind.CORRECTED
    tell_of_plan(m.plan, kind, monitoring_officers(m.plan.council), by=m.act.by)


def notify_sender(m: RecordContext, round_: ClearanceRound, kind: NoticeKind, **facts: Any) -> None:
    """Unless they did it themselves, or have no part in the council's drafts today."""
    if reads_drafts(m, round_.sent_by):
        queue_notice(m, kind, round_.sent_by, **facts)


def reads_drafts(m: RecordContext, person: User) -> bool:
    return access_of(person, m.plan.council).may(Right.READ_DRAFTS)


def queue_notice(m: RecordContext, kind: NoticeKind, to: User, **facts: Any) -> None:
    tell_of_plan(m.plan, kind, [to], by=m.act.by, **facts)
