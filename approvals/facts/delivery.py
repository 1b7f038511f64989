"""What the plan's home tells of delivery."""

from django.utils import timezone

from approvals.delivery import Delivery, delivery_of
from plans.models import Plan, Stage


def facts_of(plan: Plan) -> Delivery | None:
    """How delivery stands today; None before monitoring, when there is nothing to tell."""
    if plan.stage not in (Stage.MONITORING, Stage.CLOSED):
        return None
    return delivery_of(plan, on=timezone.localdate())
