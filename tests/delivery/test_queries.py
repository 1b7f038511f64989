"""How a plan’s delivery is read: by its council, and by residents."""

from datetime import date

import pytest
from django.utils import timezone

from delivery.queries import delivery_of, progress_public
from delivery.status import State
from plans.actions import items
from tests.approvals.makers import Chamber, make_monitored, make_published
from tests.approvals.promises import commitment, make_promising, told
from tests.plan_makers import make_commitment, make_metric

pytestmark = pytest.mark.usefixtures("plain_paper")


@pytest.fixture
def chamber(db: None) -> Chamber:
    return make_promising()


def test_delivery_is_measured_against_the_decided_words_and_marks_what_came_later(monitored):
    one = commitment(monitored)
    items.edit_item(
        one, by=monitored.author, seen=one.revision, reason="Softer", what="Answer some calls"
    )
    make_commitment(monitored.plan, monitored.author, "C3", reason="Asked by members")

    found = delivery_of(monitored.plan, on=timezone.localdate())

    assert found.commitments[0].promised.what == "Answer calls within a minute"
    assert [(each.promised.reference, each.added) for each in found.commitments] == [
        ("C1", False),
        ("C2", False),
        ("C3", True),
    ]


def test_a_metric_that_was_to_follow_is_taken_as_it_is_by_now(chamber):
    promised = {"kind": "to follow", "promised_on": date(2025, 1, 1)}
    metric = make_metric(chamber.plan, chamber.author, "Days to decide", **promised)
    make_monitored(chamber)
    items.edit_item(
        metric, by=chamber.author, seen=metric.revision, reason="Set now", kind="reported here"
    )

    [_, found] = delivery_of(chamber.plan, on=timezone.localdate()).metrics

    assert (found.measured.kind, found.added) == ("reported here", True)


def test_before_a_decision_it_is_the_working_copys(chamber):
    found = delivery_of(chamber.plan, on=timezone.localdate())

    assert not found.is_decided
    assert found.states == (State.UNTOLD,)


def test_residents_see_the_newest_update_of_what_was_published_and_nothing_added_since(monitored):
    make_published(monitored)
    told(monitored, "at_risk")
    make_commitment(monitored.plan, monitored.author, "C3", reason="Asked by members")

    found = progress_public(monitored.plan)

    assert [(one.promised.reference, one.state) for one in found.commitments] == [
        ("C1", State.AT_RISK),
        ("C2", State.UNTOLD),
    ]


def test_of_a_plan_that_is_not_published_residents_see_nothing(monitored):
    assert progress_public(monitored.plan) is None


@pytest.mark.parametrize("more", [0, 3])
def test_delivery_is_read_in_as_many_statements_for_many_commitments(
    chamber, more, django_assert_num_queries
):
    for number in range(more):
        make_commitment(chamber.plan, chamber.author, f"M{number}")
    make_monitored(chamber)
    publication = make_published(chamber)
    told(chamber)

    with django_assert_num_queries(6):
        delivery_of(chamber.plan, on=timezone.localdate())
    with django_assert_num_queries(1):
        progress_public(chamber.plan, publication)
