"""The pictures of delivery: what they draw is what the tables say."""

from collections import Counter
from datetime import date

import pytest

from delivery import charts
from delivery.reported import ReportedDelivery
from delivery.status import Delivery, State, delivery_at
from tests.approvals.told import ended, updated, valued
from tests.plans.documents import commitment_of, metric_of, plan, theme

DAY = date(2026, 6, 30)
STATUSES = ["done", "on_track", "at_risk", "off_track", "not_started"]


def delivery_with(*themes: int, metrics: int = 0) -> Delivery:
    """So many commitments for each theme, in all states by turns."""
    owners = [number for number, count in enumerate(themes, start=1) for _ in range(count)]
    document = plan(
        *(theme(number=number, title=f"Theme {number}") for number in range(1, len(themes) + 1)),
        commitments=tuple(
            commitment_of(key, theme=owner) for key, owner in enumerate(owners, start=1)
        ),
        metrics=tuple(metric_of(key, baseline=0, target=10) for key in range(1, metrics + 1)),
    )
    updates = [updated(key, DAY, STATUSES[key % 5]) for key in range(1, len(owners) + 1)]
    results = [valued(key, DAY, metric=key) for key in range(1, metrics + 1)]
    return delivery_at(document, ReportedDelivery(tuple(updates), (), tuple(results)), on=DAY)


def test_each_bar_is_as_wide_as_its_share_of_the_largest_theme():
    [picture] = charts.by_theme(delivery_with(10, 5))

    rows = Counter(bar.y for bar in picture.bars)
    wide = {y: sum(bar.width + charts.SEAM for bar in picture.bars if bar.y == y) for y in rows}
    assert sorted(round(width, 6) for width in wide.values()) == [0.5, 1]


def test_no_bar_leaves_the_picture():
    for picture in charts.by_theme(delivery_with(17, 3, 9)):
        assert all(bar.x >= 0 and bar.x + bar.width <= 1 for bar in picture.bars)
        assert all(bar.y + bar.height <= picture.height for bar in picture.bars)


def test_every_state_has_a_mark_of_its_own():
    assert len(set(charts.MARKS.values())) == len(State)
    assert set(charts.MARKS) == set(charts.TONES) == set(State)


def test_a_bar_wide_enough_says_its_mark_and_its_number():
    [picture] = charts.by_theme(delivery_with(2))

    said = [label.text for label in picture.labels if label.anchor == "middle"]
    assert said == ["▶ 1", "▲ 1"]


def test_a_bar_too_narrow_for_words_has_none():
    document = plan(commitments=tuple(commitment_of(key) for key in range(1, 31)))
    told = ReportedDelivery((updated(1, DAY, "done"),))

    [picture] = charts.by_theme(delivery_at(document, told, on=DAY))

    assert [label.text for label in picture.labels if label.tone] == ["? 29"]
    assert picture.description == "No theme: 1 done, 29 with nothing reported yet."


def test_long_names_are_set_over_several_lines():
    document = plan(theme(number=1, title="word " * 30), commitments=(commitment_of(1, theme=1),))

    [picture] = charts.by_theme(delivery_at(document, ReportedDelivery(), on=DAY))

    names = [label for label in picture.labels if label.bold]
    assert len(names) > 3
    assert all(len(label.text) <= charts.LETTERS for label in names)
    assert picture.bars[0].y > names[-1].y


def test_many_rows_make_several_pictures():
    delivery = delivery_with(*[1] * 19, metrics=9)

    assert len(charts.by_theme(delivery)) == 3
    assert len(charts.towards_targets(delivery)) == 2


@pytest.mark.parametrize(
    ("value", "gone", "said"), [(4, 0.4, "40%"), (15, 1, "150%"), (-3, 0, "−30%")]
)
def test_the_way_to_a_target_stays_on_its_track(value, gone, said):
    document = plan(metrics=(metric_of(1, baseline=0, target=10, unit="days"),))
    told = ReportedDelivery((), (), (valued(value, DAY),))

    [picture] = charts.towards_targets(delivery_at(document, told, on=DAY))

    track, *filled = picture.bars
    assert (track.tone, track.width) == ("track", 1)
    assert sum(bar.width for bar in filled) == gone
    assert [label.text for label in picture.labels] == [
        "Metric 1",
        said,
        "Start: 0 days",
        "Target: 10 days",
    ]


def test_the_description_says_what_the_picture_shows():
    document = plan(metrics=(metric_of(1, baseline=0, target=10, unit="days"),))
    told = ReportedDelivery((), (ended(1, DAY),), (valued(4, DAY),))

    [picture] = charts.towards_targets(delivery_at(document, told, on=DAY))

    assert picture.description == (
        "Metric 1: 40% of the way from 0 days to 10 days; newest 4 days, 30 June 2026; on the way."
    )


def test_without_commitments_and_ways_there_is_no_picture():
    empty = delivery_at(plan(metrics=(metric_of(1),)), ReportedDelivery(), on=DAY)

    assert charts.by_theme(empty) == charts.towards_targets(empty) == ()
