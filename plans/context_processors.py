"""What base.html shows above every page of a plan; asks the database nothing."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from plans.deadline import deadline_view


def plan_deadline(request: HttpRequest) -> dict[str, Any]:
    """The deadline of the plan that `plan_or_404` found for this page; else nothing."""
    plan = getattr(request, "plan", None)
    return {"plan_deadline": deadline_view(plan, now=timezone.now())} if plan else {}
