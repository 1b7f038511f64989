"""The use of a delegated power: other words take the place of those endorsed, by a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from approvals.decisions.amendments import settle_amendments
from approvals.decisions.delegations import powers_to_change
from approvals.decisions.effects import Limb, StepKind, effect_of
from approvals.decisions.interests import (
    DeclarationData,
    add_declarations,
    faults_in_declarations,
)
from approvals.decisions.notifications import notify_of_decision
from approvals.decisions.queries import newest_decision
from approvals.decisions.recorders import check_may_record
from approvals.decisions.steps import next_place
from approvals.models import Decision, DecisionStep, Delegation, Resolution
from approvals.workflow.engine import PageState, TransitionContext, transition
from councils.models import User
from plans.models import Plan
from plans.versions import freeze
from web.dates import day_in_words, london_day
from web.errors import Refused


@dataclass(frozen=True)
class PowerUse:
    """What the record of a use shows: who decided what, when, and whom they consulted."""

    by_whom: str
    decided_on: date
    changed: str
    consulted: str = ""
    reasons: str = ""
    options_rejected: str = ""
    minute: str = ""
    minute_link: str = ""
    nothing_declared: bool = False
    interests_not_recorded: bool = False
    declarations: Sequence[DeclarationData] = ()
    # The keys of the amendments to be drafted that the changed words have.
    settles: Sequence[int] = ()


def change_under_power(
    plan: Plan, *, by: User, seen: PageState, power: int, use: PowerUse
) -> Decision:
    """Record that whoever holds a power changed the plan: its working copy is endorsed from now.

    `power` is the key of the delegation; `seen.plan` is the digest of the working copy shown.
    """
    with transition("finalise", plan, by=by, seen=seen) as m:
        check_may_record(m)
        before = newest_decision(m.plan)
        given = power_or_refused(m, power, use.decided_on)
        check_use(m, given, use)
        words = m.words_shown(seen)
        if before is None or words.digest == before.digest:
            raise Refused("Change the plan first: its words are still those endorsed.")
        step = add_step(m, given, use)
        decision = decision_on(m, step, given, use)
        decision.version = freeze(words, plan=m.plan, act=m.act)
        decision.digest = decision.version.digest
        m.act.add(decision)
        m.act.add(limb_of(decision, given))
        settle_amendments(m, decision, use.settles, use.decided_on)
        add_declarations(m, decision, use.declarations)
        notify_of_decision(m, decision)
    return decision


def power_or_refused(m: TransitionContext, key: int, on: date) -> Delegation:
    """The power, if it stood open on that day."""
    found = next((one for one in powers_to_change(m.plan, on) if one.pk == key), None)
    if found is None:
        raise Refused(
            f"No power to change the plan is recorded for {day_in_words(on)}.",
            field="decided_on",
        )
    return found


def check_use(m: TransitionContext, given: Delegation, use: PowerUse) -> None:
    """A use by whom the power was given, on its terms."""
    if use.by_whom not in who_may_use(given):
        raise Refused("The power was not given to them.", field="used")
    if use.decided_on > london_day(m.now):
        raise Refused("That day is still to come.", field="decided_on")
    if given.consulting and not use.consulted.strip():
        raise Refused(f"Say what came of consulting {given.consulting}.", field="consulted")
    if not (use.minute.strip() or use.minute_link):
        raise Refused("Enter the record of the decision: it is the evidence.", field="minute")
    check_interests_of(use, london_day(m.now))


def check_interests_of(use: PowerUse, today: date) -> None:
    """Of whoever used it and whom they consulted: none, not recorded, or listed."""
    told = (use.nothing_declared, use.interests_not_recorded, bool(use.declarations))
    if sum(told) != 1:
        why = "Say that none were declared, list who declared what, or that the record is silent."
        raise Refused(why, field="interests")
    for fault in faults_in_declarations(use.declarations, decided_on=use.decided_on, today=today):
        raise fault


def who_may_use(given: Delegation) -> list[str]:
    """Who may use a power: each of its holders, or all of them where they act together."""
    titles = [one.title for one in given.holders.all()]
    together = [" and ".join(titles)] if len(titles) > 1 and given.jointly is not False else []
    return [*together, *(titles if given.jointly is not True or len(titles) == 1 else [])]


def add_step(m: TransitionContext, given: Delegation, use: PowerUse) -> DecisionStep:
    step = DecisionStep(
        plan=m.plan,
        place=next_place(m.plan.pk),
        kind=StepKind.DELEGATE,
        under=given.resolution,
        body=use.by_whom,
        meets_on=use.decided_on,
        put_at=m.now,
    )
    m.act.add(step)
    return step


def decision_on(
    m: TransitionContext, step: DecisionStep, given: Delegation, use: PowerUse
) -> Decision:
    limbs = [Limb(Resolution.Verb.AGREED, Resolution.About.PLAN)]
    apart = ("by_whom", "changed", "declarations", "settles")
    facts = {name: value for name, value in vars(use).items() if name not in apart}
    return Decision(
        step=step,
        outcome=effect_of(StepKind.DELEGATE, limbs, amended=True),
        amendments=use.changed,
        recorded_at=m.now,
        recorded_by=m.act.by,
        **facts,
    )


def limb_of(decision: Decision, given: Delegation) -> Resolution:
    """What such a use decides, in words that say under which resolution."""
    under = given.resolution
    gave = f"{under.decision.step.body}{under.decision.on_its_day}"
    words = f"The plan as changed, under resolution {under.number} of {gave}."
    agreed, plan = Resolution.Verb.AGREED, Resolution.About.PLAN
    return Resolution(decision=decision, number=1, verb=agreed, about=plan, words=words)
