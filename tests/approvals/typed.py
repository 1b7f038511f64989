"""What people type on the pages of the moves, by the fall of dice: mostly right, not always."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.utils import timezone

from approvals.alone.notice_day import record_notice_day
from approvals.clearance.disowning import confirm_answer, disown_answer
from approvals.clearance.queries import unreviewed_answers
from approvals.decisions.amendments import amendments_to_draft
from approvals.decisions.routes import Way
from approvals.models import ClearanceRequest, ClearanceResponse, Decision, Submission
from approvals.models.routes import ALONE, Route
from approvals.submission.correspondence import ExtensionData, record_extension, record_receipt
from approvals.workflow.engine import PageState
from approvals.workflow.transitions import BY_NAME
from councils.models import User
from councils.roles import Role
from delivery.actions import end_commitment, update_commitment
from delivery.models import CommitmentOutcome, ProgressUpdate
from plans.models import Commitment, Plan, Stage
from tests.approvals.attempts import AGENDA, NothingThere
from tests.approvals.makers import declare, to_draft, with_power

# Seconds from now at which something is said to have happened.
MOMENTS = (0, 0, 0, 0, -1, -86_400, -5 * 86_400, 60)


def typed_for(name: str, plan: Plan, dice: Random, keys: list[UUID]) -> dict[str, Any]:
    """What the form of a row's page sends; `keys` are those of pages that were sent before."""
    page = BY_NAME[name].page
    if page == "submit":
        return submitting(plan, dice, keys)
    draw = TYPED.get(page)
    return draw(name, plan, dice) if draw else {}


def moment(dice: Random) -> datetime:
    return timezone.now() + timedelta(seconds=dice.choice(MOMENTS))


def maybe(dice: Random, words: str) -> str:
    return words if dice.random() < 0.8 else ""


def sending(name: str, plan: Plan, dice: Random) -> dict[str, Any]:
    days = dice.choice([None, 0, 5, 5, 5, -1])
    on = None if days is None else timezone.localdate() + timedelta(days)
    return {"meets_on": on, "then_put": dice.random() < 0.5}


def putting(name: str, plan: Plan, dice: Random) -> dict[str, Any]:
    """To a meeting, or to people: mostly those who may decide alone, now and then to others."""
    if dice.random() < 0.5:
        return {"way": Way(dice.choice([Route.CABINET, Route.COMMITTEE, Route.COUNCIL]))}
    role = Role.DECISION_MAKER if dice.random() < 0.9 else dice.choice(list(Role))
    held = plan.council.appointments.filter(role=role, ends_on=None).select_related("person")
    people = [one.person for one in held.order_by("pk")]
    some = dice.sample(people, dice.randint(min(1, len(people)), len(people)))
    return {"way": Way(dice.choice(sorted(ALONE)), some)}


def signing(name: str, plan: Plan, dice: Random) -> dict[str, Any]:
    """What is exempt from call-in says why."""
    return {"call_in_exempt_why": "It is urgent"} if dice.random() < 0.3 else {}


def answering(name: str, plan: Plan, dice: Random) -> dict[str, Any]:
    facts: dict[str, Any] = {"words": maybe(dice, "For the report.")}
    if dice.random() < 0.1:
        # What was asked in an earlier round, or about another plan.
        every = list(
            ClearanceRequest.objects.order_by("pk").select_related("round__plan", "person")
        )
        facts |= {"asked": dice.choice(every)} if every else {}
    if name not in ("send_back", "email_sends_back"):
        outcomes = [
            one for one in ClearanceResponse.Outcome if one != ClearanceResponse.Outcome.SENT_BACK
        ]
        facts["outcome"] = dice.choice(outcomes)
    return facts


def answering_by_email(name: str, plan: Plan, dice: Random) -> dict[str, Any]:
    return answering(name, plan, dice) | {"stated_at": moment(dice)}


def deciding(name: str, plan: Plan, dice: Random) -> dict[str, Any]:
    on = timezone.localdate(moment(dice))
    effective = dice.choice([None, 0, 6, 6, -1])
    facts: dict[str, Any] = {
        "decided_on": on,
        "call_in_applies": name not in Decision.UNDECIDED and dice.random() < 0.5,
        "call_in_exempt_why": dice.choice(["", "", "Urgent"]),
        "effective_from": None if effective is None else on + timedelta(effective),
        "notice_on": dice.choice([None, on, on, on + timedelta(1)]),
    }
    if name in ("agreed", "amended") and dice.random() < 0.5:
        facts |= with_power(until=dice.choice([None, on, on + timedelta(20)]))
        if name == "agreed" and dice.random() < 0.5:
            facts["amendments"] = [to_draft()]
    if name in ("noted", "deferred", "referred", "delegated") and dice.random() < 0.6:
        facts |= {"next_meets_on": on + timedelta(dice.choice([7, 7, -1])), "body": "Council"}
    if name == "referred":
        facts["next_kind"] = dice.choice(["decider", "scrutiny", "scrutiny", "advisory", ""])
    return facts


def finalising(name: str, plan: Plan, dice: Random) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "decided_on": timezone.localdate(moment(dice)),
        "consulted": maybe(dice, "Nothing to add."),
    }
    settled = [one.pk for one in amendments_to_draft(plan) if dice.random() < 0.5]
    return facts | {"settles": settled} | ({"by_whom": "Mayor"} if dice.random() < 0.1 else {})


def reviewing(name: str, plan: Plan, dice: Random) -> dict[str, Any]:
    outcome = dice.choice(["noted", "endorsed", "refused", "recommended", "delegated"])
    return {"outcome": outcome, "decided_on": timezone.localdate(moment(dice))}


def receiving(name: str, plan: Plan, dice: Random) -> dict[str, Any]:
    name = dice.choice(["Ash", "Birch", "Cole", "Dale"])
    return {"received_at": moment(dice), "made_by": maybe(dice, f"Cllr {name}")}


def ruling(name: str, plan: Plan, dice: Random) -> dict[str, Any]:
    return {"decided_by": maybe(dice, "Monitoring Officer"), "why": maybe(dice, "By the rules.")}


def hearing(name: str, plan: Plan, dice: Random) -> dict[str, Any]:
    return {"on": timezone.localdate(moment(dice))}


def correcting(name: str, plan: Plan, dice: Random) -> dict[str, Any]:
    facts = {"why": maybe(dice, "Misread."), "known_to_be_out": dice.random() < 0.7}
    return facts | {"decided_on": timezone.localdate(moment(dice))}


def publishing(name: str, plan: Plan, dice: Random) -> dict[str, Any]:
    facts: dict[str, Any] = {"published_at": moment(dice)}
    return facts | ({"address": maybe(dice, AGENDA)} if name == "publish_early" else {})


def submitting(plan: Plan, dice: Random, keys: list[UUID]) -> dict[str, Any]:
    early = plan.stage == Stage.DECISION
    usual = Submission.Basis.SUBJECT if early else Submission.Basis.DECIDED
    replayed = keys and dice.random() < 0.15
    return {
        "basis": dice.choice([usual, usual, *Submission.Basis]),
        "sent_at": moment(dice),
        "reason": maybe(dice, "The meeting was moved."),
        "officer_view": maybe(dice, "It was before members."),
        "key": dice.choice(keys) if replayed else UUID(int=dice.getrandbits(128)),
    }


TYPED: dict[str, Callable[[str, Plan, Random], dict[str, Any]]] = {
    "send": sending,
    "answer": answering,
    "answer_by_email": answering_by_email,
    "put": putting,
    "sign": signing,
    "decide": deciding,
    "from_record": deciding,
    "finalise": finalising,
    "review": reviewing,
    "receive_call_in": receiving,
    "call_in": ruling,
    "call_in_heard": hearing,
    "correct": correcting,
    "publish": publishing,
}


def extend(plan: Plan, by: User, dice: Random) -> None:
    due = timezone.now() + timedelta(days=dice.randint(1, 60))
    on = timezone.localdate(moment(dice))
    record_extension(plan, by=by, granted=ExtensionData("The department", on, due=due))


def acknowledge(plan: Plan, by: User, dice: Random) -> None:
    submission = plan.submissions.first()
    if submission is None:
        raise NothingThere
    record_receipt(submission, by=by, received_at=moment(dice))


def report_progress(plan: Plan, by: User, dice: Random) -> None:
    status, as_at = dice.choice(list(ProgressUpdate.Status)), timezone.localdate(moment(dice))
    update_commitment(
        commitment_of(plan), by=by, as_at=as_at, status=status, narrative="How it goes."
    )


def end(plan: Plan, by: User, dice: Random) -> None:
    outcome = dice.choice(list(CommitmentOutcome.Outcome))
    words = maybe(dice, "Into next year's plan.")
    end_commitment(commitment_of(plan), by=by, outcome=outcome, words=words)


def commitment_of(plan: Plan) -> Commitment:
    commitment = plan.commitments.first()
    if commitment is None:
        raise NothingThere
    return commitment


def say_whose(plan: Plan, by: User, dice: Random) -> None:
    """An officer says of an answer recorded as theirs whether it is."""
    waiting = unreviewed_answers([plan.pk]).select_related("asked__round", "answered_by__person")
    answer = waiting.first()
    if answer is None:
        raise NothingThere
    answer.asked.round.plan = plan
    page, officer = PageState(plan.moves, answer.plan_digest), answer.answered_by.person
    by = officer if dice.random() < 0.8 else by
    if dice.random() < 0.5:
        confirm_answer(answer, by=by, seen=page)
    else:
        disown_answer(answer, by=by, seen=page, words=maybe(dice, "I sent no such e-mail."))


def declare_interest(plan: Plan, by: User, dice: Random) -> None:
    """Somebody named to decide it says what interest they have; mostly none."""
    step = plan.steps.last()
    if step is None:
        raise NothingThere
    named = [one.person for one in step.deciders.select_related("person")]
    who = dice.choice(named) if named and dice.random() < 0.9 else by
    kind = dice.choice([*("no_interest",) * 3, "other_interest", "pecuniary"])
    words = "" if kind == "no_interest" and dice.random() < 0.5 else f"A lease: {kind}"
    declare(plan, who, kind, words)


def publish_notice(plan: Plan, by: User, dice: Random) -> None:
    made = Decision.objects.filter(step__plan=plan).select_related("step__plan").last()
    clerk = plan.council.appointments.filter(role=Role.DEMOCRATIC_SERVICES).first()
    if made is None or clerk is None:
        raise NothingThere
    by, seen = clerk.person if dice.random() < 0.9 else by, PageState(plan.moves)
    record_notice_day(made, by=by, seen=seen, notice_on=timezone.localdate(moment(dice)))


# What can be written down about a plan without moving it.
NOTES: tuple[Callable[[Plan, User, Random], None], ...] = (
    extend,
    acknowledge,
    report_progress,
    end,
    say_whose,
    declare_interest,
    declare_interest,
    publish_notice,
)
