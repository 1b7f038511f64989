"""Whether a metric's target is met, and how far the way to it is."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from plans.document import Metric
from plans.targets import TargetStatus, progress_share, target_status
from tests.plans.documents import metric_of


@dataclass(frozen=True)
class Value:
    """A result, as far as it matters here."""

    value: Decimal
    ends_on: date


def valued(value: int | str, ends_on: date = date(2025, 3, 31)) -> Value:
    return Value(Decimal(value), ends_on)


WAIT = metric_of(direction="lower is better", baseline=12, target=8, target_on=date(2026, 3, 31))


@pytest.mark.parametrize(
    ("value", "ends_on", "reach"),
    [
        (8, date(2025, 3, 31), TargetStatus.MET),
        (7, date(2026, 6, 30), TargetStatus.MET),
        (9, date(2026, 3, 30), TargetStatus.ON_THE_WAY),
        (9, date(2026, 3, 31), TargetStatus.NOT_MET),
        (12, date(2025, 3, 31), TargetStatus.NO_NEARER),
        (13, date(2025, 3, 31), TargetStatus.NO_NEARER),
    ],
)
def test_a_result_stands_to_its_target_by_direction_and_date(value, ends_on, reach):
    assert target_status(WAIT, valued(value, ends_on)) == reach


def test_higher_is_better_turns_it_round():
    recycled = metric_of(baseline=40, target=60)

    assert target_status(recycled, valued(60)) == TargetStatus.MET
    assert target_status(recycled, valued(41)) == TargetStatus.ON_THE_WAY
    assert target_status(recycled, valued(39)) == TargetStatus.NO_NEARER


def test_without_a_target_or_a_direction_nothing_is_judged():
    assert target_status(replace(WAIT, target=None), valued(9)) == TargetStatus.NO_TARGET
    assert target_status(replace(WAIT, direction="neither"), valued(9)) == TargetStatus.NO_TARGET


@pytest.mark.parametrize(
    ("kind", "reach"),
    [
        ("reported here", TargetStatus.UNTOLD),
        ("reported elsewhere", TargetStatus.ELSEWHERE),
        ("to follow", TargetStatus.TO_FOLLOW),
    ],
)
def test_without_a_result_the_metric_says_where_it_is_reported(kind, reach):
    assert target_status(replace(WAIT, kind=kind), None) == reach


def test_a_target_without_a_date_is_never_missed():
    assert (
        target_status(replace(WAIT, target_on=None), valued(9, date(2099, 1, 1)))
        == TargetStatus.ON_THE_WAY
    )


@pytest.mark.parametrize(
    ("value", "share"), [(12, "0"), (9, "0.75"), (8, "1"), (6, "1.5"), (14, "-0.5")]
)
def test_the_way_is_measured_from_baseline_to_target(value, share):
    assert progress_share(WAIT, valued(value)) == Decimal(share)


@pytest.mark.parametrize(
    "metric",
    [
        replace(WAIT, baseline=None),
        replace(WAIT, target=None),
        replace(WAIT, direction="neither"),
        replace(WAIT, target=Decimal(12)),
        replace(WAIT, target=Decimal(13)),
    ],
)
def test_there_is_no_way_where_the_target_does_not_lie_before_the_baseline(metric: Metric):
    assert progress_share(metric, valued(9)) is None
