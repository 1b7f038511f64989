"""The step of a plan that waits for its decision."""

from approvals.models import Step
from councils.errors import Refused
from plans.models import Plan


def waiting_step(plan: Plan) -> Step | None:
    """The newest step, while it waits for its decision; a withdrawn plan leaves its own open."""
    steps = plan.steps.select_related("round__version", "round__report", "decision")
    step = steps.order_by("-place").first()
    return None if step is None or hasattr(step, "decision") else step


def open_step(plan: Plan) -> Step:
    step = waiting_step(plan)
    if step is None:
        raise Refused("The meeting’s outcome is recorded already.")
    return step
