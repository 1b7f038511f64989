"""The trail above a plan's pages."""

from django.urls import reverse

from plans.models import Plan

Trail = list[tuple[str, str]]


def trail(plan: Plan, *steps: tuple[str, str]) -> Trail:
    """The council's plans, the plan, and the steps below it, as (label, address)."""
    council = plan.council
    return [
        ("Plans", reverse("plans", args=[council.slug])),
        (plan.title, plan.get_absolute_url()),
        *steps,
    ]


def at(name: str, plan: Plan, *rest: object) -> str:
    """The address of one of a plan's pages."""
    return reverse(name, args=[plan.council.slug, plan.slug, *rest])
