"""Rows of a spreadsheet brought into one of a plan's lists as one act, and that act taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from councils.models import User
from councils.record.history import history_of
from councils.record.models import Act
from plans.actions.items import attached_to, check_no_second, link, linked_to
from plans.actions.put_back import words_of
from plans.actions.sheet_rows import (
    LISTS,
    RowChange,
    bring_in,
    entries_of,
    entry_name,
    give,
    in_use,
)
from plans.edits import EditContext, editing
from plans.models import Commitment, CommitmentMetric, Metric, Plan, Result
from web.errors import MovedOn, Refused

WHY_CORRECTED = "Say why results are corrected: each was recorded before."


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
    if any(change.corrects for change in changes):
        check_says_why(reason)
    given = reason if told else None
    with editing(
        plan, by=by, verb="sheet_brought_in", given=given, reason=reason, subject=plan
    ) as w:
        w.act.details = {"file": file, "list": kind}
        for change in changes:
            bring_in(w, change)
    return len(changes)


def check_says_why(reason: str) -> None:
    if not reason.strip():
        raise Refused(WHY_CORRECTED, field="reason")


def sheets_of(plan: Plan, kind: str) -> list[Act]:
    """The spreadsheets that were brought into a list and not taken back, the newest first."""
    acts = Act.objects.filter(plan=plan.pk, details__list=kind)
    gone = acts.filter(verb="sheet_taken_back").values_list("details__act", flat=True)
    brought = acts.filter(verb="sheet_brought_in").exclude(sequence__in=list(gone))
    return list(brought.order_by("-sequence"))


def corrected_by(act: Act) -> bool:
    """Whether a spreadsheet put other values where results were recorded."""
    history: Any = history_of(Result)
    return history.objects.filter(act=act, history_type="~").exists()


def take_sheet_back(plan: Plan, act: Act, *, by: User, reason: str = "") -> TakenBack:
    """Give entries the words they had before a spreadsheet; those changed since are left."""
    model = LISTS[act.details["list"]]
    if corrected_by(act):
        check_says_why(reason)
    left: list[str] = []
    done = 0
    given = None if model is Result else reason
    with editing(
        plan, by=by, verb="sheet_taken_back", given=given, reason=reason, subject=plan
    ) as w:
        as_of = act.at.isoformat()
        w.act.details = {"act": act.sequence, "as_of": as_of, "list": act.details["list"]}
        history: Any = history_of(model)
        brought = list(history.objects.filter(act=act).order_by("-history_id"))
        for was in brought:
            now = entries_of(w.plan, model).filter(pk=was.id).first()
            if now is None or now.revision != was.revision or stays(w.plan, now, was, act):
                left.append(entry_name(was.instance))
                continue
            undo(w, now, was, act)
            done += 1
        done += only_relinked(w, act, but={was.id for was in brought})
        if not done:
            raise MovedOn("All that it brought was changed since, is in use, or was taken back.")
    return TakenBack(done, tuple(left))


def stays(plan: Plan, now: Any, was: Any, act: Act) -> bool:
    """Whether an entry that the act added is in use, or has what others gave it since."""
    if was.history_type != "+":
        return False
    ours = set(links_of(act, now.pk).values_list("id", flat=True))
    return in_use(plan, now) or any(row.pk not in ours for row in attached_to(now))


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
    give(w, now, values)


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
