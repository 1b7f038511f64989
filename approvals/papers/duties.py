"""Which record the law asks of a decision, and who makes it: one table, a row for each rule.

By how the council is governed, the route of the step, its kind, and whether anything was decided.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from approvals.models import DecisionStep
from councils.models import Governance


class Part(StrEnum):
    """What a record of a decision says, each under a heading of its own."""

    DECISION = "decision"
    REASONS = "reasons"
    OPTIONS = "options"
    INTERESTS = "interests"
    DISPENSATIONS = "dispensations"


@dataclass(frozen=True)
class Duty:
    """The record of one decision: what it is called, by which rule, who makes it, its parts.

    `parts` has each part with its heading, in order. Where no record is to be made `why_none` says
    why; where the table cannot tell, `asks` says what is not known, and `parts` are all there are.
    """

    code: str
    name: str = ""
    law: str = ""
    made_by: str = ""
    parts: tuple[tuple[Part, str], ...] = ()
    why_none: str = ""
    asks: str = ""

    @property
    def is_owed(self) -> bool:
        return not self.why_none

    @property
    def is_known(self) -> bool:
        return not self.asks


DISPENSED = "Dispensations granted by the head of paid service"


def parts(options: str, interests: str, dispensations: str = "") -> tuple[tuple[Part, str], ...]:
    last = ((Part.DISPENSATIONS, dispensations),) if dispensations else ()
    return (
        (Part.DECISION, "The decision"),
        (Part.REASONS, "Reasons"),
        (Part.OPTIONS, options),
        (Part.INTERESTS, interests),
        *last,
    )


# SI 2012/2089: the Local Authorities (Executive Arrangements) (Meetings and Access to Information)
# (England) Regulations 2012. Reg 12: as soon as reasonably practicable after a meeting.
MEETING = Duty(
    "meeting",
    "Decision statement",
    "2012 Regulations, regulation 12",
    "the proper officer, or whoever presided where that officer was not present",
    parts(
        "Options considered and rejected at the meeting",
        "Conflicts of interest declared by members of the body",
        DISPENSED,
    ),
)
# Reg 13(1) and (2) of SI 2012/2089.
MEMBER = Duty(
    "member",
    "Record of a member’s decision",
    "2012 Regulations, regulation 13",
    "the member who decided, or the proper officer whom they instruct",
    parts(
        "Options considered and rejected when the decision was made",
        "Conflicts of interest declared by executive members who were consulted",
        DISPENSED,
    ),
)
# Reg 13(3) and (4) of SI 2012/2089.
OFFICER = Duty(
    "officer",
    "Record of an officer’s decision",
    "2012 Regulations, regulation 13",
    "the officer who decided",
    MEMBER.parts,
)
# Two who decide together each decide: reg 13 asks it of both.
TOGETHER = Duty(
    "together",
    "Record of a decision by a member and an officer",
    "2012 Regulations, regulation 13",
    "both who decided, or the proper officer whom the member instructs",
    MEMBER.parts,
)
# Reg 7 of SI 2014/2095, the Openness of Local Government Bodies Regulations 2014: of a power that
# was specially given. It has no part for dispensations.
OFFICER_2014 = Duty(
    "officer_2014",
    "Record of an officer’s delegated decision",
    "2014 Regulations, regulation 7",
    "the officer who decided",
    parts(
        "Options considered and rejected when the decision was made",
        "Members who declared a conflict of interest",
    ),
)
# Paragraph 41 of Schedule 12 to the Local Government Act 1972, and its section 100C.
MINUTES = Duty(
    "minutes",
    "Extract from the minutes",
    "Local Government Act 1972, section 100C",
    "whoever keeps the minutes",
    (
        (Part.DECISION, "The decision"),
        (Part.REASONS, "Reasons"),
        (Part.INTERESTS, "Interests declared"),
    ),
)
# Section 9F of the Local Government Act 2000: scrutiny reviews and recommends.
ADVICE = Duty("advice", why_none="Whoever advises or scrutinises decides nothing.")
REVIEWED = Duty("reviewed", why_none="Progress was put to them; nothing was decided.")
UNDECIDED = Duty("undecided", why_none="Nothing was decided.")


def not_known(code: str, asks: str) -> Duty:
    every = parts("Options considered and rejected", "Interests declared", "Dispensations")
    return Duty(code, "Decision notice", parts=every, asks=asks)


NO_GOVERNANCE = not_known("no_governance", "It is not recorded how the council was governed then.")
NO_ROUTE = not_known("no_route", "It is not recorded who decided: a body, a member or an officer.")
# Section 101 of the Local Government Act 1972 lets a committee, a sub-committee or an officer
# discharge a function; there is no executive, and no member decides alone.
NO_EXECUTIVE = not_known(
    "no_executive", "The council was run by committees then: no cabinet or member alone decides."
)


@dataclass(frozen=True)
class Row:
    """A rule: it holds where each of these does; None holds for all there are."""

    duty: Duty
    governance: Iterable[Governance.Form | None] | None = None
    routes: Iterable[DecisionStep.Route] | None = None
    kinds: Iterable[DecisionStep.Kind] | None = None
    gave: Iterable[DecisionStep.Route] | None = None
    decides: bool | None = None

    def holds(
        self,
        governance: Governance.Form | None,
        route: DecisionStep.Route,
        kind: DecisionStep.Kind,
        gave: DecisionStep.Route | None,
        decides: bool,
    ) -> bool:
        known = (
            (self.governance, governance),
            (self.routes, route),
            (self.kinds, kind),
            (self.gave, gave),
            (None if self.decides is None else [self.decides], decides),
        )
        return all(allowed is None or value in allowed for allowed, value in known)


EXECUTIVE = (Governance.Form.LEADER, Governance.Form.MAYOR)
# Bodies that are no executive: what they leave to an officer is no executive decision either.
OPEN_BODIES = (DecisionStep.Route.COUNCIL, DecisionStep.Route.COMMITTEE)
WITH_AN_OFFICER = (DecisionStep.Route.OFFICER, DecisionStep.Route.MEMBER_WITH_OFFICER)
# The first that holds.
DUTIES = (
    Row(ADVICE, kinds=(DecisionStep.Kind.SCRUTINY, DecisionStep.Kind.ADVISORY)),
    Row(REVIEWED, kinds=(DecisionStep.Kind.REVIEW,)),
    Row(UNDECIDED, decides=False),
    Row(MINUTES, routes=OPEN_BODIES),
    Row(NO_ROUTE, routes=(DecisionStep.Route.NOT_KNOWN,)),
    Row(OFFICER_2014, routes=WITH_AN_OFFICER, gave=OPEN_BODIES),
    Row(NO_GOVERNANCE, governance=(None,)),
    Row(MEETING, governance=EXECUTIVE, routes=(DecisionStep.Route.CABINET,)),
    Row(MEMBER, governance=EXECUTIVE, routes=(DecisionStep.Route.MEMBERS,)),
    Row(OFFICER, governance=EXECUTIVE, routes=(DecisionStep.Route.OFFICER,)),
    Row(TOGETHER, governance=EXECUTIVE, routes=(DecisionStep.Route.MEMBER_WITH_OFFICER,)),
    Row(OFFICER_2014, governance=(Governance.Form.COMMITTEES,), routes=WITH_AN_OFFICER),
    Row(NO_EXECUTIVE, governance=(Governance.Form.COMMITTEES,)),
)


def duty_for(
    governance: Governance.Form | None,
    route: DecisionStep.Route,
    kind: DecisionStep.Kind = DecisionStep.Kind.DECIDER,
    *,
    decides: bool = True,
    gave: DecisionStep.Route | None = None,
) -> Duty:
    """The record of a decision; `gave` is the route of the step whose power a delegate uses."""
    return next(row.duty for row in DUTIES if row.holds(governance, route, kind, gave, decides))
