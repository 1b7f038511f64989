"""What was resolved about submitting or publishing a plan, and whether it stops or allows that.

Pure: of the decisions that stand, in their order, the resolutions about one of the two. Scrutiny
and advice stop nothing. What was resolved of other words counts only where these rest on it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from django.db.models import QuerySet
from django.db.models.functions import JSONObject

from approvals.decisions.effects import APPROVING, DECIDES, StepKind
from approvals.models import Decision, Resolution
from approvals.models.call_in import CalledIn, called_in
from plans.models import Plan, Version
from web.dates import day_in_words

Verb: TypeAlias = Resolution.Verb
About: TypeAlias = Resolution.About
# The weightiest first: of one minute that says two things, what stops it counts.
STOPPING = (Verb.REFUSED, Verb.DEFERRED, Verb.REFERRED)
NEVER = {About.SUBMISSION: "submitted", About.PUBLICATION: "published"}


@dataclass(frozen=True, slots=True)
class LeaveLimb:
    """One resolution about submission or publication, and of which decision it is.

    `digest` is that of the words it was taken on, "" where none were before them.
    """

    decision: int
    number: int
    verb: str
    about: str
    kind: str = StepKind.DECIDER
    digest: str = ""
    body: str = field(default="", compare=False)
    on: date | None = field(default=None, compare=False)
    key: int = field(default=0, compare=False)

    @property
    def stops(self) -> bool:
        return self.verb in STOPPING

    @property
    def allows(self) -> bool:
        return self.verb in APPROVING

    @property
    def weight(self) -> int:
        return STOPPING.index(Verb(self.verb)) if self.stops else len(STOPPING)

    @property
    def whose(self) -> str:
        """ "Cabinet on 9 July 2024", as far as recorded."""
        return f"{self.body} on {day_in_words(self.on)}" if self.on else self.body


def leave_given(
    about: str, limbs: Iterable[LeaveLimb], *, words: str, rests_on: Collection[int] = ()
) -> LeaveLimb | None:
    """What was resolved last about submitting or publishing `words`: it `stops` or `allows` that.

    `limbs` are in the order of their decisions; `rests_on` are the keys of the decisions that these
    words rest on. None where nobody resolved anything about it.
    """
    last: LeaveLimb | None = None
    for limb in limbs:
        if limb.about != about or not (limb.stops or limb.allows) or limb.kind not in DECIDES:
            continue
        if limb.digest not in ("", words) and limb.decision not in rests_on:
            continue
        same = last is not None and last.decision == limb.decision
        if last is None or not same or limb.weight < last.weight:
            last = limb
    return last


def why_stopped(limb: LeaveLimb | None) -> str:
    """Why a plan is not submitted or published: which resolution, whose and when; "" if none."""
    if limb is None or not limb.stops:
        return ""
    label, about = Verb(limb.verb).label.lower(), About(limb.about)
    return (
        f"By resolution {limb.number} of {limb.whose} its {about.value} was {label}. It is not "
        f"{NEVER[about]} unless a later resolution approves that."
    )


def leave_limbs(plan: Plan) -> list[LeaveLimb]:
    """Every such resolution of the decisions on a plan that stand, in their order; one query."""
    rows = about_leaving(plan).values_list(*NAMED.values())
    return [LeaveLimb(*row) for row in rows]


# The columns of a `LeaveLimb`, in its order.
NAMED = {
    **{name: name for name in ("decision", "number", "verb", "about")},
    "kind": "decision__step__kind",
    "digest": "decision__digest",
    "body": "decision__step__body",
    "on": "decision__decided_on",
    "key": "pk",
}


def about_leaving(plan: Any) -> QuerySet[Resolution]:
    """Those of a plan, also of one that a query names; what was decided again counts no more."""
    of_it = called_in("decision", "decision__step__under__decision")
    # The stubs know nothing of a name that a query gives.
    rows: Any = Resolution.objects.filter(
        decision__step__plan=plan, decision__corrected_by=None, about__in=NEVER
    ).alias(of_it=of_it)
    found: QuerySet[Resolution] = rows.exclude(of_it=CalledIn.RECONSIDERED)
    return found.order_by("decision__step__place", "number")


def leaving_told(plan: Any) -> QuerySet[Resolution, Any]:
    """The same as JSON, for the query of a step; `told_limb` reads each."""
    return about_leaving(plan).values_list(JSONObject(**NAMED))


def told_limb(row: Mapping[str, Any]) -> LeaveLimb:
    on = row["on"]
    return LeaveLimb(**{**row, "on": date.fromisoformat(on) if on else None})


def leave_for(
    plan: Plan, about: str, version: Version, decision: Decision | None
) -> LeaveLimb | None:
    """What was resolved last about submitting or publishing these words of a plan."""
    rests_on = {one.pk for one in decision.rests_on()} if decision else set[int]()
    return leave_given(about, leave_limbs(plan), words=version.digest, rests_on=rests_on)
