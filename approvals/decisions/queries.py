"""Which decision of a plan counts."""

from approvals.models import Decision
from plans.models import Plan


def newest_decision(plan: Plan) -> Decision | None:
    """The decision whose words count: the newest that agreed the plan or noted it.

    Publishing, submitting, replacing and filing read a plan's decided words from here alone.
    """
    counts = Decision.objects.filter(
        step__plan=plan, outcome__in=[*Decision.ENDORSING, Decision.Outcome.NOTED]
    )
    return counts.select_related("version", "step").order_by("-step__place").first()
