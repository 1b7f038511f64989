"""The signature that is a decision: of one person, or of the last of several."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from approvals.alone.desk import DECLARE_FIRST, Desk, desk_of
from approvals.decisions.actions import create_decision
from approvals.decisions.declarations import declaration_at
from approvals.decisions.effects import StepKind, effect_of
from approvals.decisions.interests import DeclarationData, kind_in_minute
from approvals.decisions.minute import MinuteData, ResolutionData
from approvals.decisions.notifications import notify_still_to_sign
from approvals.decisions.routes import Way
from approvals.decisions.steps import open_next_step
from approvals.members.actions import TAKES_NO_PART
from approvals.models import Decision, MemberStatement, Resolution, Signature, StepDecider
from approvals.reports.document import parse_report
from approvals.reports.prefill import ENDORSES, about_prefilled
from approvals.which_version import version_for_decision
from approvals.workflow.engine import PageState, TransitionContext, transition
from councils.models import User
from plans.models import Plan, Version
from web.dates import day_in_words, london_day
from web.errors import Refused

Outcome = Signature.Outcome
Verb, About = Resolution.Verb, Resolution.About
ENDORSED = "That the plan is endorsed, and its publication agreed."
# The row of the table by which a plan goes once all have signed.
ROWS = {one: f"sign_{one.value}" for one in Outcome}
# What is resolved of the plan where it is not approved; and where no recommendation is about it.
SAID = {
    Outcome.AGREED: (Verb.APPROVED, "That {} is approved."),
    Outcome.NOTED: (Verb.NOTED, "That {} is noted."),
    Outcome.DEFERRED: (Verb.DEFERRED, "That the decision on {} is put off to {}."),
    Outcome.REFUSED: (Verb.REFUSED, "That {} is refused."),
}


@dataclass(frozen=True)
class SignedData:
    """What somebody decided, with what the record of a decision taken alone has to hold."""

    outcome: str
    reasons: str
    options_rejected: str
    consulted: str = ""
    call_in_exempt_why: str = ""
    next_meets_on: date | None = None


def sign_decision(plan: Plan, *, by: User, seen: PageState, said: SignedData) -> Decision | None:
    """Sign the version on one's screen as one's decision; None while others are still to sign."""
    with transition("sign", plan, by=by, seen=seen) as m:
        desk = desk_of(m.plan, by)
        if isinstance(desk, str):
            raise Refused(desk, code="not_decider")
        version = version_for_decision(desk.step)
        m.check_words(seen.plan, version.digest)
        check_may_sign(desk)
        check_said(m, desk, said)
        m.act.add(
            Signature(decider=desk.mine, digest=version.digest, at=m.now, **vars(said)),
        )
        desk = desk_now(m, by)
        if desk.to_sign:
            notify_still_to_sign(m, desk.step, [one.person for one in desk.to_sign])
            return None
        m.become(ROWS[Outcome(said.outcome)])
        return decide(m, desk, version, said)


def desk_now(m: TransitionContext, by: User) -> Desk:
    """With the signature that was just given."""
    desk = desk_of(m.plan, by)
    assert isinstance(desk, Desk)
    return desk


def check_may_sign(desk: Desk) -> None:
    if why := desk.why_not:
        code = {TAKES_NO_PART: "interest", DECLARE_FIRST: "not_declared"}.get(why, "rule")
        raise Refused(why, code=code)


def check_said(m: TransitionContext, desk: Desk, said: SignedData) -> None:
    """Reasons and alternatives, the next day of what is put off, and what others signed."""
    if not said.reasons.strip():
        raise Refused("Give the reasons for your decision.", field="reasons")
    if not said.options_rejected.strip():
        why = "Say which alternatives you considered and rejected; if there were none, say so."
        raise Refused(why, field="options_rejected")
    check_next_day(m, said)
    may_exempt = m.plan.council.call_in_applies and said.outcome == Outcome.AGREED
    if said.call_in_exempt_why.strip() and not may_exempt:
        why = "Nothing is decided here that could be called in, so nothing is exempt from it."
        raise Refused(why, field="call_in_exempt_why")
    check_same_as_others(desk, said)


def check_next_day(m: TransitionContext, said: SignedData) -> None:
    deferred = said.outcome == Outcome.DEFERRED
    if deferred and not said.next_meets_on:
        raise Refused("Enter the day it is to be decided on.", field="next_meets_on")
    if said.next_meets_on and not deferred:
        raise Refused("Only what is put off is decided on another day.", field="next_meets_on")
    if said.next_meets_on and said.next_meets_on <= london_day(m.now):
        raise Refused("That day must be after today.", field="next_meets_on")


def check_same_as_others(desk: Desk, said: SignedData) -> None:
    """Of several the decision is one: whoever signs second signs the same, or speaks to them."""
    for other in desk.signed:
        theirs = other.signature
        if theirs.outcome != said.outcome:
            raise Refused(
                f"{other} signed: {theirs.get_outcome_display().lower()}. The decision stands only "
                "if all of you sign the same. Speak to them, or have the plan withdrawn.",
                field="outcome",
            )
        if theirs.next_meets_on != said.next_meets_on:
            why = f"{other} put it off to {day_in_words(theirs.next_meets_on)}."
            raise Refused(why, field="next_meets_on")


def decide(m: TransitionContext, desk: Desk, version: Version, said: SignedData) -> Decision:
    """The decision, once everybody has signed it; what is put off waits for the same people."""
    minute = minute_of(m, desk, version, said)
    limbs = [one.limb for one in minute.resolutions if one.about]
    outcome = effect_of(StepKind.DECIDER, limbs)
    assert outcome == said.outcome
    following = said.next_meets_on
    decision = create_decision(m, desk.step, version, outcome, minute, next_meets_on=following)
    if following:
        way = Way(desk.step.route, [one.person for one in desk.all])
        assert desk.step.round is not None
        open_next_step(
            *(m, desk.step.body, following, desk.step.round),
            way=way,
            key_decision=desk.step.key_decision,
        )
    return decision


def minute_of(m: TransitionContext, desk: Desk, version: Version, said: SignedData) -> MinuteData:
    """What their signatures say together, as a minute says it of a meeting."""
    declared = declarations_of(desk)
    resolved = resolutions_of(desk, version, said)
    exempt = [one.signature.call_in_exempt_why.strip() for one in desk.all]
    called_in = m.plan.council.call_in_applies and said.outcome in (
        Outcome.AGREED,
        Outcome.REFUSED,
    )
    return MinuteData(
        decided_on=london_day(m.now),
        item=desk.step.item,
        resolutions=resolved,
        declarations=declared,
        nothing_declared=not declared,
        reasons=together(desk.all, "reasons"),
        options_rejected=together(desk.all, "options_rejected"),
        consulted=together(desk.all, "consulted"),
        call_in_applies=called_in,
        # An exemption counts once everybody who decides relies on it.
        call_in_exempt_why=". ".join(dict.fromkeys(exempt)) if all(exempt) else "",
    )


def resolutions_of(desk: Desk, version: Version, said: SignedData) -> Sequence[ResolutionData]:
    """Approved is what the report recommends, and the plan itself; else only what became of it."""
    verb, words = SAID[Outcome(said.outcome)]
    named = f"version {version.number} of the plan (reference {version.reference})"
    own = ResolutionData(verb, words.format(named, day_in_words(said.next_meets_on)), About.PLAN)
    if said.outcome != Outcome.AGREED or desk.step.round is None:
        return [own]
    asked = parse_report(desk.step.round.report.document).recommendation
    limbs = [
        ResolutionData(Verb.APPROVED, of_whoever_decides(desk, one), about_prefilled(one))
        for one in asked
    ]
    return limbs if any(one.about == About.PLAN for one in limbs) else [own, *limbs]


def of_whoever_decides(desk: Desk, recommended: str) -> str:
    """A recommendation as the product wrote it names the Cabinet, which decides nothing here."""
    usual = f"That {desk.step.plan.council.cabinet_word}{ENDORSES}"
    return ENDORSED if recommended == usual else recommended


def declarations_of(desk: Desk) -> list[DeclarationData]:
    """What those who decided declared beforehand, and that let them take part."""
    said = [declaration_at(desk.step, one.person) for one in desk.all]
    return [
        DeclarationData(
            str(one.member),
            one.words,
            kind=kind_in_minute(one),
            took_part=True,
            dispensed_by=one.dispensed_by,
            dispensed_on=one.dispensed_on,
        )
        for one in said
        if one and one.kind in MemberStatement.Kind.interests()
    ]


def together(deciders: Sequence[StepDecider], name: str) -> str:
    """What each wrote, beneath whoever wrote it; once where they wrote the same."""
    said = {str(one): getattr(one.signature, name).strip() for one in deciders}
    written = {who: words for who, words in said.items() if words}
    if len(set(written.values())) <= 1:
        return next(iter(written.values()), "")
    return "\n\n".join(f"{who}: {words}" for who, words in written.items())
