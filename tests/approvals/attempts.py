"""Each move of the table as one call, with what a fresh page would show and a form would send."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from approvals.alone.signing import sign_decision
from approvals.clearance.actions import send_for_clearance
from approvals.clearance.answers import respond, respond_by_email
from approvals.clearance.disowning import disown_answer, moved_on_by
from approvals.clearance.queries import unreviewed_answers
from approvals.clearance.terms import offices_to_ask
from approvals.closing.actions import close_as_overtaken, take_back_plan, withdraw_plan
from approvals.decisions.actions import enter_from_record, record_decision
from approvals.decisions.call_ins import (
    CallInData,
    HeardData,
    hear_call_in,
    receive_call_in,
    rule_on_call_in,
)
from approvals.decisions.correcting import Correction, correct_decision, decision_to_correct
from approvals.decisions.finalising import PowerUse, change_under_power, who_may_use
from approvals.decisions.queries import newest_decision
from approvals.decisions.reviewing import record_review
from approvals.decisions.routes import Way
from approvals.decisions.steps import put_to_decision
from approvals.models import (
    CallIn,
    CallInOutcome,
    CallInRuling,
    ClearanceRequest,
    ClearanceResponse,
    ClearanceRound,
    Decision,
    Delegation,
    EmailedAnswerReview,
    Submission,
)
from approvals.models.routes import ALONE, Route
from approvals.papers.notices import NOTHING_SAID
from approvals.publication.actions import publish_plan
from approvals.submission.actions import SubmissionData, submit_plan
from approvals.which_version import version_for_publication
from approvals.workflow.engine import PageState
from approvals.workflow.transitions import BY_NAME
from councils.models import Appointment, User
from councils.roles import Office, Role
from delivery.actions import close_plan, start_monitoring
from plans.assemble import build_document
from plans.models import Plan, Stage
from plans.versions import newest_digest
from tests.approvals.makers import (
    LATE_ITEM,
    Chamber,
    declare,
    implications_of,
    make_callable,
    make_empowered,
    minute_of,
    report_of,
    review_of,
    signed_data,
    with_terms,
)
from tests.plan_makers import an_email

AGENDA = "https://council.example/cabinet/agenda"
ADDRESS = "plans@department.example"

# Ways along which `bring` brings a plan.
CLEARED = ("send", "clear")
BEFORE_MEMBERS = (*CLEARED, "put")
ENDORSED = (*BEFORE_MEMBERS, "agreed")
SENT_OUT = (*ENDORSED, "submit")
NOTED = (*BEFORE_MEMBERS, "noted")


# What a meeting made of the plan, by rows that are not called after it.
OUTCOMES = {
    "from_record": "agreed",
    "from_record_undecided": "noted",
    "from_record_refused": "refused",
    "from_record_advice": "recommended",
    "advised": "recommended",
}
BY_THE_CLERK = {"finalise", "review", "receive_call_in", "call_in", "call_in_not_valid"}
BY_THE_CLERK |= {"call_in_upheld", "call_in_stands"}
# To what a row of corrections brings a plan, from where it is usually gone.
CORRECTED = {
    "correct": "agreed",
    "correct_endorses": "agreed",
    "correct_undecides": "noted",
    "correct_refuses": "refused",
}
BY_THE_CLERK |= CORRECTED.keys()
CALL_IN_PAGES = ("receive_call_in", "call_in", "call_in_heard")
OF_THE_NEWEST = ("review", *CALL_IN_PAGES)


class NothingThere(Exception):
    """There is nothing the move could be tried on, as when a plan has no round to answer in."""


def attempt(name: str, plan: Plan, *, by: User, seen: PageState | None = None, **facts: Any) -> Any:
    """Try the row `name` of the table; `facts` replace what the form would send."""
    plan = Plan.objects.select_related("council").get(pk=plan.pk)
    do = ATTEMPTS[BY_NAME[name].page]
    return do(name, plan, by, seen or shown(name, plan, **facts), facts)


def bring(chamber: Chamber, *names: str, **facts: Any) -> None:
    """Make these moves, each by somebody whose role allows it; `facts` are for the last.

    "put_alone" puts it to whoever decides alone, who declares that they have no interest.
    "clear" is the answer of everybody who was asked; "empowered" a decision that gives a power over
    the plan, which is then amended; "callable" one that can be called in.
    """
    for place, name in enumerate(names, start=1):
        if name == "clear":
            for role in chamber.council.clearing_roles:
                attempt("answer", chamber.plan, by=chamber.person[Role(role)])
            continue
        if name == "put_alone":
            put_to_decider(chamber)
            continue
        if name in ("empowered", "callable"):
            {"empowered": make_empowered, "callable": make_callable}[name](chamber)
            continue
        by = mover(chamber, name)
        said = facts if place == len(names) else {}
        attempt(name, chamber.plan, **{"by": by} | said)


def put_to_decider(chamber: Chamber) -> None:
    decider = chamber.person[Role.DECISION_MAKER]
    attempt("put", chamber.plan, by=chamber.author, way=Way(Route.MEMBERS, [decider]))
    declare(chamber.plan, decider)


def mover(chamber: Chamber, name: str) -> User:
    """Who makes this move where nobody else is named: its author, and of a decision the clerk."""
    if BY_NAME[name].page == "sign":
        return chamber.person[Role.DECISION_MAKER]
    recorded = name in Decision.Outcome or name in OUTCOMES or name in BY_THE_CLERK
    return chamber.clerk if recorded else chamber.author


def shown(name: str, plan: Plan, *, basis: str = "", **facts: Any) -> PageState:
    """How often the plan had moved and the words on it, as the move's page shows them."""
    page, round_ = BY_NAME[name].page, plan.rounds.first()
    if page in ("send", "from_record", "finalise") or name == "amended":
        return PageState(plan.moves, build_document(plan).digest)
    if page == "correct":
        first = decision_to_correct(plan)
        return PageState(plan.moves, first.digest if first else "")
    newest = ("withdraw", "start_monitoring", "close", "overtaken", "take_back", *OF_THE_NEWEST)
    if page in newest:
        return PageState(plan.moves, newest_digest(plan))
    if page == "publish":
        words = version_for_publication(plan)
        return PageState(plan.moves, words.version.digest if words else "")
    if page == "submit":
        return PageState(plan.moves, digest_leaving(plan, basis or basis_of(plan)))
    asked = facts.get("asked")
    round_ = asked.round if asked else round_
    if round_ is None:
        return PageState(plan.moves)
    return PageState(plan.moves, round_.version.digest, round_.report.digest)


def digest_leaving(plan: Plan, basis: str) -> str:
    decision, round_ = newest_decision(plan), plan.rounds.first()
    if basis == Submission.Basis.SUBJECT:
        return round_.version.digest if round_ else ""
    return decision.digest if decision else ""


def basis_of(plan: Plan) -> str:
    early = plan.stage == Stage.DECISION
    return Submission.Basis.SUBJECT if early else Submission.Basis.DECIDED


def send(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> ClearanceRound:
    sent = {
        "report": report_of(plan),
        "implications": implications_of(),
        "clear": holders_of(plan),
    }
    return send_for_clearance(plan, by=by, seen=seen, **with_terms(sent | facts))


def holders_of(plan: Plan) -> dict[Office, User]:
    """Somebody for each office on the council's list."""
    held = (
        Appointment.objects.current(timezone.localdate())
        .filter(council=plan.council)
        .order_by("-pk")
    )
    people = {one.office: one.person for one in held.select_related("person")}
    return {office: people[office] for office in offices_to_ask(plan.council, ())}


def asked_of(plan: Plan, by: User, email: bool) -> ClearanceRequest:
    """What a person is asked in the newest round; by e-mail, what is first still to answer."""
    round_ = plan.rounds.first()
    if round_ is None:
        raise NothingThere
    offices = {one.office for one in by.appointments.filter(council=plan.council)}
    asked = list(round_.asked.select_related("person", "round__plan", "round__version"))
    own = [one for one in asked if one.office in offices and not email]
    waiting = [one for one in asked if not one.answers.exists()]
    return (own or waiting or asked)[0]


def answer(
    name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]
) -> ClearanceResponse:
    asked = facts.pop("asked", None) or asked_of(plan, by, email=False)
    outcome = (
        ClearanceResponse.Outcome.SENT_BACK
        if name == "send_back"
        else ClearanceResponse.Outcome.COMMENT
    )
    said = {"outcome": outcome, "words": "In words for the report.", "place": "Theme 1"}
    return respond(asked, by=by, seen=seen, **said | facts)


def by_email(
    name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]
) -> ClearanceResponse:
    asked = facts.pop("asked", None) or asked_of(plan, by, email=True)
    back = name == "email_sends_back"
    said = {
        "outcome": ClearanceResponse.Outcome.SENT_BACK
        if back
        else ClearanceResponse.Outcome.CONTENT,
        "words": "In words for the report.",
        "place": "Theme 1",
        "stated_at": timezone.now(),
        "email": an_email(),
    }
    return respond_by_email(asked, by=by, seen=seen, **said | facts)


def disown(
    name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]
) -> EmailedAnswerReview:
    """Of their own answer that was recorded, else of anybody's."""
    waiting = unreviewed_answers([plan.pk]).select_related("asked__round", "answered_by")
    answers = sorted(waiting, key=lambda one: one.answered_by.person_id != by.pk)
    answer = facts.pop("answer", None) or next(iter(answers), None)
    if answer is None:
        raise NothingThere
    answer.asked.round.plan = plan
    if not moved_on_by(plan, answer):
        # It is said all the same, and moves nothing.
        raise NothingThere
    return disown_answer(answer, by=by, seen=seen, **{"words": "I sent no such e-mail."} | facts)


def withdraw(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> None:
    withdraw_plan(plan, by=by, seen=seen, **{"reason": "A figure was wrong"} | facts)


def put(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> Any:
    meeting = {"body": "Cabinet", "meets_on": timezone.localdate()} | facts
    alone = "way" in facts and facts["way"].route in ALONE
    return put_to_decision(
        plan, by=by, seen=seen, **{"notice": NOTHING_SAID if alone else LATE_ITEM} | meeting
    )


def decide(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> Decision:
    how = taken_out(facts, "body", "next_meets_on", "next_kind", "next_route")
    if name in ("deferred", "referred", "delegated"):
        how = {"body": "Council", "next_meets_on": timezone.localdate() + timedelta(7)} | how
    if name == "referred":
        how = {"next_kind": "decider"} | how
    minute = minute_of(OUTCOMES.get(name, name), **facts)
    return record_decision(plan, by=by, seen=seen, minute=minute, **how)


def signing(
    name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]
) -> Decision | None:
    outcome = name.removeprefix("sign_") if name != "sign" else "agreed"
    return sign_decision(plan, by=by, seen=seen, said=signed_data(outcome, **facts))


def finalise(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> Decision:
    """By whoever was given the first power over the plan."""
    standing = Delegation.objects.filter(resolution__decision__corrected_by=None)
    power = standing.filter(resolution__decision__step__plan=plan).last()
    if power is None:
        raise NothingThere
    use = PowerUse(
        **{
            "by_whom": who_may_use(power)[0],
            "decided_on": timezone.localdate(),
            "changed": "A figure was put right.",
            "consulted": "The chief executive had nothing to add.",
            "minute": "Officer decision 7",
            "nothing_declared": True,
        }
        | facts
    )
    return change_under_power(plan, by=by, seen=seen, power=power.pk, use=use)


def from_record(
    name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]
) -> Decision:
    kind = "scrutiny" if name == "from_record_advice" else "decider"
    step = {"body": "Cabinet", "kind": kind} | taken_out(facts, "route", "without_text", "title")
    minute = minute_of(OUTCOMES[name], **facts)
    return enter_from_record(plan, by=by, seen=seen, minute=minute, **step)


def taken_out(facts: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: facts.pop(name) for name in names if name in facts}


def correct(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> Decision:
    """At decision, "correct" says again that the plan was noted."""
    noted = name == "correct" and plan.stage == Stage.DECISION
    outcome = "noted" if noted else CORRECTED[name]
    told = {"why": "Misread.", "known_to_be_out": True}
    told |= taken_out(facts, "why", "known_to_be_out", "as_recorded")
    said = Correction(minute=minute_of(outcome, **{"minute": "27"} | facts), **told)
    return correct_decision(plan, by=by, seen=seen, said=said)


def review(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> Decision:
    return record_review(plan, by=by, seen=seen, said=review_of(**facts))


def receive(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> CallIn:
    """By three members, now."""
    names = "Cllr Ash\nCllr Birch\nCllr Cole"
    said = {"made_by": names, "received_at": timezone.now(), "grounds": "Not consulted upon."}
    return receive_call_in(plan, by=by, seen=seen, said=CallInData(**said | facts))


def rule(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> CallInRuling:
    said = {"valid": name == "call_in", "decided_by": "Monitoring Officer", "why": "By the rules."}
    return rule_on_call_in(plan, by=by, seen=seen, **said | facts)


def hear(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> CallInOutcome:
    today = timezone.localdate()
    said: dict[str, Any] = {"came": "dismissed", "on": today}
    if name == "call_in_upheld":
        said = {"came": "upheld", "on": today, "next_meets_on": today}
    return hear_call_in(plan, by=by, seen=seen, heard=HeardData(**said | facts))


def publish(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> Any:
    told = {"published_at": timezone.now(), "address": AGENDA if name == "publish_early" else ""}
    return publish_plan(plan, by=by, seen=seen, **told | facts)


def submit(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> Submission:
    sent = {
        "sent_at": timezone.now(),
        "address": ADDRESS,
        "shown_address": plan.asked.address,
        "key": uuid.uuid4(),
        "basis": basis_of(plan),
        "reason": "The meeting was moved.",
    }
    return submit_plan(plan, by=by, seen=seen, sending=SubmissionData(**sent | facts))


def begin_monitoring(
    name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]
) -> None:
    start_monitoring(plan, by=by, seen=seen, **facts)


def close(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> None:
    close_plan(plan, by=by, seen=seen, **facts)


def overtaken(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> None:
    close_as_overtaken(plan, by=by, seen=seen, **{"reason": "The request was withdrawn"} | facts)


def take_back(name: str, plan: Plan, by: User, seen: PageState, facts: dict[str, Any]) -> None:
    take_back_plan(plan, by=by, seen=seen, **{"reason": "A colleague had started it"} | facts)


# By the page of the move.
ATTEMPTS: dict[str, Callable[..., Any]] = {
    "send": send,
    "answer": answer,
    "answer_by_email": by_email,
    "disown": disown,
    "withdraw": withdraw,
    "put": put,
    "decide": decide,
    "from_record": from_record,
    "sign": signing,
    "finalise": finalise,
    "correct": correct,
    "review": review,
    "receive_call_in": receive,
    "call_in": rule,
    "call_in_heard": hear,
    "publish": publish,
    "submit": submit,
    "start_monitoring": begin_monitoring,
    "close": close,
    "overtaken": overtaken,
    "take_back": take_back,
}


def stage_of(plan: Plan) -> Stage:
    return Stage(Plan.objects.values_list("stage", flat=True).get(pk=plan.pk))
