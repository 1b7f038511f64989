"""Put back what the history kept: a former text as an ordinary edit, or a thing that was removed.

The act of an edit says whose text it puts back. What was removed keeps its key, so that its
history goes on and nobody can put it back twice.
"""

from typing import Any

from django.db import models

from councils.models import User
from councils.record.changes import changes_in
from councils.record.history import history_of
from plans.actions.items import check_no_second, edit_item
from plans.actions.passages import edit_passage, free_place
from plans.actions.passages import put_back as put_passage_back
from plans.actions.themes import edit_theme
from plans.edits import EditContext, editing
from plans.models import Commitment, CommitmentMetric, Metric, Passage, Plan, Saving, Theme
from plans.split_off import standing_twice
from web.errors import MovedOn, Refused

WOULD_STAND_TWICE = "Say that its words may stand twice, or join the two paragraphs first"
# Columns that are no words of a thing: its key, its plan and its place among others.
NOT_WORDS = {"id", "plan", "place", "revision"}
# What goes with a thing, and comes back with it, by the column that names it.
WENT_ALONG: dict[type[models.Model], tuple[tuple[type[models.Model], str], ...]] = {
    Commitment: ((CommitmentMetric, "commitment_id"), (Saving, "commitment_id")),
    Metric: ((CommitmentMetric, "metric_id"),),
}


def put_text_back(
    row: Any, was: Any, *, by: User, seen: int, reason: str = "", twice: bool = False
) -> bool:
    """Give a thing the words it had by a row of its history; False when it has them.

    Refused where words of it stand in what was split off since, unless they may stand `twice`.
    """
    how: dict[str, Any] = {"by": by, "seen": seen, "reason": reason, "back_to": was.act}
    if isinstance(row, Passage):
        if not twice and standing_twice(row.plan, row.pk, was.act.sequence, was.body):
            raise Refused(WOULD_STAND_TWICE, field="twice")
        return edit_passage(row, body=was.body, **how).changed
    if isinstance(row, Theme):
        return edit_theme(row, title=was.title, answers=was.answers, **how)
    return edit_item(row, **words_of(row.plan, was), **how)


def words_of(plan: Plan, was: Any) -> dict[str, Any]:
    """What a form of the thing would have sent then; refused where a part of it is gone."""
    kept = was.instance
    values = {
        column.name: getattr(kept, column.attname)
        for column in kept._meta.fields
        if column.name not in NOT_WORDS and not column.is_relation
    }
    for column in kept._meta.fields:
        if column.is_relation and column.name not in NOT_WORDS:
            values[column.name] = target_of(plan, column, getattr(kept, column.attname))
    return values


def target_of(plan: Plan, column: Any, key: int | None) -> Any:
    if key is None:
        return None
    found = column.related_model._default_manager.filter(pk=key).first()
    if found is None:
        raise Refused("It belonged to a theme that was removed. Put the theme back first.")
    return found


def put_removed_back(
    plan: Plan, model: type[models.Model], *, by: User, removed: int, reason: str = ""
) -> Any:
    """Bring back what was removed, at its place among what stands there now, with what it had."""
    if model is Passage:
        return put_passage_back(plan, by=by, removed=removed, reason=reason)
    with editing(plan, by=by, verb="thing_put_back", given=reason) as w:
        last = last_state(w.plan, model, removed)
        values = {"title": last.title, "answers": last.answers} if model is Theme else {}
        values = values or words_of(w.plan, last)
        check_no_second(w.plan, model, values)
        back: Any = model(pk=removed, plan=w.plan, revision=last.revision + 1, **values)
        if hasattr(back, "place"):
            others = list(model._default_manager.filter(plan=w.plan).order_by("place"))
            before = sum(getattr(other, "place", 0) < last.place for other in others)
            back.place = free_place(w, others, before)
        w.act.add(back)
        w.act.subject = back
        for kind, column in WENT_ALONG.get(model, ()):
            bring_along(w, kind, column, last)
    return back


def last_state(plan: Plan, model: type[models.Model], key: int) -> Any:
    """As it was when it went; MovedOn when it is back already."""
    history: Any = history_of(model)
    last = history.objects.filter(id=key, plan_id=plan.pk).order_by("-history_id").first()
    if last is None or last.history_type != "-":
        changes = changes_in(model, key, plan_id=plan.pk)[:1]
        raise MovedOn("This is already back in the plan.", changes=changes)
    return last


def bring_along(w: EditContext, kind: type[models.Model], column: str, last: Any) -> None:
    """What went by the same act, as far as what it joins is there."""
    history: Any = history_of(kind)
    for row in history.objects.filter(act=last.act_id, history_type="-", **{column: last.id}):
        kept = row.instance
        if isinstance(kept, CommitmentMetric) and not both_there(kept):
            continue
        if hasattr(kept, "revision"):
            kept.revision += 1
        w.act.add(kept)


def both_there(link: CommitmentMetric) -> bool:
    there = Commitment.objects.filter(pk=link.commitment_id).exists()
    return there and Metric.objects.filter(pk=link.metric_id).exists()
