"""Rows of a spreadsheet brought into one of a plan's lists as one act, and that act taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from councils.models import User
from councils.record.history import history_of
from councils.record.models import Act
from plans.actions.items import (
    OUTSIDE_THE_DOCUMENT,
    attached_to,
    check_no_second,
    check_unused,
    link,
    linked_to,
    place_last,
)
from plans.actions.put_back import words_of
from plans.edits import EditContext, editing
from plans.models import Barrier, Commitment, CommitmentMetric, Evidence, Figure, Metric, Plan
from web.errors import MovedOn, Refused

LISTS: dict[str, type[models.Model]] = {
    "figures": Figure,
    "commitments": Commitment,
    "metrics": Metric,
    "barriers": Barrier,
    "evidence": Evidence,
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
    def changes_the_document(self) -> bool:
        outside = OUTSIDE_THE_DOCUMENT.get(type(self.item), set())
        told = any(
            getattr(self.item, name) != value
            for name, value in self.values.items()
            if name not in outside
        )
        return told or self.item.pk is None or self.changes_links

    @property
    def changes_links(self) -> bool:
        if self.metrics is None:
            return False
        held = linked_to(self.item) if self.item.pk else set()
        return held != {metric.pk for metric in self.metrics}


@dataclass(frozen=True)
class TakenBack:
    """How many entries are as they were before, and those left, for others changed them since."""

    done: int
    left: tuple[str, ...]


def bring_in_sheet(
    plan: Plan, *, by: User, changes: Sequence[RowChange], file: str, kind: str, reason: str = ""
) -> int:
    """Add and change entries as a page showed; StalePage where one was changed since."""
    if not changes:
        raise Refused("Nothing in the spreadsheet differs from the plan.")
    told = any(change.changes_the_document for change in changes)
    given = reason if told else None
    with editing(plan, by=by, verb="sheet_brought_in", given=given, subject=plan) as w:
        w.act.details = {"file": file, "list": kind}
        for change in changes:
            bring_in(w, change)
    return len(changes)


def bring_in(w: EditContext, change: RowChange) -> None:
    item = change.item
    if item.pk is None:
        check_no_second(w.plan, type(item), change.values)
        for name, value in change.values.items():
            setattr(item, name, value)
        place_last(w.plan, item)
        w.act.add(item)
    else:
        now = w.fresh(item, seen=change.seen, **change.values)
        w.act.change(now, **change.values)
        item = now
    if change.metrics is not None:
        link(w.act, item, change.metrics)


def sheets_of(plan: Plan, kind: str) -> list[Act]:
    """The spreadsheets that were brought into a list and not taken back, the newest first."""
    acts = Act.objects.filter(plan=plan.pk, details__list=kind)
    gone = acts.filter(verb="sheet_taken_back").values_list("details__act", flat=True)
    brought = acts.filter(verb="sheet_brought_in").exclude(sequence__in=list(gone))
    return list(brought.order_by("-sequence"))


def take_sheet_back(plan: Plan, act: Act, *, by: User, reason: str = "") -> TakenBack:
    """Give entries the words they had before a spreadsheet; those changed since are left."""
    model = LISTS[act.details["list"]]
    left: list[str] = []
    done = 0
    with editing(plan, by=by, verb="sheet_taken_back", given=reason, subject=plan) as w:
        as_of = act.at.isoformat()
        w.act.details = {"act": act.sequence, "as_of": as_of, "list": act.details["list"]}
        history: Any = history_of(model)
        brought = list(history.objects.filter(act=act).order_by("-history_id"))
        for was in brought:
            now: Any = model._default_manager.filter(plan=w.plan, pk=was.id).first()
            if now is None or now.revision != was.revision or in_use(w.plan, now, was, act):
                left.append(str(was.instance))
                continue
            undo(w, now, was, act)
            done += 1
        done += only_relinked(w, act, but={was.id for was in brought})
        if not done:
            raise MovedOn("All that it brought was changed since, is in use, or was taken back.")
    return TakenBack(done, tuple(left))


def in_use(plan: Plan, now: Any, was: Any, act: Act) -> bool:
    """Whether an entry that the act added may not go, or has what others gave it since."""
    if was.history_type != "+":
        return False
    try:
        check_unused(plan, now)
    except Refused:
        return True
    ours = set(links_of(act, now.pk).values_list("id", flat=True))
    return any(row.pk not in ours for row in attached_to(now))


def undo(w: EditContext, now: Any, was: Any, act: Act) -> None:
    """One entry as it stood before the act."""
    if isinstance(now, Commitment):
        relink(w, now, act)
    if was.history_type == "+":
        w.act.remove(now)
        return
    before = type(was).objects.filter(id=now.pk, history_id__lt=was.history_id)
    values = words_of(w.plan, before.latest("history_id"))
    check_no_second(w.plan, type(now), values, but=now.pk)
    w.act.change(now, **values)


def only_relinked(w: EditContext, act: Act, *, but: set[int]) -> int:
    """Commitments of which the act changed no more than their metrics, linked as before."""
    links: Any = history_of(CommitmentMetric)
    keys = {row.commitment_id for row in links.objects.filter(act=act)}
    there = Commitment.objects.filter(plan=w.plan, pk__in=keys - but)
    return sum(relink(w, commitment, act) for commitment in there)


def relink(w: EditContext, commitment: Commitment, act: Act) -> bool:
    """Let the metrics of a commitment be those that the act found; false where they are."""
    rows = list(links_of(act, commitment.pk))
    held = linked_to(commitment)
    added = {row.metric_id for row in rows if row.history_type == "+"}
    removed = {row.metric_id for row in rows if row.history_type == "-"}
    wanted = Metric.objects.filter(plan=w.plan, pk__in=(held - added) | removed)
    return link(w.act, commitment, list(wanted))


def links_of(act: Act, commitment: int) -> Any:
    """What the act did to the links of a commitment."""
    links: Any = history_of(CommitmentMetric)
    return links.objects.filter(act=act, commitment_id=commitment)
