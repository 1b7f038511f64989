"""How a metric's newest result stands to its target."""

from datetime import date
from decimal import Decimal
from typing import Protocol

from django.db import models

from web.dates import day_in_words


class TargetStatus(models.TextChoices):
    MET = "met", "Target met"
    ON_THE_WAY = "on_the_way", "On the way"
    NO_NEARER = "no_nearer", "No nearer than at the start"
    NOT_MET = "not_met", "Target not met"
    PASSED = "passed", "Target day passed"
    NO_TARGET = "no_target", "No target to meet"
    UNTOLD = "untold", "No result yet"
    ELSEWHERE = "elsewhere", "Reported elsewhere"
    TO_FOLLOW = "to_follow", "To follow"
    NOT_GIVEN = "not_given", "Was to follow"


class Measured(Protocol):
    """A metric, of the working copy or of a version."""

    @property
    def kind(self) -> str: ...
    @property
    def direction(self) -> str: ...
    @property
    def baseline(self) -> Decimal | None: ...
    @property
    def target(self) -> Decimal | None: ...
    @property
    def target_on(self) -> date | None: ...
    @property
    def promised_on(self) -> date | None: ...


class Valued(Protocol):
    """A result of it."""

    @property
    def value(self) -> Decimal: ...
    @property
    def ends_on(self) -> date: ...


def target_status(metric: Measured, newest: Valued | None, *, on: date) -> TargetStatus:
    """How it stands as far as is known on a day.

    Met as soon as it is reached; not met only by a result of the target's own date or later. Once
    that date is past, an older result says of nothing that it is still on its way.
    """
    if newest is None:
        return without_result(metric, on)
    if metric.target is None or metric.direction == "neither":
        return TargetStatus.NO_TARGET
    if not is_better(metric.target, newest.value, metric.direction):
        return TargetStatus.MET
    if metric.target_on and newest.ends_on >= metric.target_on:
        return TargetStatus.NOT_MET
    if metric.target_on and metric.target_on < on:
        return TargetStatus.PASSED
    started = metric.baseline
    moved = started is None or is_better(newest.value, started, metric.direction)
    return TargetStatus.ON_THE_WAY if moved else TargetStatus.NO_NEARER


def without_result(metric: Measured, on: date) -> TargetStatus:
    if metric.kind == "reported elsewhere":
        return TargetStatus.ELSEWHERE
    if metric.kind == "to follow":
        late = metric.promised_on is not None and metric.promised_on < on
        return TargetStatus.NOT_GIVEN if late else TargetStatus.TO_FOLLOW
    return TargetStatus.UNTOLD


def status_in_words(metric: Measured, newest: Valued | None, *, on: date) -> str:
    """The status with the day it is known of, and what has not been told since.

    "On the way, as at 31 March 2026"; "Target day passed, 31 March 2026, and no result since
    31 March 2025"; "Was to follow, by 31 December 2024, and no result is recorded".
    """
    label, since = target_status(metric, newest, on=on).label, known_since(metric, newest, on=on)
    return f"{label}, {since}" if since else label


def known_since(metric: Measured, newest: Valued | None, *, on: date) -> str:
    """What a status rests on, as it reads after its label: a day, and the silence since."""
    status = target_status(metric, newest, on=on)
    promised, target = day_in_words(metric.promised_on), day_in_words(metric.target_on)
    if newest is not None:
        as_at = day_in_words(newest.ends_on)
        passed = status == TargetStatus.PASSED
        return f"{target}, and no result since {as_at}" if passed else f"as at {as_at}"
    if status == TargetStatus.NOT_GIVEN:
        return f"by {promised}, and no result is recorded"
    if status == TargetStatus.TO_FOLLOW and promised:
        return f"by {promised}"
    if status == TargetStatus.UNTOLD and metric.target_on and metric.target_on < on:
        return f"and the target day, {target}, has passed"
    return ""


def progress_share(metric: Measured, newest: Valued | None) -> Decimal | None:
    """How much of the way from baseline to target is gone; below 0 or above 1 as it is.

    None where there is no such way: no result, no baseline, or a target behind the baseline.
    """
    if newest is None or metric.baseline is None or metric.target is None:
        return None
    if metric.direction == "neither":
        return None
    if not is_better(metric.target, metric.baseline, metric.direction):
        return None
    return (newest.value - metric.baseline) / (metric.target - metric.baseline)


def is_better(value: Decimal, than: Decimal, direction: str) -> bool:
    return value < than if direction == "lower is better" else value > than
