"""Which decision of a plan counts, and what members declared before it."""

from approvals.models import Decision, MemberStatement
from plans.models import Plan

# A decision's step and, where it uses a power, the decision that gave it.
WITH_ITS_POWER = (
    *("step", "period"),
    *("step__under__decision__step", "step__under__decision__period"),
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
    return [one for one in newest.values() if one.kind in kind.interests()]
