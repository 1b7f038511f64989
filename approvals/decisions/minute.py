"""What a minute says of a decision, and everything that can be wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from approvals.models import Decision, Resolution
from web.errors import Refused


@dataclass(frozen=True)
class ResolutionData:
    """One numbered limb: a verb of `Resolution.Verb`, and what was resolved."""

    verb: str
    words: str


@dataclass(frozen=True)
class DeclarationData:
    """A member's declared interest, as the minute has it."""

    member: str
    interest: str


@dataclass(frozen=True)
class MinuteData:
    """What the record of a meeting shows; what it does not show stays empty."""

    decided_on: date
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
    reasons: str = ""
    options_rejected: str = ""
    dispensations: str = ""
    amendments: str = ""
    call_in_applies: bool = False
    call_in_exempt_why: str = ""
    effective_from: date | None = None


# A meeting that resolved one of these about the plan agreed it.
ENDORSING = {
    Resolution.Verb.AGREED,
    Resolution.Verb.APPROVED,
    Resolution.Verb.ENDORSED,
    Resolution.Verb.ADOPTED,
}

# One that resolved nothing but these did not.
NOT_ENDORSING = {
    Resolution.Verb.NOTED,
    Resolution.Verb.REFERRED,
    Resolution.Verb.DEFERRED,
    Resolution.Verb.REFUSED,
}


def validate_minute(
    minute: MinuteData, outcome: str, *, today: date, known: bool = True
) -> Iterator[Refused]:
    """Everything that is wrong with a minute, so that a form can say all of it at once."""
    if minute.decided_on > today:
        yield Refused("The meeting has not been yet.", field="decided_on")
    if minute.effective_from and minute.effective_from < minute.decided_on:
        yield Refused(
            "A decision takes effect on or after the day it is made.", field="effective_from"
        )
    if len([one for one in interests_said(minute) if one]) > 1:
        yield Refused(
            "Either none were declared, or list who declared what, or the minute does not say.",
            field="interests",
        )
    yield from contradicting_call_in(minute, outcome)
    yield from contradicting_amendments(minute, outcome)
    yield from contradicting_verbs(minute, outcome)
    if known:
        yield from missing_from_minute(minute, outcome)


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
    if outcome not in Decision.ENDORSING:
        return
    if not minute.resolutions:
        yield Refused("Enter what the meeting resolved.", field="words_1")
    takes_effect = minute.effective_from or minute.call_in_exempt_why.strip()
    if minute.call_in_applies and not takes_effect:
        yield Refused(
            "Enter the day it takes effect after call-in, or why call-in does not apply.",
            field="effective_from",
        )


def contradicting_call_in(minute: MinuteData, outcome: str) -> Iterator[Refused]:
    """Call-in, its end or an exemption from it, where nothing was decided."""
    if outcome not in Decision.UNDECIDED:
        return
    said = {
        "call_in_applies": ("could be called in", minute.call_in_applies),
        "effective_from": ("takes effect", minute.effective_from),
        "call_in_exempt_why": ("could be exempt from call-in", minute.call_in_exempt_why.strip()),
    }
    label = Decision.Outcome(outcome).label.lower()
    for field, (does, value) in said.items():
        if value:
            yield Refused(f"The plan was {label}: there is no decision that {does}.", field=field)


def contradicting_amendments(minute: MinuteData, outcome: str) -> Iterator[Refused]:
    """Amended without amendments, or amendments where the words are those that were put."""
    amended = outcome == Decision.Outcome.AMENDED
    written = bool(minute.amendments.strip())
    if amended and not written:
        yield Refused("Write the amendments in the words of the minute.", field="amendments")
    if written and not amended:
        yield Refused(
            "Say that it was agreed with amendments, or empty this: the words kept as decided "
            "would be those without them.",
            field="amendments",
        )


def contradicting_verbs(minute: MinuteData, outcome: str) -> Iterator[Refused]:
    """Resolutions that endorse what was only noted or put off, or that none endorses."""
    if outcome in Decision.ENDORSING:
        verbs = {limb.verb for limb in minute.resolutions}
        if verbs and verbs <= NOT_ENDORSING:
            label = Decision.Outcome(outcome).label
            yield Refused(
                f"The outcome is “{label}”, but no resolution says that the plan was agreed.",
                field="verb_1",
            )
        return
    for number, limb in enumerate(minute.resolutions, start=1):
        if limb.verb in ENDORSING:
            verb, label = Resolution.Verb(limb.verb).label, Decision.Outcome(outcome).label
            yield Refused(
                f"Resolution {number} says “{verb}”, but the outcome is “{label}”: "
                "change its verb, or empty it.",
                field=f"verb_{number}",
            )
