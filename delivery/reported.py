"""What was reported on a plan, as plain data: updates, endings and results."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ReportedUpdate:
    """How a commitment (its key) stood; `as_at` is stated, `recorded_at` is the server's."""

    commitment: int
    as_at: date
    recorded_at: datetime
    key: int
    status: str
    narrative: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class ReportedOutcome:
    """What became of a commitment (its key) in the end."""

    commitment: int
    recorded_at: datetime
    outcome: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class ReportedResult:
    """A metric's (its key's) value in the period that ended on a day, as last corrected."""

    metric: int
    ends_on: date
    recorded_at: datetime
    period: str
    value: Decimal
    provisional: bool = False
    corrected: bool = False
    note: str = ""


@dataclass(frozen=True)
class ReportedDelivery:
    updates: tuple[ReportedUpdate, ...] = field(default=())
    endings: tuple[ReportedOutcome, ...] = field(default=())
    results: tuple[ReportedResult, ...] = field(default=())
