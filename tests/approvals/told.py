"""What is reported on a plan, for tests that need no database."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from delivery.reported import ReportedOutcome, ReportedResult, ReportedUpdate


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def updated(
    commitment: int,
    as_at: date,
    status: str = "on_track",
    *,
    recorded: date | None = None,
    key: int = 1,
    narrative: str = "Going well.",
) -> ReportedUpdate:
    moment = at_noon(recorded or as_at)
    return ReportedUpdate(commitment, as_at, moment, key, status, narrative, "The next thing.")


def ended(commitment: int, on: date, outcome: str = "done", words: str = "") -> ReportedOutcome:
    return ReportedOutcome(commitment, at_noon(on), outcome, words)


def valued(value: int | str, ends_on: date = date(2025, 3, 31), metric: int = 1) -> ReportedResult:
    """A metric's result of a period."""
    return ReportedResult(metric, ends_on, at_noon(ends_on), "A year", Decimal(value))
