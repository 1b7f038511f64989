"""Decisions: record what a meeting resolved, or enter what one resolved from its record."""

from dataclasses import fields
from datetime import date

from approvals.clearance.queries import newest_responses
from approvals.clearance.terms import check_every_theme_has_text
from approvals.decisions.minute import MinuteData, validate_minute
from approvals.decisions.notifications import notify_of_decision
from approvals.decisions.queries import interests_declared_here
from approvals.decisions.recorders import check_may_record
from approvals.decisions.steps import next_place, open_next_step, open_step
from approvals.models import ClearanceRound, Decision, DecisionStep, Declaration, Resolution
from approvals.which_version import version_for_decision
from approvals.workflow.engine import PageState, TransitionContext, transition
from councils.models import User
from plans.models import Plan, Version
from plans.versions import freeze
from web.dates import day_in_words, london_day
from web.errors import Refused

# What the minute says that the decision keeps in columns of its own; the rest are rows beneath it.
COPIED = {one.name for one in fields(MinuteData)} - {"resolutions", "declarations"}
WAITS = {Decision.Outcome.DEFERRED, Decision.Outcome.REFERRED}


def record_decision(
    plan: Plan,
    *,
    by: User,
    seen: PageState,
    outcome: str,
    minute: MinuteData,
    body: str = "",
    next_meets_on: date | None = None,
) -> Decision:
    """Record what the meeting did with the plan; the outcome is the row of the table.

    `seen.plan` is the digest that was put to the meeting; for an amended decision it is that of the
    working copy, whose words are frozen as the version that has the amendments. A plan deferred or
    referred waits for `body` on `next_meets_on`; one that was noted may.
    """
    with transition(outcome, plan, by=by, seen=seen) as m:
        check_may_record(m)
        step = open_step(m.plan)
        version = words_resolved_on(m, step, seen, outcome, minute)
        check_minute(m, minute, outcome)
        check_after_clearance(step, minute)
        check_interests(m.plan, minute)
        decision = create_decision(m, step, version, outcome, minute, next_meets_on=next_meets_on)
        if outcome in WAITS or next_meets_on or body.strip():
            check_next_meeting(minute, body, next_meets_on, outcome)
            open_next_step(m, body or step.body, next_meets_on, round_of(step))
    return decision


def enter_from_record(
    plan: Plan, *, by: User, seen: PageState, body: str, minute: MinuteData, amended: bool = False
) -> Decision:
    """Enter a decision made before the product was used: moments stated, gaps left as not known."""
    with transition("from_record", plan, by=by, seen=seen) as m:
        check_may_record(m)
        check_every_theme_has_text(m.plan)
        version = freeze(m.words_shown(seen), plan=m.plan, act=m.act)
        outcome = Decision.Outcome.AMENDED if amended else Decision.Outcome.AGREED
        check_minute(m, minute, outcome, known=False)
        step = DecisionStep(
            plan=m.plan,
            place=next_place(m.plan.pk),
            body=body,
            meets_on=minute.decided_on,
            item=minute.item,
            put_at=m.now,
        )
        m.act.add(step)
        return create_decision(m, step, version, outcome, minute, from_the_record=True)


def check_minute(
    m: TransitionContext, minute: MinuteData, outcome: str, *, known: bool = True
) -> None:
    """Refuse what cannot be so; with `known` False, gaps of an older record stop nothing."""
    for fault in validate_minute(minute, outcome, today=london_day(m.now), known=known):
        raise fault


def check_after_clearance(step: DecisionStep, minute: MinuteData) -> None:
    """A meeting cannot have decided before the last required answer was given."""
    if step.round is None:
        return
    given = [answer for _, answer in newest_responses(step.round) if answer]
    last = max((london_day(one.stated_at) for one in given), default=None)
    if last and minute.decided_on < last:
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
    """A plan put off has its next day; one decided has none, and one noted may."""
    if outcome not in WAITS and outcome != Decision.Outcome.NOTED:
        raise Refused(
            "Somebody decides next only on a plan that was deferred, referred or noted.",
            field="next_meets_on" if next_meets_on else "body",
        )
    if next_meets_on is None:
        raise Refused("Enter the date it is to be decided on.", field="next_meets_on")
    if next_meets_on <= minute.decided_on:
        raise Refused("The next date must be after this meeting.", field="next_meets_on")
    if outcome == Decision.Outcome.REFERRED and not body.strip():
        raise Refused("Enter to whom it was referred.", field="body")


def round_of(step: DecisionStep) -> ClearanceRound:
    if step.round is None:
        raise Refused("The plan has not been sent for clearance.")
    return step.round


def words_resolved_on(
    m: TransitionContext, step: DecisionStep, seen: PageState, outcome: str, minute: MinuteData
) -> Version:
    """The words put to the meeting, or the amended ones, frozen now."""
    put = version_for_decision(step)
    if outcome != Decision.Outcome.AMENDED:
        m.check_words(seen.plan, put.digest)
        return put
    words = m.words_shown(seen)
    if words.digest == put.digest:
        raise Refused("Put the amendments into the plan first: its words are still those put.")
    return freeze(words, plan=m.plan, act=m.act)


def create_decision(
    m: TransitionContext,
    step: DecisionStep,
    version: Version,
    outcome: str,
    minute: MinuteData,
    *,
    next_meets_on: date | None = None,
    from_the_record: bool = False,
) -> Decision:
    """The decision with everything the minute shows of it."""
    decision = Decision(
        step=step,
        outcome=outcome,
        version=version,
        digest=version.digest,
        next_meets_on=next_meets_on,
        from_the_record=from_the_record,
        recorded_at=m.now,
        recorded_by=m.act.by,
        **{name: getattr(minute, name) for name in COPIED},
    )
    m.act.add(decision)
    for number, limb in enumerate(minute.resolutions, start=1):
        m.act.add(Resolution(decision=decision, number=number, verb=limb.verb, words=limb.words))
    for said in minute.declarations:
        m.act.add(Declaration(decision=decision, member=said.member, interest=said.interest))
    notify_of_decision(m, decision)
    return decision
