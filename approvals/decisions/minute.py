"""What a minute says of a decision, and everything that can be wrong with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from approvals.decisions.amendments import (
    AmendmentData,
    amends_plan,
    faults_in_amendments,
)
from approvals.decisions.delegations import DelegationData, faults_in_delegation
from approvals.decisions.effects import (
    APPROVING,
    DECIDES,
    Effect,
    Limb,
    StepKind,
    contradiction_in,
    effect_of,
)
from approvals.decisions.interests import DeclarationData, faults_in_declarations
from approvals.decisions.votes import NO_VOTING, VotingData, faults_in_voting
from approvals.models import Decision, Resolution
from web.errors import Refused

RESOLVED_NOTHING = "Enter what the meeting resolved about the plan."


@dataclass(frozen=True)
class ResolutionData:
    """One numbered limb: its verb, what it is about, and what was resolved."""

    verb: str
    words: str
    about: str

    @property
    def limb(self) -> Limb:
        return Limb(Resolution.Verb(self.verb), Resolution.About(self.about))


@dataclass(frozen=True)
class MinuteData:
    """What the record of a meeting shows; what it does not show stays empty."""

    decided_on: date | None
    resolutions: Sequence[ResolutionData] = ()
    nothing_declared: bool = False
    interests_not_recorded: bool = False
    declarations: Sequence[DeclarationData] = ()
    item: str = ""
    minute: str = ""
    minute_link: str = ""
    proposer: str = ""
    seconder: str = ""
    voting: str = ""
    vote: VotingData = NO_VOTING
    reasons: str = ""
    options_rejected: str = ""
    dispensations: str = ""
    amendments: Sequence[AmendmentData] = ()
    # What became of those lodged beforehand that were not taken, by the number of each.
    not_taken: Mapping[int, str] = field(default_factory=dict)
    call_in_applies: bool = False
    call_in_exempt_why: str = ""
    effective_from: date | None = None
    notice_on: date | None = None
    effective_why: str = ""
    delegation: DelegationData | None = None
    # What only an older record is asked for; what it does not show stays as it is here.
    key_decision: bool | None = None
    key_why: str = ""
    urgent: bool | None = None
    urgent_why: str = ""
    urgent_agreed_by: str = ""
    exempt_information: bool | None = None
    exempt_why: str = ""
    call_in: str = ""
    call_in_by: str = ""
    call_in_until: datetime | None = None
    dissent: str = ""
    advice_shown: str = ""
    consulted: str = ""
    notes: str = ""

    def effect(self, kind: StepKind = StepKind.DECIDER) -> Effect:
        """What became of the plan, as its resolutions say."""
        limbs = [one.limb for one in self.resolutions]
        return effect_of(kind, limbs, amended=amends_plan(self.amendments))

    @property
    def decides_something(self) -> bool:
        """Whether anything was decided that could be called in: of the plan, or beside it."""
        verbs = {one.verb for one in self.resolutions}
        return bool(verbs & APPROVING) or self.effect() not in Decision.UNDECIDED


def validate_minute(
    minute: MinuteData,
    *,
    today: date,
    known: bool = True,
    from_notice: bool = False,
    kind: StepKind = StepKind.DECIDER,
) -> Iterator[Refused]:
    """Everything that is wrong with a minute, so that a form can say all of it at once.

    `from_notice` says that the council counts call-in from the day of the decision notice.
    """
    outcome = minute.effect(kind)
    yield from impossible_days(minute, today)
    if len([one for one in interests_said(minute) if one]) > 1:
        yield Refused(
            "Either none were declared, or list who declared what, or the minute does not say.",
            field="interests",
        )
    yield from faults_in_declarations(
        minute.declarations, decided_on=minute.decided_on, today=today
    )
    yield from faults_in_voting(minute.vote, words=minute.voting)
    yield from faults_in_delegation(
        minute.delegation,
        delegates=any(one.verb == Resolution.Verb.DELEGATED for one in minute.resolutions),
        outcome=outcome,
        decided_on=minute.decided_on,
        known=known,
    )
    yield from contradicting_call_in(minute, outcome, kind)
    if found := contradiction_in([one.limb for one in minute.resolutions]):
        yield Refused(str(found), field=f"about_{found.numbers[-1]}")
    agreed = outcome in Decision.ENDORSING
    yield from faults_in_amendments(minute.amendments, agreed=agreed, known=known)
    if known:
        yield from missing_from_minute(minute, outcome)
        yield from missing_from_call_in(minute, from_notice)


def impossible_days(minute: MinuteData, today: date) -> Iterator[Refused]:
    """Days to come, and days before the decision, as far as its own is known."""
    made = minute.decided_on or date.min
    if minute.decided_on and minute.decided_on > today:
        yield Refused("The meeting has not been yet.", field="decided_on")
    if minute.notice_on and not made <= minute.notice_on <= today:
        yield Refused(
            "The notice was published on or after the day of the decision, and not in the future.",
            field="notice_on",
        )
    if minute.effective_from and minute.effective_from < made:
        yield Refused(
            "A decision takes effect on or after the day it is made.", field="effective_from"
        )


def interests_said(minute: MinuteData) -> tuple[bool, bool, bool]:
    """None, not recorded, listed: three things, of which one is so."""
    return minute.nothing_declared, minute.interests_not_recorded, bool(minute.declarations)


def missing_from_minute(minute: MinuteData, outcome: str) -> Iterator[Refused]:
    """What a meeting's own record always shows, and this one does not."""
    if not (minute.minute.strip() or minute.minute_link):
        yield Refused(
            "Enter the minute, or the address of the minutes: it is the evidence.", field="minute"
        )
    if not any(interests_said(minute)):
        yield Refused(
            "Say whether interests were declared, or that the minute does not say.",
            field="interests",
        )
    if outcome == Effect.NONE:
        yield Refused(RESOLVED_NOTHING, field="verb_1")


def missing_from_call_in(minute: MinuteData, from_notice: bool) -> Iterator[Refused]:
    """What tells when a decision that can be called in takes effect."""
    if minute.effective_why.strip() and not minute.effective_from:
        yield Refused("Enter the day it takes effect.", field="effective_from")
    exempt = bool(minute.call_in_exempt_why.strip())
    if exempt and minute.effective_from:
        why = "What is exempt from call-in takes effect at once: empty this, or the exemption."
        yield Refused(why, field="effective_from")
    if not minute.call_in_applies or exempt:
        return
    if minute.effective_from and not minute.effective_why.strip():
        yield Refused("Say why it takes effect on another day.", field="effective_why")
    agreed = minute.effect() in Decision.ENDORSING
    if agreed and from_notice and not minute.notice_on and not minute.effective_from:
        yield Refused(
            "Enter the day the notice was published, from which call-in is counted, or why call-in "
            "does not apply.",
            field="notice_on",
        )


def contradicting_call_in(minute: MinuteData, outcome: str, kind: StepKind) -> Iterator[Refused]:
    """Call-in, its end or an exemption from it, where nothing was decided."""
    if kind in DECIDES and minute.decides_something:
        return
    said = {
        "call_in_applies": ("could be called in", minute.call_in_applies),
        "notice_on": ("has a decision notice", minute.notice_on),
        "effective_from": ("takes effect", minute.effective_from),
        "call_in_exempt_why": ("could be exempt from call-in", minute.call_in_exempt_why.strip()),
    }
    label = Decision.Outcome(outcome).label.lower()
    for name, (does, value) in said.items():
        if value:
            became = f"the plan was {label}" if outcome != Effect.NONE else "nothing was decided"
            why = f"By its resolutions {became}: there is no decision that {does}."
            yield Refused(why, field=name)
