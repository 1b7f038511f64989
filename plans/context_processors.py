"""What base.html shows above every page of a plan; asks the database nothing."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from plans.deadline import deadline_view


def plan_deadline(request: HttpRequest) -> dict[str, Any]:
    """The deadline of the plan that `plan_or_404` found for this page; else nothing."""
    plan = getattr(request, "plan", None)
    if plan is None:
        return {}
    # Counted where it is shown: a form that opens within a page shows none.
    return {"plan_deadline": SimpleLazyObject(lambda: deadline_view(plan, now=timezone.now()))}
