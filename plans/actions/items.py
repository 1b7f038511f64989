"""What a plan lists beside its text, from figures to evidence: one way for all."""

from datetime import date
from typing import Any

from django.db import models

from councils.models import User
from councils.record.changes import changes_of
from councils.record.models import Act
from plans import richtext
from plans.actions.files import with_stored
from plans.actions.passages import free_place
from plans.actions.savings import undo_confirmation
from plans.edits import EditContext, check_explained, editing, note_put_back
from plans.models import (
    Barrier,
    Commitment,
    CommitmentMetric,
    Figure,
    Metric,
    Plan,
    Result,
    Saving,
    Stage,
    Theme,
)
from plans.ordering import last_place
from web.diffs import differences_of
from web.errors import Refused, StalePage

# Fields that may change without changing what members endorsed, so without a reason. Of a year's
# savings what was forecast and delivered is monitoring.
OUTSIDE_THE_DOCUMENT: dict[type[models.Model], set[str]] = {
    Commitment: {"owner_name"},
    Barrier: {"reply"},
    Saving: {"forecast", "delivered"},
}


def add_item(
    plan: Plan, model: type[models.Model], *, by: User, reason: str = "", **values: Any
) -> Any:
    """Add a row to one of a plan's lists; metrics linked to a commitment come as `metrics`.

    A file is handed in as `FileData`.
    """
    metrics = values.pop("metrics", None)
    with editing(plan, by=by, verb="added", given=reason) as w:
        check_no_second(w.plan, model, values)
        check_same_plan_as(w.plan, values.get("theme"), metrics)
        item: Any = model(plan=w.plan, **with_stored(w.plan.council, values))
        place_last(w.plan, item)
        w.act.add(item)
        w.act.subject = item
        if metrics is not None:
            link(w.act, item, metrics)
    return item


def place_last(plan: Plan, item: Any) -> None:
    """Have a new row stand last in its list, where that has an order."""
    if hasattr(item, "place"):
        places = type(item)._default_manager.filter(plan=plan).values_list("place", flat=True)
        item.place = last_place(list(places))


def edit_item(
    item: Any,
    *,
    by: User,
    seen: int,
    reason: str = "",
    back_to: Act | None = None,
    **values: Any,
) -> bool:
    """Change a row of a plan's lists; False when nothing differs.

    `back_to` is the act whose text this puts back.
    """
    metrics = values.pop("metrics", None)
    told = changes_the_document(item, values)
    told = told or (metrics is not None and linked_to(item) != {metric.pk for metric in metrics})
    with editing(
        item.plan,
        by=by,
        verb="edited",
        given=reason if told else None,
        subject=item,
    ) as w:
        note_put_back(w, back_to)
        return change_item(w, item, seen=seen, values=values, metrics=metrics)


def changes_the_document(item: Any, values: dict[str, Any]) -> bool:
    """Whether other values of a row are other words of the plan."""
    outside = OUTSIDE_THE_DOCUMENT.get(type(item), set())
    return any(getattr(item, name) != new for name, new in values.items() if name not in outside)


def change_item(
    w: EditContext,
    item: Any,
    *,
    seen: int,
    values: dict[str, Any],
    metrics: list[Metric] | None = None,
) -> bool:
    """The same within an act that is being written, by every rule that a row has."""
    now = w.fresh(item, seen=seen, **values)
    check_no_second(w.plan, type(item), values, but=now.pk)
    check_same_plan_as(w.plan, values.get("theme"), metrics)
    if isinstance(now, Figure) and values.get("name", now.name) != now.name:
        check_unused(w.plan, now)
    changed = w.act.change(now, **with_stored(w.plan.council, values))
    if isinstance(now, Saving):
        undo_confirmation(now, w.act)
    if metrics is not None:
        changed = link(w.act, now, metrics) or changed
    return changed


def move_item(item: Any, *, by: User, seen: int, position: int, reason: str = "") -> bool:
    """Put a row at `position` (0 is first) in its list."""
    with editing(item.plan, by=by, verb="moved", given=reason, subject=item) as w:
        now = w.fresh(item, seen=seen)
        others = list(
            type(item)._default_manager.filter(plan=w.plan).exclude(pk=now.pk).order_by("place")
        )
        current = sum(other.place < now.place for other in others)
        if current == max(0, min(position, len(others))):
            return False
        return w.act.change(now, place=free_place(w, others, position))


def remove_item(item: Any, *, by: User, seen: int, reason: str = "") -> None:
    """Take a row out of its list, with what hangs on it alone; refused while the text uses it."""
    with editing(item.plan, by=by, verb="removed", given=reason) as w:
        now = w.fresh(item, seen=seen)
        check_unused(w.plan, now)
        name = str(now)
        for attached in attached_to(now):
            w.act.remove(attached)
        w.act.remove(now)
        w.act.subject_name = name
        w.act.rows.reverse()


def set_saving(
    commitment: Commitment,
    *,
    by: User,
    year: int,
    seen: int | None = None,
    reason: str = "",
    **values: Any,
) -> bool:
    """Give a commitment's savings for one financial year; planned savings are in the document.

    `seen` is the revision of that year's savings which the page showed, 0 where there were none:
    StalePage when others stand by now.
    """
    with editing(
        commitment.plan, by=by, verb="savings_set", reason=reason, subject=commitment
    ) as w:
        w.fresh(commitment)
        held = commitment.savings.filter(year=year).first()
        check_still_given(held, year, seen, values)
        printed = set(values) - OUTSIDE_THE_DOCUMENT[Saving]
        if held is None or any(getattr(held, name) != values[name] for name in printed):
            check_explained(w.plan, reason)
        if held is not None:
            changed = w.act.change(held, **values)
            undo_confirmation(held, w.act)
            return changed
        check_kind_is_said(values)
        w.act.add(Saving(commitment=commitment, year=year, **values))
        return True


def check_kind_is_said(values: dict[str, Any]) -> None:
    """What kind of saving it is, nobody takes for granted."""
    for name in ("cash_releasing", "recurring"):
        if values.get(name) is None:
            raise Refused("Say whether it releases cash, and whether it recurs.", field=name)


def check_still_given(
    held: Saving | None, year: int, seen: int | None, typed: dict[str, Any]
) -> None:
    """StalePage when others stand by now than the page showed, unless they are what was typed."""
    stands = held.revision if held else 0
    found = differences_of(held or Saving(year=year), typed)
    if seen is not None and seen != stands and found:
        changes = changes_of(held, revision__gt=seen) if held else []
        raise StalePage(found, seen={f"seen-{year}": stands}, changes=changes)


def record_result(metric: Metric, *, by: User, **values: Any) -> Result:
    """Add a metric's value for a period; results are never part of what was endorsed."""
    with editing(metric.plan, by=by, verb="result_recorded", subject=metric) as w:
        check_no_second_result(metric, values["ends_on"])
        result = Result(metric=metric, **values)
        w.act.add(result)
    return result


def correct_result(result: Result, *, by: User, seen: int, reason: str, **values: Any) -> bool:
    """Put a result right for a reason; what it was before stays in its history."""
    metric = result.metric
    if not reason.strip():
        raise Refused("Say why it is corrected.", field="reason")
    with editing(metric.plan, by=by, verb="result_corrected", reason=reason, subject=metric) as w:
        now = w.fresh(result, seen=seen, **values)
        check_no_second_result(metric, values.get("ends_on", now.ends_on), but=now.pk)
        return w.act.change(now, **values)


def check_no_second_result(metric: Metric, ends_on: date, *, but: int | None = None) -> None:
    same = metric.results.filter(ends_on=ends_on)
    if any(result.pk != but for result in same):
        raise Refused("There is a result for that period already.", field="ends_on")


def check_no_second(
    plan: Plan, model: type[models.Model], values: dict[str, Any], *, but: int | None = None
) -> None:
    """Figures are named once in a plan, commitments have one reference."""
    named = {Figure: "name", Commitment: "reference"}.get(model)
    if named and named in values:
        same = model._default_manager.filter(plan=plan, **{named: values[named]})
        if same.exclude(pk=but).exists():
            label = str(getattr(model._meta.get_field(named), "verbose_name", named))
            raise Refused(f"Another one has this {label} already.", field=named)


def check_unused(plan: Plan, item: Any) -> None:
    if isinstance(item, Figure):
        used = sum(
            item.name in richtext.figures_in(body)
            for body in plan.passages.values_list("body", flat=True)
        )
        if used:
            raise Refused(
                f"{used} paragraph{'s' if used > 1 else ''} of the plan print this figure. "
                "Change their words first."
            )
    if isinstance(item, Metric) and item.results.exists():
        raise Refused("This metric has results. Keep it, so that they stay readable.")
    if isinstance(item, Metric | Commitment) and plan.stage in (Stage.MONITORING, Stage.CLOSED):
        raise Refused("The plan is reported on. Keep this, so that what is said of it has a place.")


def attached_to(item: Any) -> list[models.Model]:
    """Rows that mean nothing without this one."""
    if isinstance(item, Commitment):
        return [*item.linked_metrics.all(), *item.savings.all()]
    if isinstance(item, Metric):
        return list(item.commitments.all())
    return []


def linked_to(commitment: Commitment) -> set[int]:
    """Keys of the metrics that show whether a commitment is met."""
    return set(commitment.linked_metrics.values_list("metric_id", flat=True))


def check_same_plan_as(plan: Plan, theme: Theme | None, metrics: list[Metric] | None) -> None:
    """What a commitment refers to is of its own plan."""
    for row in [theme, *(metrics or [])]:
        if row is not None and row.plan_id != plan.pk:
            raise Refused("That belongs to another plan.")


def link(act: Any, commitment: Commitment, metrics: list[Metric]) -> bool:
    """Let exactly these metrics show whether the commitment is met; False when they did already."""
    held = {row.metric_id: row for row in commitment.linked_metrics.all()}
    wanted = {metric.pk for metric in metrics}
    for key in sorted(set(held) - wanted):
        act.remove(held[key])
    for key in sorted(wanted - set(held)):
        act.add(CommitmentMetric(commitment=commitment, metric_id=key))
    return set(held) != wanted
