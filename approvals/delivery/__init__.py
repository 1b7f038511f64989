"""Whether what was promised is being done: commitments and metrics as they stand at a date."""

from approvals.delivery.reading import delivery_of, progress_public, told_about
from approvals.delivery.standing import (
    CommitmentStanding,
    Delivery,
    MetricStanding,
    State,
    ThemeCount,
    delivery_at,
)
from approvals.delivery.told import Told, ToldEnding, ToldResult, ToldUpdate

__all__ = [
    "CommitmentStanding",
    "Delivery",
    "MetricStanding",
    "State",
    "ThemeCount",
    "Told",
    "ToldEnding",
    "ToldResult",
    "ToldUpdate",
    "delivery_at",
    "delivery_of",
    "progress_public",
    "told_about",
]
