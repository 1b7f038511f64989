"""What residents see of delivery: the newest of what was published, and a page that says when."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from delivery.actions import update_commitment
from plans.actions import items
from plans.models import Metric
from tests.approvals.makers import Chamber, make_monitored, make_published
from tests.plan_makers import make_commitment, make_metric

ANYBODY = Client()


@pytest.fixture
def chamber(chamber: Chamber, plain_paper: None) -> Chamber:
    """A published plan that is being monitored."""
    make_commitment(chamber.plan, chamber.author, "C1", owner_name="Somebody Private")
    make_metric(chamber.plan, chamber.author, baseline=Decimal(0), target=Decimal(10))
    make_monitored(chamber)
    make_published(chamber)
    return chamber


def page_of(chamber: Chamber, **headers: str):
    address = reverse("published_plan", args=[chamber.council.slug, chamber.plan.slug])
    return ANYBODY.get(address, headers={name.replace("_", "-"): v for name, v in headers.items()})


def report(chamber: Chamber, narrative: str = "It is built.", status: str = "on_track") -> None:
    update_commitment(
        chamber.plan.commitments.get(reference="C1"),
        by=chamber.author,
        as_at=timezone.localdate(),
        status=status,
        narrative=narrative,
        next_step="Open it.",
    )


def test_before_anything_is_reported_the_page_is_the_plan_alone(chamber):
    assert "Is it being delivered?" not in page_of(chamber).content.decode()


def test_residents_read_the_newest_update_and_the_result(chamber):
    report(chamber, "The first words.", "at_risk")
    report(chamber)
    metric = Metric.objects.get(plan=chamber.plan)
    year = {"period": "2024/25", "ends_on": date(2025, 3, 31)}
    items.record_result(metric, by=chamber.author, value=Decimal(4), **year)

    page = page_of(chamber).content.decode()

    assert "It is built." in page
    assert "Open it." in page
    assert "On the way" in page
    assert "The first words." not in page
    assert "Somebody Private" not in page


def test_the_page_takes_three_statements_and_is_not_unchanged_after_a_report(chamber):
    report(chamber, "The first words.")
    with CaptureQueriesContext(connection) as asked:
        first = page_of(chamber)
    statements = len(asked)
    since = {"if_modified_since": first["Last-Modified"]}
    unchanged = page_of(chamber, **since), page_of(chamber, if_none_match=first["ETag"])
    # A header tells seconds: as much later as a person's next report at least is.
    moment = timezone.now() + timedelta(seconds=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment)
        report(chamber)
    changed = page_of(chamber, **since), page_of(chamber, if_none_match=first["ETag"])

    # What was done last in the council, the publication, and what was reported.
    assert statements == 3
    assert [page.status_code for page in unchanged] == [304, 304]
    assert [page.status_code for page in changed] == [200, 200]
