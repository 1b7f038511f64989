"""The form of a metric asks what it cannot know."""

import pytest

from plans.access import plan_url
from plans.models import Metric

TYPED = {"name": "Agency staff", "kind": "reported here", "baseline": "30", "target": "20"}


@pytest.fixture
def url(plan):
    return plan_url("item_add", plan, "metrics")


def test_nobody_is_told_beforehand_which_is_better(browser, url):
    page = browser.get(url)

    field = page.context["form"]["direction"]
    assert field.value() == ""
    assert [choice.data["selected"] for choice in field] == [False] * 3


def test_a_metric_says_which_is_better(browser, plan, url):
    refused = browser.post(url, TYPED)
    assert refused.status_code == 422
    assert b"Say which is better" in refused.content

    assert browser.post(url, TYPED | {"direction": "lower is better"}).status_code == 302
    assert plan.metrics.get().direction == Metric.Direction.LOWER


def test_what_was_said_is_shown_again(browser, plan, url):
    browser.post(url, TYPED | {"direction": "neither"})

    page = browser.get(plan_url("item", plan, "metrics", plan.metrics.get().pk))
    assert page.context["form"]["direction"].value() == "neither"
