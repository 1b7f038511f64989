"""Which decision of a plan counts, and what members declared before it."""

from approvals.models import Decision, MemberStatement
from plans.models import Plan

# Until when a decision can be called in, and what superseded that.
COUNTED = "first_period__superseded_by"
# A decision's step and, where it uses a power, the decision that gave it.
WITH_ITS_POWER = (
    *("step", COUNTED),
    *("step__under__decision__step", f"step__under__decision__{COUNTED}"),
)


def newest_decision(plan: Plan) -> Decision | None:
    """The decision whose words count: the newest that agreed the plan or noted it.

    Publishing, submitting, replacing and filing read a plan's decided words from here alone.
    """
    counts = Decision.objects.filter(
        step__plan=plan, outcome__in=[*Decision.ENDORSING, Decision.Outcome.NOTED]
    )
    return counts.select_related("version", *WITH_ITS_POWER).order_by("-step__place").first()


def interests_declared_here(plan: Plan) -> list[MemberStatement]:
    """The interest that each member last declared on their own page, oldest first."""
    kind = MemberStatement.Kind
    said = MemberStatement.objects.filter(step__plan=plan, kind__in=kind.declarations())
    newest = {one.member_id: one for one in said.select_related("member").order_by("at", "pk")}
    return [one for one in newest.values() if one.kind != kind.NO_INTEREST]
