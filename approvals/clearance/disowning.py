"""An answer recorded from an e-mail, before whom it is said to be from: theirs, or not theirs."""

from django.utils import timezone

from approvals.clearance.notifications import notify_of_disowning
from approvals.clearance.queries import later_rounds, still_to_answer
from approvals.decisions.notifications import notify_no_longer_put
from approvals.models import ClearanceResponse, EmailedAnswerReview
from approvals.workflow.engine import (
    PageState,
    RecordContext,
    check_page_current,
    record_fact,
    transition,
)
from councils.models import Appointment, User
from councils.roles import Right
from plans.models import Plan, Stage
from web.errors import Refused, StalePage

Outcome = EmailedAnswerReview.Outcome


def confirm_answer(
    answer: ClearanceResponse, *, by: User, seen: PageState, words: str = ""
) -> EmailedAnswerReview:
    """The officer says that the answer is theirs."""
    plan, once = answer.asked.round.plan, once_in_office(by, answer)
    verb = "emailed_answer_confirmed"
    with record_fact(plan, by=by, right=Right.CLEAR, verb=verb, reason=words, once=once) as m:
        return review(m, answer, seen, Outcome.CONFIRMED, words)


def disown_answer(
    answer: ClearanceResponse, *, by: User, seen: PageState, words: str
) -> EmailedAnswerReview:
    """The officer says that the answer is not theirs: it counts no more, and stays in the record.

    A plan that moved on by it, and is not decided, is back in clearance. What was decided stays;
    Monitoring Officers are told, and its pages say so.
    """
    plan, once = answer.asked.round.plan, once_in_office(by, answer)
    if moved_on_by(plan, answer):
        with transition("disown", plan, by=by, seen=seen, reason=words, once=once) as m:
            check_moves(m, answer, seen, back=True)
            said = review(m, answer, seen, Outcome.DISOWNED, words)
            notify_no_longer_put(m)
    else:
        verb = "emailed_answer_disowned"
        with record_fact(
            plan, by=by, right=Right.CLEAR, verb=verb, reason=words, once=once
        ) as fact:
            check_moves(fact, answer, seen, back=False)
            said = review(fact, answer, seen, Outcome.DISOWNED, words)
    return said


def once_in_office(person: User, answer: ClearanceResponse) -> Appointment | None:
    """What somebody held in the office in which this answer is said to be theirs, if they did.

    It lets them say so when the role has ended since: nobody else can. Who may sign in no more says
    nothing, nor who was named by mistake and held it on no day.
    """
    who = answer.answered_by
    if who.person_id != person.pk or not person.is_active:
        return None
    rows = Appointment.objects.filter(council=answer.asked.round.plan.council_id, person=person)
    held = rows.filter(role=who.role, deputy=who.deputy).order_by("-starts_on", "-pk")
    today = timezone.localdate()
    found = next((one for one in held if one.state(today) == Appointment.State.PAST), None)
    if found:
        found.person, found.council = person, answer.asked.round.plan.council
    return found


def check_moves(
    m: RecordContext, answer: ClearanceResponse, seen: PageState, *, back: bool
) -> None:
    """StalePage when the plan moved while its lock was waited for: it would go another way."""
    check_page_current(m.plan, seen)
    if moved_on_by(m.plan, answer) != back:
        raise StalePage()


def review(
    m: RecordContext, answer: ClearanceResponse, seen: PageState, outcome: str, words: str
) -> EmailedAnswerReview:
    check_is_theirs(m, answer)
    m.check_words(seen.plan, answer.plan_digest)
    if outcome == Outcome.DISOWNED and not words.strip():
        raise Refused("Say in your own words what is wrong with it.", field="words")
    said = EmailedAnswerReview(answer=answer, outcome=outcome, words=words, by=m.act.by, at=m.now)
    m.act.add(said)
    m.act.details = answer.answered_by.codes
    if outcome == Outcome.DISOWNED:
        notify_of_disowning(m, answer)
    return said


def check_is_theirs(m: RecordContext, answer: ClearanceResponse) -> None:
    if answer.email_id is None or answer.answered_by.person_id != m.act.by.pk:
        raise Refused("Only whose answer it is said to be can say this of it.", code="not_theirs")
    if EmailedAnswerReview.objects.filter(answer=answer).exists():
        raise Refused("You have said already whether this is your answer.", code="said_already")


def moved_on_by(plan: Plan, answer: ClearanceResponse) -> bool:
    """Whether the plan stands where it does, undecided, because this answer was recorded."""
    round_ = answer.asked.round
    if later_rounds(plan.pk, round_.number) or not is_newest(answer):
        return False
    if plan.stage == Stage.DRAFTING:
        return answer.outcome == ClearanceResponse.Outcome.SENT_BACK
    step = plan.steps.select_related("decision").order_by("-place").first()
    undecided = step is not None and not hasattr(step, "decision")
    if plan.stage != Stage.DECISION or not undecided or step is None or step.round_id != round_.pk:
        return False
    # Where an earlier answer of theirs stands, everybody has answered without this one.
    return len(standing_keys(answer)) == 1 and not still_to_answer(round_.pk)


def is_newest(answer: ClearanceResponse) -> bool:
    return standing_keys(answer)[:1] == [answer.pk]


def standing_keys(answer: ClearanceResponse) -> list[int]:
    """Of the answers of its office that count: the newest first."""
    rows = ClearanceResponse.objects.standing().filter(asked=answer.asked_id)
    return list(rows.order_by("-recorded_at", "-pk").values_list("pk", flat=True))
