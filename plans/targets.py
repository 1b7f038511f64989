"""How a metric's newest result stands to its target."""

from datetime import date
from decimal import Decimal
from typing import Protocol

from django.db import models


class TargetStatus(models.TextChoices):
    MET = "met", "Target met"
    ON_THE_WAY = "on_the_way", "On the way"
    NO_NEARER = "no_nearer", "No nearer than at the start"
    NOT_MET = "not_met", "Target not met"
    NO_TARGET = "no_target", "No target to meet"
    UNTOLD = "untold", "No result yet"
    ELSEWHERE = "elsewhere", "Reported elsewhere"
    TO_FOLLOW = "to_follow", "To follow"


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


class Valued(Protocol):
    """A result of it."""

    @property
    def value(self) -> Decimal: ...
    @property
    def ends_on(self) -> date: ...


def target_status(metric: Measured, newest: Valued | None) -> TargetStatus:
    """Met as soon as it is reached; not met only by a result of the target's own date or later."""
    if newest is None:
        kinds = {"reported elsewhere": TargetStatus.ELSEWHERE, "to follow": TargetStatus.TO_FOLLOW}
        return kinds.get(metric.kind, TargetStatus.UNTOLD)
    if metric.target is None or metric.direction == "neither":
        return TargetStatus.NO_TARGET
    if not is_better(metric.target, newest.value, metric.direction):
        return TargetStatus.MET
    if metric.target_on and newest.ends_on >= metric.target_on:
        return TargetStatus.NOT_MET
    started = metric.baseline
    moved = started is None or is_better(newest.value, started, metric.direction)
    return TargetStatus.ON_THE_WAY if moved else TargetStatus.NO_NEARER


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
