"""Whether a metric's target is met, and how far the way to it is."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from plans.document import Metric
from plans.targets import TargetStatus, progress_share, status_in_words, target_status
from tests.plans.documents import metric_of


@dataclass(frozen=True)
class Value:
    """A result, as far as it matters here."""

    value: Decimal
    ends_on: date


def valued(value: int | str, ends_on: date = date(2025, 3, 31)) -> Value:
    return Value(Decimal(value), ends_on)


DAY = date(2026, 3, 31)


def stands(metric: Metric, newest: Value | None, on: date = DAY) -> TargetStatus:
    return target_status(metric, newest, on=on)


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
    assert stands(WAIT, valued(value, ends_on)) == reach


def test_higher_is_better_turns_it_round():
    recycled = metric_of(baseline=40, target=60)

    assert stands(recycled, valued(60)) == TargetStatus.MET
    assert stands(recycled, valued(41)) == TargetStatus.ON_THE_WAY
    assert stands(recycled, valued(39)) == TargetStatus.NO_NEARER


def test_without_a_target_or_a_direction_nothing_is_judged():
    assert stands(replace(WAIT, target=None), valued(9)) == TargetStatus.NO_TARGET
    assert stands(replace(WAIT, direction="neither"), valued(9)) == TargetStatus.NO_TARGET


@pytest.mark.parametrize(
    ("kind", "reach"),
    [
        ("reported here", TargetStatus.UNTOLD),
        ("reported elsewhere", TargetStatus.ELSEWHERE),
        ("to follow", TargetStatus.TO_FOLLOW),
    ],
)
def test_without_a_result_the_metric_says_where_it_is_reported(kind, reach):
    assert stands(replace(WAIT, kind=kind), None) == reach


def test_a_target_without_a_date_is_never_missed():
    assert (
        stands(replace(WAIT, target_on=None), valued(9, date(2099, 1, 1)))
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


# What is known, and as of when

LONG_AFTER = date(2126, 1, 1)
METRICS = [
    replace(WAIT, kind=kind, direction=direction, target_on=target_on, promised_on=promised)
    for kind in ("reported here", "reported elsewhere", "to follow")
    for direction in ("lower is better", "higher is better", "neither")
    for target_on in (None, date(2026, 3, 31))
    for promised in (None, date(2024, 12, 31))
]
RESULTS = [valued(value) for value in (7, 8, 9, 12, 13)]


def says_it_is_old(words: str) -> bool:
    """Whether a sentence names the day it is of, or claims nothing of today."""
    names_a_day = "2024" in words or "2025" in words or "2026" in words
    return names_a_day or words in ("No result yet", "Reported elsewhere", "To follow")


def test_with_a_clock_far_ahead_no_status_claims_a_present_fact_on_an_old_result():
    seen = set()
    for metric in METRICS:
        for newest in (*RESULTS, None):
            words = status_in_words(metric, newest, on=LONG_AFTER)
            seen.add(stands(metric, newest, on=LONG_AFTER))
            assert says_it_is_old(words), words
            if newest:
                assert "31 March 2025" in words
    assert seen >= {TargetStatus.PASSED, TargetStatus.NOT_GIVEN, TargetStatus.MET}


def test_the_control_the_bare_label_claims_it():
    assert not says_it_is_old(TargetStatus.ON_THE_WAY.label)


def test_a_target_day_gone_by_with_no_result_since_says_that():
    before, after = DAY, date(2026, 4, 1)
    assert stands(WAIT, valued(9), before) == TargetStatus.ON_THE_WAY
    assert stands(WAIT, valued(9), after) == TargetStatus.PASSED
    assert status_in_words(WAIT, valued(9), on=after) == (
        "Target day passed, 31 March 2026, and no result since 31 March 2025"
    )


def test_what_was_promised_by_a_day_gone_by_is_flagged():
    promised = replace(WAIT, kind="to follow", promised_on=date(2024, 12, 31))
    assert stands(promised, None, date(2024, 12, 31)) == TargetStatus.TO_FOLLOW
    assert status_in_words(promised, None, on=DAY) == (
        "Was to follow, by 31 December 2024, and no result is recorded"
    )
