"""An entry that a spreadsheet brings: how it comes in, and how it goes again, by what it is."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from plans.actions.items import (
    changes_the_document,
    check_kind_is_said,
    check_no_second,
    check_no_second_result,
    check_still_given,
    check_unused,
    link,
    linked_to,
    place_last,
)
from plans.actions.savings import undo_confirmation
from plans.edits import EditContext
from plans.models import (
    Barrier,
    Commitment,
    Evidence,
    Figure,
    Metric,
    Plan,
    Result,
    Saving,
)
from web.errors import Refused

LISTS: dict[str, type[models.Model]] = {
    "figures": Figure,
    "commitments": Commitment,
    "metrics": Metric,
    "barriers": Barrier,
    "evidence": Evidence,
    "savings": Saving,
    "results": Result,
}


@dataclass(frozen=True)
class RowChange:
    """An entry as a page showed it at the revision `seen`, or a new one, and what it becomes.

    Without `metrics` those that a commitment is linked to stay.
    """

    item: Any
    seen: int
    values: dict[str, Any]
    metrics: list[Metric] | None = None

    @property
    def is_new(self) -> bool:
        return self.item.pk is None

    @property
    def corrects(self) -> bool:
        """Whether it puts another value where somebody recorded a result."""
        return isinstance(self.item, Result) and not self.is_new

    @property
    def changes_the_document(self) -> bool:
        if isinstance(self.item, Result):
            return False
        told = changes_the_document(self.item, self.values)
        return told or self.is_new or self.changes_links

    @property
    def changes_links(self) -> bool:
        if self.metrics is None:
            return False
        held = set() if self.is_new else linked_to(self.item)
        return held != {metric.pk for metric in self.metrics}


def entry_name(row: Any) -> str:
    """What pages call an entry: a year’s savings with their commitment."""
    return f"{row.commitment.reference}, {row}" if isinstance(row, Saving) else str(row)


def entries_of(plan: Plan, model: Any) -> models.QuerySet[Any]:
    path = {Saving: "commitment__plan", Result: "metric__plan"}.get(model, "plan")
    return model._default_manager.filter(**{path: plan})


def bring_in(w: EditContext, change: RowChange) -> None:
    """Add the entry, or change it; StalePage where it was changed since the page was shown."""
    item = change.item
    if change.is_new:
        check_may_come(w, item, change.values)
        for name, value in change.values.items():
            setattr(item, name, value)
        place_last(w.plan, item)
        w.act.add(item)
    else:
        item = w.fresh(item, seen=change.seen, **change.values)
        give(w, item, change.values)
    if change.metrics is not None:
        link(w.act, item, change.metrics)


def check_may_come(w: EditContext, item: Any, values: dict[str, Any]) -> None:
    """Under the lock: what it hangs on is there, and nobody gave the same meanwhile."""
    if isinstance(item, Saving):
        commitment = w.fresh(item.commitment)
        check_still_given(commitment.savings.filter(year=item.year).first(), item.year, 0, values)
        check_kind_is_said(values)
    elif isinstance(item, Result):
        check_no_second_result(w.fresh(item.metric), values["ends_on"])
    else:
        check_no_second(w.plan, type(item), values)


def give(w: EditContext, now: Any, values: dict[str, Any]) -> None:
    """Change an entry; savings that say something else by it are confirmed no longer."""
    w.act.change(now, **values)
    if isinstance(now, Saving):
        undo_confirmation(now, w.act)


def in_use(plan: Plan, now: Any) -> bool:
    """Whether an entry that a sheet added may not go: others rest on it, or confirmed it."""
    if isinstance(now, Saving):
        return now.confirmations.exists()
    try:
        check_unused(plan, now)
    except Refused:
        return True
    return False
