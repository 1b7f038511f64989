"""Where somebody goes back to from a page on which a part of the plan is written."""

from plans.access import PlanRequest, plan_url
from plans.models import Plan, Theme


def part_address(plan: Plan, theme: Theme | None) -> str:
    return plan_url("theme", plan, theme.pk) if theme else plan_url("introduction", plan)


def home_of(request: PlanRequest, plan: Plan, theme: Theme | None, passage: int = 0) -> str:
    """Where whoever writes goes back to: the plan's page, if they came from there, or the part."""
    if not is_on_page(request):
        return part_address(plan, theme)
    key = theme.pk if theme else "introduction"
    return f"{plan_url('page_write', plan)}#{f'passage-{passage}' if passage else f'part-{key}'}"


def is_on_page(request: PlanRequest) -> bool:
    """Whether what is asked for is opened on the page of the whole plan."""
    return request.GET.get("on") == "page"


def part_title(theme: Theme | None) -> str:
    return theme.title if theme else "Introduction"
