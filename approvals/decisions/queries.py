"""Which decision of a plan counts, and what members declared before it."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from approvals.models import Decision, MemberStatement
from approvals.models.call_in import CalledIn, called_in
from plans.models import Plan

# Until when a decision can be called in, and what superseded that.
COUNTED = "first_period__superseded_by"
# A decision's step and, where it uses a power, the decision that gave it.
WITH_ITS_POWER = (
    *("step", COUNTED),
    *("step__under__decision__step", f"step__under__decision__{COUNTED}"),
)

# What is said of a plan while a call-in keeps its decision from being carried out.
HELD_BY = {
    CalledIn.RECEIVED: (
        "A call-in was received. Until it is said whether it is valid, nothing is published or "
        "submitted."
    ),
    CalledIn.OPEN: (
        "The decision was called in. Until it is decided again, or stands, nothing is published or "
        "submitted."
    ),
}


def newest_decision(plan: Plan) -> Decision | None:
    """The decision whose words count: the newest that agreed the plan or noted it.

    Publishing, submitting, replacing and filing read a plan's decided words from here alone.
    """
    return newest_decisions([plan.pk]).get(plan.pk)


def newest_decisions(plans: Collection[int]) -> dict[int, Decision]:
    """The same of several plans, by their keys; one query."""
    counts = in_force(plans).filter(outcome__in=[*Decision.ENDORSING, Decision.Outcome.NOTED])
    whole = counts.select_related("version", *WITH_ITS_POWER)
    newest = whole.order_by("step__plan_id", "-step__place").distinct("step__plan_id")
    # What was refused when it was decided again after a call-in counts no more.
    counted = (one for one in newest if one.called_in != CalledIn.RECONSIDERED)
    return {one.step.plan_id: one for one in counted}


def standing(plan: Plan) -> QuerySet[Decision]:
    """What was decided on a plan, without what was recorded wrongly and corrected since."""
    return in_force([plan.pk])


def in_force(plans: Collection[int]) -> QuerySet[Decision]:
    # The stubs know nothing of a name that both a query and its model speak of.
    rows: Any = Decision.objects.filter(step__plan__in=plans, corrected_by=None)
    found: QuerySet[Decision] = rows.annotate(called_in=called_in("pk", "step__under__decision"))
    return found


def why_held(decision: Decision | None) -> str:
    """Why what a decision agreed is not carried out now; "" when no call-in stops it."""
    return HELD_BY[CalledIn(decision.called_in)] if decision and decision.is_held else ""


def interests_declared_here(plan: Plan) -> list[MemberStatement]:
    """The interest that each member last declared on their own page, oldest first."""
    kind = MemberStatement.Kind
    said = MemberStatement.objects.filter(step__plan=plan, kind__in=kind.declarations())
    newest = {one.member_id: one for one in said.select_related("member").order_by("at", "pk")}
    return [one for one in newest.values() if one.kind in kind.interests()]
