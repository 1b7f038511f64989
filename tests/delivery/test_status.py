"""How commitments and metrics stand at a date, from plain data alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delivery import status as delivery_status
from delivery.models import CommitmentOutcome, ProgressUpdate
from delivery.reported import ReportedDelivery
from delivery.status import Delivery, State, delivery_at
from tests.approvals.told import ended, updated, valued
from tests.plans.documents import commitment_of, metric_of, plan, theme

DAY = date(2026, 6, 30)
LONDON = ZoneInfo("Europe/London")
DOCUMENT = plan(
    theme(number=1, title="Services"),
    theme(number=2, title="Data"),
    commitments=(commitment_of(1, theme=2), commitment_of(2, theme=1), commitment_of(3)),
    metrics=(metric_of(1, baseline=0, target=10),),
)

days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
updates = st.builds(
    updated,
    st.sampled_from([1, 2, 3]),
    days,
    st.sampled_from(ProgressUpdate.Status.values),
    recorded=days,
    key=st.integers(1, 999),
)
endings = st.builds(
    ended, st.sampled_from([1, 2, 3]), days, st.sampled_from(CommitmentOutcome.Outcome.values)
)
results = st.builds(valued, st.integers(-5, 15), days)
told = st.builds(
    ReportedDelivery,
    st.lists(updates, max_size=8).map(tuple),
    st.lists(endings, max_size=3, unique_by=lambda one: one.commitment).map(tuple),
    st.lists(results, max_size=5, unique_by=lambda one: one.ends_on).map(tuple),
)


def until(everything: ReportedDelivery, day: date) -> ReportedDelivery:
    """What is told of a day or of an earlier one, said once more and differently."""
    return ReportedDelivery(
        tuple(one for one in everything.updates if not one.as_at > day),
        tuple(
            one for one in everything.endings if not one.recorded_at.astimezone(LONDON).date() > day
        ),
        tuple(one for one in everything.results if not one.ends_on > day),
    )


def shown(delivery: Delivery) -> list[object]:
    """Everything that pages and papers print of it."""
    return [
        [(one.state, one.updates, one.ending, one.is_overdue) for one in delivery.commitments],
        [(one.reach, one.share, one.results) for one in delivery.metrics],
        delivery.table,
        delivery.in_words,
        delivery.last_told,
        delivery.changed_at,
    ]


@given(told, days)
def test_a_page_at_a_date_uses_only_what_is_told_of_that_date_or_earlier(everything, day):
    whole = delivery_at(DOCUMENT, everything, on=day)

    assert shown(whole) == shown(delivery_at(DOCUMENT, until(everything, day), on=day))


@pytest.mark.parametrize("guard", ["updates_to", "results_to"])
def test_that_property_fails_with_the_guard_off(monkeypatch, guard):
    """The control: later updates and results let through are noticed."""
    later = ReportedDelivery(
        (updated(1, DAY + timedelta(1)),), (), (valued(9, DAY + timedelta(1)),)
    )
    earlier = shown(delivery_at(DOCUMENT, until(later, DAY), on=DAY))
    guarded = getattr(delivery_status, guard)
    monkeypatch.setattr(delivery_status, guard, lambda on, *rest: guarded(date.max, *rest))

    assert shown(delivery_at(DOCUMENT, later, on=DAY)) != earlier


@given(told, days)
def test_the_themes_and_the_states_add_up_to_the_commitments(everything, day):
    delivery = delivery_at(DOCUMENT, everything, on=day)

    assert sum(theme.all for theme in delivery.themes) == len(delivery.commitments)
    assert delivery.counts.all == len(delivery.commitments)
    assert [sum(column) for column in zip(*[counts for _, counts in delivery.table], strict=True)]


def test_the_newest_update_is_that_of_the_latest_day_then_the_last_recorded():
    first = updated(1, DAY, "at_risk", recorded=DAY)
    corrected = updated(1, DAY, "off_track", recorded=DAY + timedelta(9))
    earlier = updated(1, DAY - timedelta(1), "done", recorded=DAY + timedelta(30))

    [one, *_] = delivery_at(
        DOCUMENT, ReportedDelivery((corrected, earlier, first)), on=DAY
    ).commitments

    assert one.state == State.OFF_TRACK
    assert [each.status for each in one.updates] == ["off_track", "at_risk", "done"]


def test_what_became_of_a_commitment_goes_before_its_updates():
    everything = ReportedDelivery((updated(1, DAY),), (ended(1, DAY, "stopped", "No grant."),))

    [one, *_] = delivery_at(DOCUMENT, everything, on=DAY).commitments
    [before, *_] = delivery_at(DOCUMENT, everything, on=DAY - timedelta(1)).commitments

    assert one.state == State.STOPPED
    assert before.state == State.UNTOLD


def test_an_ending_after_midnight_in_london_counts_from_that_day():
    # Half past eleven at night in universal time is already the next day in a London summer.
    late = replace(ended(1, DAY), recorded_at=datetime(2026, 6, 30, 23, 30, tzinfo=ZoneInfo("UTC")))

    [one, *_] = delivery_at(DOCUMENT, ReportedDelivery((), (late,)), on=DAY).commitments

    assert one.state == State.UNTOLD


@pytest.mark.parametrize(
    ("status", "due", "overdue"),
    [("on_track", DAY, False), ("on_track", DAY - timedelta(1), True), ("done", DAY, False)],
)
def test_a_commitment_is_overdue_from_the_day_after_it_was_due(status, due, overdue):
    document = plan(commitments=(commitment_of(1, due=due),))

    [one] = delivery_at(document, ReportedDelivery((updated(1, DAY, status),)), on=DAY).commitments

    assert one.is_overdue is overdue


def test_themes_come_in_the_plans_order_and_commitments_of_none_last():
    delivery = delivery_at(DOCUMENT, ReportedDelivery((updated(1, DAY, "done"),)), on=DAY)

    assert [each.title for each in delivery.themes] == [
        "Theme 1: Services",
        "Theme 2: Data",
        "No theme",
    ]
    assert delivery.states == (State.DONE, State.UNTOLD)
    assert (
        delivery.in_words == "At 30 June 2026, of 3 commitments, as reported for 30 June 2026: "
        "1 done, 2 with nothing reported yet."
    )


def test_the_page_changes_when_something_is_recorded_and_when_a_due_day_goes_by():
    document = plan(commitments=(commitment_of(1, due=DAY),))
    everything = ReportedDelivery((updated(1, DAY - timedelta(60)),))

    recorded = delivery_at(document, everything, on=DAY).changed_at
    overdue = delivery_at(document, everything, on=DAY + timedelta(1)).changed_at

    assert recorded == everything.updates[0].recorded_at
    assert overdue == datetime(2026, 7, 1, tzinfo=LONDON)
    assert delivery_at(document, ReportedDelivery(), on=DAY).changed_at is None


LONG_AFTER = date(2126, 1, 1)


@pytest.mark.parametrize("status", ["on_track", "at_risk", "off_track", "not_started", "done"])
def test_with_a_clock_far_ahead_each_state_names_the_day_it_is_known_of(status):
    document = plan(commitments=(commitment_of(1, due=DAY),))
    delivery = delivery_at(document, ReportedDelivery((updated(1, DAY, status),)), on=LONG_AFTER)
    [one] = delivery.commitments
    assert f"{one.state.label}, as at 30 June 2026" in one.in_words
    assert ("no outcome is recorded" in one.in_words) is (status != "done")
    assert "as reported for 30 June 2026" in delivery.in_words


def test_the_control_a_state_alone_names_no_day():
    assert "2026" not in State.ON_TRACK.label


def test_what_is_untold_says_so_and_what_ended_says_when_that_was_recorded():
    document = plan(commitments=(commitment_of(1), commitment_of(2)))
    told = ReportedDelivery((), (ended(1, DAY),))
    first, second = delivery_at(document, told, on=LONG_AFTER).commitments
    assert "recorded 30 June 2026" in first.in_words
    assert second.in_words == "Nothing reported yet"


def test_the_page_changes_when_a_target_day_goes_by_without_a_result():
    metric = metric_of(target=10, baseline=0, target_on=DAY)
    document = plan(metrics=(metric,))
    later = delivery_at(document, ReportedDelivery(), on=DAY + timedelta(1)).changed_at
    assert later == datetime(2026, 7, 1, tzinfo=LONDON)
    assert delivery_at(document, ReportedDelivery(), on=DAY).changed_at is None
