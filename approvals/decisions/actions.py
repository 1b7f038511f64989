"""Decisions: record what a meeting resolved, or enter what one resolved from its record."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from approvals.clearance.queries import newest_responses
from approvals.clearance.terms import check_every_theme_has_text
from approvals.decisions.amendments import add_amendments
from approvals.decisions.call_ins import unheard_call_in
from approvals.decisions.delegations import add_delegation
from approvals.decisions.interests import add_declarations
from approvals.decisions.lodged import put_into_plan, record_outcomes
from approvals.decisions.minute import RESOLVED_NOTHING, MinuteData, validate_minute
from approvals.decisions.notifications import notify_of_decision
from approvals.decisions.queries import interests_declared_here
from approvals.decisions.recorders import check_may_record, check_signed_on_paper
from approvals.decisions.routes import Way
from approvals.decisions.steps import (
    deciding_step,
    key_of_next,
    next_place,
    open_next_step,
    open_step,
    waiting_step,
    way_of_next,
)
from approvals.decisions.votes import add_votes
from approvals.models import (
    CallInPeriod,
    ClearanceRound,
    Decision,
    DecisionStep,
    Delegation,
    Resolution,
)
from approvals.models.routes import ALONE
from approvals.which_version import version_for_decision
from approvals.workflow.engine import PageState, TransitionContext, transition
from councils.call_in import call_in_of
from councils.models import Council, User
from plans.assemble import build_document
from plans.models import Plan, Stage, Version
from plans.versions import freeze
from web.dates import day_in_words, london_day
from web.errors import Refused

Outcome = Decision.Outcome
# What the minute says that the decision keeps in columns of its own; the rest are rows beneath it.
COPIED = {one.name for one in fields(MinuteData)} - {
    *("resolutions", "declarations", "vote", "amendments", "not_taken"),
    *("notice_on", "effective_from", "effective_why", "call_in_until", "delegation"),
}
WAITS = {Outcome.DEFERRED, Outcome.REFERRED, Outcome.DELEGATED}
# The row of the table that each outcome goes by.
ROWS = {
    Outcome.AGREED: "agreed",
    Outcome.AMENDED: "amended",
    Outcome.NOTED: "noted",
    Outcome.DEFERRED: "deferred",
    Outcome.REFERRED: "referred",
    Outcome.REFUSED: "refused",
    Outcome.DELEGATED: "delegated",
    Outcome.ADVISED: "advised",
}


@dataclass(frozen=True)
class Next:
    """Whom a plan goes to next, when, what for (a kind of step, "" unsaid) and by which route."""

    body: str = ""
    meets_on: date | None = None
    kind: str = ""
    route: str = ""


def record_decision(
    plan: Plan,
    *,
    by: User,
    seen: PageState,
    minute: MinuteData,
    body: str = "",
    next_meets_on: date | None = None,
    next_kind: str = "",
    next_route: str = "",
) -> Decision:
    """Record what the meeting resolved; what that made of the plan is the row of the table.

    `seen.plan` is the digest that was put to the meeting; for an amended decision it is that of the
    working copy, whose words are frozen as the version that has the amendments; those lodged
    beforehand that were taken are put into it here. A plan deferred or
    referred waits for `body` on `next_meets_on`; one that was noted may. `next_kind` says whether
    a body that it is referred to decides or advises, `next_route` by which route it would decide.
    """
    outcome = effect_of_minute(plan, minute)
    if outcome not in ROWS:
        raise Refused(RESOLVED_NOTHING, field="verb_1")
    with transition(ROWS[outcome], plan, by=by, seen=seen) as m:
        check_may_record(m)
        step = open_step(m.plan)
        check_minute(m, minute, kind=step.kind)
        check_power(step, minute.decided_on)
        check_executive(step, minute)
        check_signed_on_paper(step, minute)
        version = words_resolved_on(m, step, seen, minute)
        check_after_clearance(step, minute)
        check_interests(m.plan, minute)
        decision = create_decision(m, step, version, outcome, minute, next_meets_on=next_meets_on)
        record_outcomes(m, decision, minute)
        go_on(m, decision, minute, Next(body, next_meets_on, next_kind, next_route))
    return decision


def effect_of_minute(plan: Plan, minute: MinuteData) -> Outcome:
    """What a minute makes of a plan: of what an advising body resolved nothing is decided."""
    step = waiting_step(plan)
    return minute.effect(DecisionStep.Kind(step.kind)) if step else minute.effect()


def go_on(m: TransitionContext, decision: Decision, minute: MinuteData, said: Next) -> None:
    """The step of whoever decides next, where the plan waits for somebody."""
    step, outcome, body = decision.step, decision.outcome, said.body
    if outcome == Outcome.ADVISED:
        return back_to_decider(m, step, minute, said)
    if outcome == Outcome.DELEGATED and minute.delegation:
        body = body or minute.delegation.names
    waits = outcome in WAITS or said.meets_on or body.strip()
    if waits:
        check_next_meeting(minute, body, said.meets_on, outcome)
    check_next_kind(said, outcome)
    if waits:
        under = power_given(decision) if outcome == Outcome.DELEGATED else None
        way = Way() if under else way_of_next(step, body, said.route)
        following, asked = body or step.body, round_of(step)
        open_next_step(
            *(m, following, said.meets_on, asked),
            under=under,
            way=way,
            kind="" if under else said.kind,
            key_decision=None if under else key_of_next(step, body),
        )
    return None


def back_to_decider(
    m: TransitionContext, step: DecisionStep, minute: MinuteData, said: Next
) -> None:
    """After advice the plan is again before whoever decides, on a day that may not be known yet."""
    check_after_meeting(minute, said.meets_on)
    step.plan = m.plan
    before = deciding_step(step)
    before.plan = m.plan
    open_next_step(
        m,
        before.body,
        said.meets_on,
        round_of(step),
        under=before.under,
        way=Way() if before.under else way_of_next(before, ""),
        key_decision=None if before.under else key_of_next(before, ""),
        day_may_be_open=True,
    )


def check_next_kind(said: Next, outcome: str) -> None:
    """Whoever refers a plan says what for; nothing but a referral goes to a body that advises."""
    if outcome == Outcome.REFERRED and not said.kind:
        why = "Say what it was referred for: to be decided there, or for advice."
        raise Refused(why, field="next_kind")
    advises = said.kind not in ("", DecisionStep.Kind.DECIDER)
    if advises and outcome != Outcome.REFERRED:
        raise Refused("Only what was referred goes to a body for its advice.", field="next_kind")
    if said.route in ALONE:
        raise Refused("A meeting that it is referred to decides it together.", field="next_route")


def enter_from_record(
    plan: Plan,
    *,
    by: User,
    seen: PageState,
    body: str,
    minute: MinuteData,
    kind: str = DecisionStep.Kind.DECIDER,
    route: str = DecisionStep.Route.NOT_KNOWN,
    title: str = "",
    without_text: bool = False,
) -> Decision:
    """Enter a step that was taken before the product was used: what is not known stays empty.

    One that did not agree the plan leaves it undecided, and further steps may follow. The words
    as they stand are frozen as those that were before the body, unless there were none yet.
    """
    outcome = minute.effect(DecisionStep.Kind(kind))
    with transition(row_from_record(outcome), plan, by=by, seen=seen) as m:
        check_may_record(m)
        check_nothing_waits(m.plan)
        check_minute(m, minute, known=False, kind=kind)
        version = words_of_record(m, seen, outcome, without_text=without_text)
        step = DecisionStep(
            plan=m.plan,
            place=next_place(m.plan.pk),
            kind=kind,
            route=route,
            body=body,
            title=title,
            meets_on=minute.decided_on,
            item=minute.item,
            put_at=m.now,
        )
        m.act.add(step)
        return create_decision(m, step, version, outcome, minute, from_the_record=True)


def row_from_record(outcome: str) -> str:
    """The row of the table by which a step of the record goes."""
    if outcome in Decision.ADVICE:
        return "from_record_advice"
    if outcome == Outcome.REFUSED:
        return "from_record_refused"
    return "from_record" if outcome in Decision.ENDORSING else "from_record_undecided"


def why_something_waits(plan: Plan) -> str:
    """Why no step of the record is entered while a meeting here has the plan; blank if none has."""
    if unheard_call_in(plan):
        return "The decision was called in: record first what came of that."
    step = waiting_step(plan) if plan.stage == Stage.DECISION else None
    return f"The plan is before {step}: record what was decided there." if step else ""


def check_nothing_waits(plan: Plan) -> None:
    if why := why_something_waits(plan):
        raise Refused(why)


def words_of_record(
    m: TransitionContext, seen: PageState, outcome: str, *, without_text: bool
) -> Version | None:
    """The words as they stand, frozen as those that were before the body; None of none."""
    if without_text:
        if outcome in (*Decision.ENDORSING, Outcome.NOTED):
            why = "By its resolutions a text was agreed or noted, so one was before them."
            raise Refused(why, field="without_text")
        m.words_shown(seen)
        return None
    check_every_theme_has_text(m.plan)
    return freeze(m.words_shown(seen), plan=m.plan, act=m.act)


def check_minute(
    m: TransitionContext,
    minute: MinuteData,
    *,
    known: bool = True,
    kind: str = DecisionStep.Kind.DECIDER,
) -> None:
    """Refuse what cannot be so; with `known` False, gaps of an older record stop nothing."""
    from_notice = m.plan.council.counts_call_in_from_notice
    for fault in validate_minute(
        minute,
        today=london_day(m.now),
        known=known,
        from_notice=from_notice,
        kind=DecisionStep.Kind(kind),
    ):
        raise fault


def check_power(step: DecisionStep, on: date | None) -> None:
    """Whom the plan was left to decides within the time of their power."""
    if step.under is None or on is None:
        return
    power: Delegation | None = getattr(step.under, "delegation", None)
    if step.under.decision.decided_on and step.under.decision.decided_on > on:
        raise Refused("The power was given after that day.", field="decided_on")
    if power and power.is_over(on):
        why = f"The power ended with {day_in_words(power.until)}."
        raise Refused(why, field="decided_on")


def check_executive(step: DecisionStep, minute: MinuteData) -> None:
    """Only what the executive decides is called in, and no committee's or council's resolution."""
    if minute.call_in_applies and not step.may_be_called_in:
        why = f"{step.body} is not the executive: what it decides cannot be called in."
        raise Refused(why, field="call_in_applies")


def check_after_clearance(step: DecisionStep, minute: MinuteData) -> None:
    """A meeting cannot have decided before the last required answer was given."""
    if step.round is None:
        return
    given = [answer for _, answer in newest_responses(step.round) if answer]
    # What was carried stands for these words since they were sent.
    counts = (step.round.sent_at if one.carried_in_words else one.stated_at for one in given)
    last = max(map(london_day, counts), default=None)
    if last and minute.decided_on and minute.decided_on < last:
        raise Refused(
            f"The last clearance was given on {day_in_words(last)}; a decision before it "
            "would be of other words.",
            field="decided_on",
        )


def check_interests(plan: Plan, minute: MinuteData) -> None:
    """Nobody says that none were declared where a member declared one here."""
    declared = interests_declared_here(plan)
    if minute.nothing_declared and declared:
        names = ", ".join(dict.fromkeys(str(one.member) for one in declared))
        raise Refused(
            f"Declared here beforehand: {names}. List what was declared, or say that the minute "
            "does not say.",
            field="interests",
        )


def check_next_meeting(
    minute: MinuteData, body: str, next_meets_on: date | None, outcome: str
) -> None:
    """A plan put off or left to somebody has its next day; one decided none, and one noted may."""
    if outcome not in WAITS and outcome != Outcome.NOTED:
        raise Refused(
            "Somebody decides next only on a plan that was deferred, referred, delegated or noted.",
            field="next_meets_on" if next_meets_on else "body",
        )
    if next_meets_on is None and outcome != Outcome.DELEGATED:
        raise Refused("Enter the date it is to be decided on.", field="next_meets_on")
    check_after_meeting(minute, next_meets_on)
    if outcome == Outcome.REFERRED and not body.strip():
        raise Refused("Enter to whom it was referred.", field="body")


def check_after_meeting(minute: MinuteData, next_meets_on: date | None) -> None:
    if next_meets_on and minute.decided_on and next_meets_on <= minute.decided_on:
        raise Refused("The next date must be after this meeting.", field="next_meets_on")


def power_given(decision: Decision) -> Resolution:
    """The resolution by which a decision left the plan to somebody else."""
    left = Resolution.Verb.DELEGATED
    return decision.resolutions.filter(verb=left, about=Resolution.About.PLAN).earliest("number")


def round_of(step: DecisionStep) -> ClearanceRound | None:
    """None where a call-in brought back what an older record had decided."""
    if step.round is None and step.reconsiders is None:
        raise Refused("The plan has not been sent for clearance.")
    return step.round


def words_resolved_on(
    m: TransitionContext, step: DecisionStep, seen: PageState, minute: MinuteData
) -> Version:
    """The words put to the meeting, or the amended ones, frozen now."""
    put = version_for_decision(step)
    if minute.effect() != Outcome.AMENDED:
        m.check_words(seen.plan, put.digest)
        return put
    words = m.words_shown(seen)
    if put_into_plan(m, minute):
        words = build_document(m.plan)
    if words.digest == put.digest:
        raise Refused(
            "Put the amendments into the plan first: its words are still those put.",
            field=next(one.field_called("words") for one in minute.amendments if one.amends_plan),
        )
    return freeze(words, plan=m.plan, act=m.act)


def create_decision(
    m: TransitionContext,
    step: DecisionStep,
    version: Version | None,
    outcome: str,
    minute: MinuteData,
    *,
    next_meets_on: date | None = None,
    from_the_record: bool = False,
    corrects: Decision | None = None,
    corrects_why: str = "",
) -> Decision:
    """The decision with everything the minute shows of it."""
    decision = Decision(
        step=step,
        outcome=outcome,
        version=version,
        digest=version.digest if version else "",
        next_meets_on=next_meets_on,
        from_the_record=from_the_record,
        corrects=corrects,
        corrects_why=corrects_why,
        effective_from=None if says_another_day(minute) else minute.effective_from,
        recorded_at=m.now,
        recorded_by=m.act.by,
        voting_not_recorded=minute.vote.not_recorded,
        **{f"votes_{way}": count for way, count in minute.vote.counts.items()},
        **{name: getattr(minute, name) for name in COPIED},
    )
    m.act.add(decision)
    for number, limb in enumerate(minute.resolutions, start=1):
        m.act.add(Resolution(decision=decision, number=number, **vars(limb)))
    add_amendments(m, decision, minute.amendments)
    add_declarations(m, decision, minute.declarations)
    add_votes(m, decision, minute.vote)
    if minute.delegation:
        add_delegation(m, decision, minute.delegation)
    if period := period_of(m, decision, minute):
        m.act.add(period)
    notify_of_decision(m, decision)
    return decision


def says_another_day(minute: MinuteData) -> bool:
    """Whether it takes effect on another day than is counted, and why."""
    return minute.call_in_applies and bool(minute.effective_why.strip())


def period_of(m: TransitionContext, decision: Decision, minute: MinuteData) -> CallInPeriod | None:
    """When what can be called in takes effect, as counted or stated instead; None if unknown."""
    if decision.from_the_record:
        return stated_period(m, decision, minute)
    if not decision.call_in_applies or decision.effective_from:
        return None
    ends_at, counted = counted_effect(m.plan.council, minute)
    effective = minute.effective_from or counted
    if effective is None:
        return None
    return CallInPeriod(
        decision=decision,
        notice_on=minute.notice_on,
        ends_at=ends_at,
        effective_from=effective,
        why=minute.effective_why if minute.effective_from else "",
    )


def stated_period(
    m: TransitionContext, decision: Decision, minute: MinuteData
) -> CallInPeriod | None:
    """What an older record states; counted is only what it leaves open, where it shows enough."""
    ends_at, effective = minute.call_in_until, minute.effective_from
    if decision.call_in_applies and not (ends_at or effective):
        ends_at, effective = counted_effect(m.plan.council, minute)
    if not (minute.notice_on or ends_at or effective):
        return None
    return CallInPeriod(
        decision=decision, notice_on=minute.notice_on, ends_at=ends_at, effective_from=effective
    )


def counted_effect(council: Council, minute: MinuteData) -> tuple[datetime | None, date | None]:
    """The end of call-in and the first day in effect; what is exempt stands from its decision."""
    made = minute.decided_on
    if made is None:
        return None, None
    if minute.call_in_exempt_why.strip():
        return None, made if minute.notice_on else None
    found = call_in_of(council, decided_on=made, notice_on=minute.notice_on)
    return (found.ends_at, found.effective_from) if found else (None, None)
