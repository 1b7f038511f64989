"""What one act changed, row by row and field by field, from the history it wrote."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from councils.models import Act
from plans.compare.redline import Comparer, Redline
from plans.models import Passage

# Columns that mean nothing to a reader.
SILENT = {"id", "revision", "place", "created_at", "act", "plan", "council"}


@dataclass(frozen=True)
class FieldChange:
    """One field: its label, the words before and after, and for long text the marked words."""

    label: str
    before: str
    after: str
    redline: Redline | None = None


@dataclass(frozen=True)
class RowChange:
    """One row: what it is, whether it came, changed or went, and its fields.

    `removed` is the key of a passage that can be put back.
    """

    kind: str
    name: str
    happened: str
    fields: tuple[FieldChange, ...]
    removed: int | None = None


HAPPENED = {"+": "added", "~": "changed", "-": "removed"}


def changes_in(act: Act) -> list[RowChange]:
    """Every row the act wrote; two queries for each kind of row it touched."""
    return [
        change
        for kind in act.touched
        if (model := model_of(kind)) is not None
        for change in rows_of(model, act)
    ]


def model_of(kind: str) -> type[models.Model] | None:
    for label in ("plans", "councils", "approvals"):
        try:
            return apps.get_model(label, kind)
        except LookupError:
            continue
    return None


def rows_of(model: type[models.Model], act: Act) -> Iterator[RowChange]:
    if not hasattr(model, "history"):
        return
    history: Any = model.history.model
    rows = list(history.objects.filter(act=act).order_by("history_id"))
    earlier = previous_rows(history, rows)
    names = names_for(model, [*rows, *earlier.values()])
    for row in rows:
        before = earlier.get(row.id) if row.history_type == "~" else None
        fields = tuple(field_changes(model, before, row, names))
        if row.history_type == "~" and not fields:
            fields = (FieldChange("Place in the plan", "", "moved"),)
        yield RowChange(
            kind=getattr(row.instance, "noun", str(model._meta.verbose_name)),
            name=str(row.instance) if not has_parent(model) else "",
            happened=HAPPENED[row.history_type],
            fields=fields,
            removed=row.id if row.history_type == "-" and model is Passage else None,
        )


def previous_rows(history: Any, rows: list[Any]) -> dict[int, Any]:
    """For each changed row, its state just before; one query for all of them."""
    changed = [row for row in rows if row.history_type == "~"]
    if not changed:
        return {}
    first = min(row.history_id for row in changed)
    found = history.objects.filter(
        id__in=[row.id for row in changed], history_id__lt=first
    ).order_by("id", "-history_id")
    return {row.id: row for row in found.distinct("id")}


def has_parent(model: type[models.Model]) -> bool:
    """Rows that are named after another row, which their history does not hold."""
    return model._meta.model_name in {"commitmentmetric", "result"}


Names = dict[str, dict[int, str]]


def names_for(model: type[models.Model], rows: list[Any]) -> Names:
    """What the rows point to, by field and key; one query for each kind of thing pointed to."""
    found: Names = {}
    for field in model._meta.fields:
        if field.is_relation and field.name not in SILENT and field.related_model:
            keys = {getattr(row, field.attname) for row in rows} - {None}
            targets = field.related_model._default_manager.in_bulk(keys) if keys else {}
            found[field.name] = {key: str(target) for key, target in targets.items()}
    return found


def field_changes(
    model: type[models.Model], before: Any, after: Any, names: Names
) -> Iterator[FieldChange]:
    for field in model._meta.fields:
        if field.name in SILENT:
            continue
        new = shown(field, after, names)
        old = shown(field, before, names) if before else ""
        if before and old == new:
            continue
        if not before and not new:
            continue
        label = str(field.verbose_name)
        long = before and isinstance(field, models.TextField)
        redline = Comparer().redline(old, new) if long else None
        yield FieldChange(label[:1].upper() + label[1:], old, new, redline)


def shown(field: Any, row: Any, names: Names) -> str:
    """A column's value in words: choices by their label, yes and no, nothing as nothing."""
    value = getattr(row, field.attname)
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if field.is_relation:
        # The row it points to may have gone since; its number is not for people.
        return names[field.name].get(value, "since removed")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(value)
