"""Call-in of a decision: received, said to be valid or not, looked at, and what comes of it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from approvals.decisions.notifications import notify_of_step
from approvals.decisions.queries import newest_decision
from approvals.decisions.recorders import check_may_record
from approvals.decisions.routes import Way
from approvals.decisions.steps import add_next_step, key_of_next, next_place, way_of_next
from approvals.models import CallIn, CallInOutcome, CallInRuling, Decision, DecisionStep
from approvals.workflow.engine import PageState, TransitionContext, transition
from councils.models import Council, User
from plans.models import Plan
from web.dates import day_in_words, is_late, london_day, moment_in_words
from web.errors import Refused

Came = CallInOutcome.Came


@dataclass(frozen=True)
class CallInData:
    """Who asked for it, each on a line, when it was received, on what grounds, to go to whom."""

    made_by: str
    received_at: datetime | None = None
    grounds: str = ""
    body: str = ""


@dataclass(frozen=True)
class HeardData:
    """What came of a valid call-in; where it is decided again, by whom and when."""

    came: str
    on: date | None = None
    words: str = ""
    minute: str = ""
    next_body: str = ""
    next_meets_on: date | None = None


def decision_to_call_in(plan: Plan) -> Decision | None:
    """The decision that counts or, where that uses a power, the one it rests on if that can be."""
    newest = newest_decision(plan)
    if newest is None:
        return None
    return next((one for one in newest.rests_on() if one.call_in_applies), newest)


def receive_call_in(plan: Plan, *, by: User, seen: PageState, said: CallInData) -> CallIn:
    """Record a request for call-in; until somebody says whether it is valid, submission waits."""
    with transition("receive_call_in", plan, by=by, seen=seen) as m:
        check_may_record(m)
        decision = decision_to_call_in(m.plan)
        if decision is None:
            raise Refused("No decision is recorded that could be called in.")
        row = CallIn(decision=decision, recorded_at=m.now, recorded_by=m.act.by, **vars(said))
        check_decision(decision)
        check_received(row, m.now)
        check_enough(row, m.plan.council)
        check_asked_once(row)
        m.act.add(row)
    return row


def check_decision(decision: Decision) -> None:
    """Only what was decided, and is not exempt, can be called in."""
    if not decision.endorses:
        became = decision.get_outcome_display().lower()
        raise Refused(f"The plan was {became}: there is no decision to call in.")
    exempt = decision.call_in_exempt_why.strip()
    if exempt or decision.call_in == Decision.CallIn.EXEMPT:
        why = f": {exempt}" if exempt else ""
        raise Refused(f"The decision is exempt from call-in{why}")
    cannot = decision.call_in == Decision.CallIn.DOES_NOT
    if cannot or not (decision.call_in_applies or decision.from_the_record):
        raise Refused("By what is recorded of it this decision cannot be called in.")


def check_received(row: CallIn, now: datetime) -> None:
    """In time, where its time is known; an older record is taken at its word."""
    decision, received = row.decision, row.received_at
    if received is None:
        if not decision.from_the_record:
            raise Refused("Enter when it was received.", field="received_on")
        return
    if received > now:
        raise Refused("It cannot have been received in the future.", field="received_on")
    if decision.decided_on and london_day(received) < decision.decided_on:
        raise Refused("The decision was made after that day.", field="received_on")
    period = decision.period
    ends_at = period.ends_at if period else None
    if is_late(received, ends_at) and not decision.from_the_record:
        why = f"It came too late: call-in ended on {moment_in_words(ends_at)}."
        raise Refused(why, field="received_on")
    took = decision.takes_effect_on
    if ends_at is None and took and london_day(received) >= took and not decision.from_the_record:
        why = f"It came too late: the decision took effect on {day_in_words(took)}."
        raise Refused(why, field="received_on")
    stands_since = day_it_stood(decision, received)
    if stands_since and not decision.from_the_record:
        on = day_in_words(stands_since)
        why = f"It came too late: the decision was called in before, and has stood since {on}."
        raise Refused(why, field="received_on")


def day_it_stood(decision: Decision, by: datetime) -> date | None:
    """The day an earlier call-in left it standing, if that was by this moment.

    It took effect at once, so it may have been carried out since.
    """
    stands = CallInOutcome.objects.filter(
        call_in__decision=decision, came__in=CallInOutcome.STANDS
    ).select_related("act")
    days = {one: one.on or london_day(one.act.at) for one in stands}
    return next((on for one, on in days.items() if by >= one.act.at or london_day(by) > on), None)


def check_enough(row: CallIn, council: Council) -> None:
    names, needed = row.names, council.call_in_members or 1
    if not names:
        raise Refused("Enter who called it in.", field="made_by")
    if len(names) < needed and not row.decision.from_the_record:
        raise Refused(
            f"By the council’s settings {needed} members have to ask for it together; "
            f"{len(names)} {'is' if len(names) == 1 else 'are'} named.",
            field="made_by",
        )


def check_asked_once(row: CallIn) -> None:
    """The same people ask once, unless what they asked was not valid."""
    mine = {name.casefold() for name in row.names}
    for other in row.decision.call_ins.exclude(ruling__valid=False):
        if {name.casefold() for name in other.names} == mine:
            raise Refused("A call-in by these is recorded already.", field="made_by")


def call_ins_of_what_counts(plan: Plan) -> QuerySet[CallIn]:
    """Those of the decision that counts and of what it rests on: of an earlier one none counts."""
    newest = newest_decision(plan)
    counts = [one.pk for one in newest.rests_on()] if newest else []
    return CallIn.objects.filter(decision__in=counts).select_related("decision__step", "outcome")


def undecided_call_in(plan: Plan) -> CallIn | None:
    """The oldest of which nobody has said whether it is valid."""
    return call_ins_of_what_counts(plan).filter(ruling=None).order_by("pk").first()


def open_call_in(plan: Plan) -> CallIn | None:
    """The newest valid one; its outcome, if it has any, comes with it."""
    return call_ins_of_what_counts(plan).filter(ruling__valid=True).order_by("-pk").first()


def rule_on_call_in(
    plan: Plan, *, by: User, seen: PageState, valid: bool, decided_by: str, why: str
) -> CallInRuling:
    """Say whether it is valid, as whoever decides that said; a valid one brings the plan back."""
    with transition("call_in" if valid else "call_in_not_valid", plan, by=by, seen=seen) as m:
        check_may_record(m)
        asked = undecided_call_in(m.plan)
        if asked is None:
            raise Refused("No call-in waits for somebody to say whether it is valid.")
        if not decided_by.strip() and not asked.decision.from_the_record:
            raise Refused("Enter who decided whether it is valid.", field="decided_by")
        if not valid and not why.strip():
            raise Refused("Say why it is not valid.", field="why")
        row = CallInRuling(call_in=asked, valid=valid, decided_by=decided_by, why=why)
        m.act.add(row)
    return row


def hear_call_in(plan: Plan, *, by: User, seen: PageState, heard: HeardData) -> CallInOutcome:
    """Record what came of it: it is decided again by somebody, or the decision stands at once."""
    stands = heard.came in CallInOutcome.STANDS
    with transition("call_in_stands" if stands else "call_in_upheld", plan, by=by, seen=seen) as m:
        check_may_record(m)
        asked = unheard_call_in(m.plan)
        if asked is None:
            raise Refused("No valid call-in waits to be looked at.")
        check_heard(m, asked, heard)
        row = CallInOutcome(
            call_in=asked, came=heard.came, on=heard.on, words=heard.words, minute=heard.minute
        )
        m.act.add(row)
        if not stands:
            decide_again(m, asked, heard)
    return row


def unheard_call_in(plan: Plan) -> CallIn | None:
    asked = open_call_in(plan)
    return None if asked is None or hasattr(asked, "outcome") else asked


def check_heard(m: TransitionContext, asked: CallIn, heard: HeardData) -> None:
    """On a possible day; what goes on to somebody has a day, and one that is left gives no other"""
    known = not asked.decision.from_the_record
    if heard.on is None and known:
        raise Refused("Enter the day.", field="on")
    if heard.on and heard.on > london_day(m.now):
        raise Refused("That day is still to come.", field="on")
    if heard.on and asked.received_at and heard.on < london_day(asked.received_at):
        raise Refused("It was received after that day.", field="on")
    if heard.came in CallInOutcome.STANDS:
        if heard.next_meets_on:
            raise Refused("The decision stands: nobody decides it again.", field="next_meets_on")
        return
    if heard.came == Came.COUNCIL and not heard.next_body.strip():
        raise Refused("Enter what full council is called.", field="next_body")
    if heard.next_meets_on is None:
        raise Refused("Enter the day on which it is decided again.", field="next_meets_on")
    if heard.on and heard.next_meets_on < heard.on:
        raise Refused("It is decided again after that day.", field="next_meets_on")


def decide_again(m: TransitionContext, asked: CallIn, heard: HeardData) -> None:
    before = asked.decision.step
    body = heard.next_body.strip() or before.body
    council = heard.came == Came.COUNCIL
    way = Way(DecisionStep.Route.COUNCIL) if council else way_of_next(before, heard.next_body)
    step = add_next_step(
        *(m, body, heard.next_meets_on, before.round),
        place=next_place(m.plan.pk),
        reconsiders=asked,
        way=way,
        key_decision=key_of_next(before, heard.next_body),
    )
    notify_of_step(m, step)
