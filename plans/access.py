"""The way into a plan: strangers find nothing there, others what their role allows."""

from django.shortcuts import get_object_or_404

from councils.access import Request, council_or_404
from councils.roles import Right
from plans.models import Passage, Plan

READ = (Right.READ_DRAFTS, Right.READ_DECISIONS)
WRITE = (Right.WRITE_PLANS,)


def plan_or_404(
    request: Request, council: str, plan: str, rights: tuple[Right, ...] = READ
) -> Plan:
    """The plan at this address, in two queries: who the person is there, and the plan.

    Kept as `request.plan`, for the deadline that every page of the plan shows.
    Http404 for strangers, PermissionDenied for people who may see it but hold none of `rights`.
    """
    standing = council_or_404(request, council)
    found = get_object_or_404(Plan.objects.visible_to([standing]).whole(), slug=plan)
    found.council = standing.council
    standing.require(*rights)
    request.plan = found  # type: ignore[attr-defined]
    return found


def passage_or_404(
    request: Request, council: str, plan: str, passage: int, rights: tuple[Right, ...] = READ
) -> Passage:
    """A passage with its plan and answers, in three queries; a contributor finds only their own."""
    standing = council_or_404(request, council)
    plans = Plan.objects.visible_to([standing]).filter(slug=plan)
    found = get_object_or_404(Passage.objects.filter(plan__in=plans).whole(), pk=passage)
    found.plan.council = standing.council
    if found.writer_id == standing.person.pk:
        rights = (*rights, Right.WRITE_ASSIGNED)
    standing.require(*rights)
    found.plan.listed_days_off = found.listed_days_off
    request.plan = found.plan  # type: ignore[attr-defined]
    return found
