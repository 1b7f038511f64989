"""The list of a council's plans: every plan on one page or the next, none twice."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from plans.models import Plan
from plans.views.plans import PAGE
from tests.plan_makers import make_plan


@pytest.fixture
def many(plan, author) -> list[str]:
    """More plans than a page holds, some of one title, by title."""
    make_plan(plan.council, author, "A last one")
    Plan.objects.bulk_create(
        Plan(
            council=plan.council,
            slug=f"plan-{number}",
            title=f"Plan {number % 7}",
            commission=plan.commission,
            created_at=plan.created_at,
        )
        for number in range(PAGE)
    )
    return list(Plan.objects.order_by("title", "pk").values_list("slug", flat=True))


def slugs(page) -> list[str]:
    return [one.address.split("/")[-2] for one in page.context["plans"]]


def test_every_plan_is_on_one_page_or_the_next(browser, plan, many):
    first = browser.get(f"/{plan.council.slug}/")
    following = dict(parse_qsl(urlsplit(f"?{first.context['next_page']}").query))
    second = browser.get(f"/{plan.council.slug}/", following)

    assert slugs(first) + slugs(second) == many
    assert len(slugs(first)) == PAGE
    assert (first.context["first_page"], second.context["first_page"]) == (True, False)
    assert second.context["next_page"] == ""


def test_one_page_names_no_next(browser, plan):
    page = browser.get(f"/{plan.council.slug}/")

    assert slugs(page) == [plan.slug]
    assert page.context["next_page"] == ""
