"""Plans that promise something, and what is reported on their commitments."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from delivery.actions import update_commitment
from delivery.models import ProgressUpdate
from plans.actions import items
from plans.models import Commitment
from tests.approvals.makers import Chamber, make_monitored
from tests.approvals.pages import three
from tests.plan_makers import make_commitment, make_metric


def make_promising() -> Chamber:
    """A council whose plan makes two commitments and is measured by one metric."""
    chamber = Chamber()
    make_commitment(chamber.plan, chamber.author, "C1")
    make_commitment(chamber.plan, chamber.author, "C2")
    make_metric(chamber.plan, chamber.author)
    return chamber


def make_under_way() -> Chamber:
    """A monitored plan with two commitments, and a metric on its way."""
    chamber = Chamber()
    make_commitment(chamber.plan, chamber.author, "C1", theme=chamber.plan.themes.first())
    make_commitment(chamber.plan, chamber.author, "C2", due=date(2025, 1, 31))
    metric = make_metric(
        chamber.plan,
        chamber.author,
        direction="lower is better",
        baseline=Decimal(12),
        target=Decimal(8),
        target_on=date(2027, 3, 31),
    )
    make_monitored(chamber)
    items.record_result(
        metric,
        by=chamber.author,
        period="2024/25",
        ends_on=date(2025, 3, 31),
        value=Decimal(10),
        provisional=True,
    )
    return chamber


def commitment(chamber: Chamber, reference: str = "C1") -> Commitment:
    return chamber.plan.commitments.get(reference=reference)


def told(chamber: Chamber, status: str = "on_track", **facts: object) -> ProgressUpdate:
    said = {"as_at": timezone.localdate(), "narrative": "The first half is done."} | facts
    return update_commitment(commitment(chamber), by=chamber.author, status=status, **said)


def update_of(day: date | None = None, **said: object) -> dict[str, object]:
    """What the form of one update sends."""
    typed = {"status": "at_risk", "narrative": "A supplier failed.", "next_step": "Buy again."}
    return typed | said | three("as_at", day or timezone.localdate())
