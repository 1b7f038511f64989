"""Powers that a resolution gave: what is said of one, what is wrong with it, which stand open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from approvals.decisions.effects import Effect
from approvals.models import Decision, Delegation, DelegationHolder, Resolution
from approvals.models.delegation import named
from approvals.workflow.engine import RecordContext
from plans.models import Plan
from web.errors import Refused

Scope = Delegation.Scope
# Of everybody who was given a power: together they are a step's decision-maker.
LONGEST_NAMES = 200


@dataclass(frozen=True)
class DelegationData:
    """To whom a resolution left what, as its words have it; what they do not say stays empty."""

    holders: Sequence[str]
    scope: Sequence[str] = ()
    jointly: bool | None = None
    consulting: str = ""
    conditions: str = ""
    until: date | None = None
    report_back: str = ""

    @property
    def names(self) -> str:
        return named(self.holders, jointly=self.jointly)


def faults_in_delegation(
    said: DelegationData | None,
    *,
    delegates: bool,
    outcome: Effect,
    decided_on: date | None,
    known: bool,
) -> Iterator[Refused]:
    """What is wrong with a power; `delegates` says whether a resolution gives one."""
    if said is None:
        if delegates and known:
            yield Refused("Enter to whom it was delegated.", field="delegated_to")
        return
    if not delegates:
        why = "No resolution delegates anything: choose the verb “Delegated” for the one that does."
        yield Refused(why, field="delegated_to")
    if not said.holders:
        yield Refused("Enter to whom it was delegated.", field="delegated_to")
    if len(said.names) > LONGEST_NAMES:
        why = f"All their names together must be {LONGEST_NAMES} characters or fewer."
        yield Refused(why, field="delegated_to")
    if known and not said.scope:
        yield Refused("Say what they may do.", field="scope")
    if outcome == Effect.DELEGATED and said.scope and Scope.APPROVE not in said.scope:
        yield Refused(
            "By its resolutions the plan itself was left to them: then they may approve it.",
            field="scope",
        )
    if said.until and decided_on and said.until < decided_on:
        yield Refused("It cannot have ended before it was given.", field="delegated_until")


def add_delegation(m: RecordContext, decision: Decision, said: DelegationData) -> Delegation:
    """Write the power down under the first resolution that gives one."""
    given = decision.resolutions.filter(verb=Resolution.Verb.DELEGATED).earliest("number")
    facts = {name: value for name, value in vars(said).items() if name != "holders"}
    row = Delegation(resolution=given, **facts | {"scope": list(said.scope)})
    m.act.add(row)
    for title in said.holders:
        m.act.add(DelegationHolder(delegation=row, title=title))
    return row


# A power given by a decision that refused the plan, or put it off, changes nothing.
GIVING = Decision.ENDORSING | {Decision.Outcome.DELEGATED}


def powers_to_change(plan: Plan, on: date) -> list[Delegation]:
    """Those that let somebody, on a day, put other words in the place of those endorsed."""
    rows = changing(on).filter(resolution__decision__step__plan=plan)
    known = rows.select_related("resolution__decision__step").prefetch_related("holders")
    return list(known.order_by("-pk"))


def changing(on: date) -> QuerySet[Delegation]:
    """Every such power, over any plan."""
    made = "resolution__decision__decided_on"
    return Delegation.objects.filter(
        Q(until=None) | Q(until__gte=on),
        Q(**{made: None}) | Q(**{f"{made}__lte": on}),
        scope__overlap=sorted(Delegation.CHANGING),
        resolution__decision__outcome__in=GIVING,
        resolution__decision__corrected_by=None,
    )
