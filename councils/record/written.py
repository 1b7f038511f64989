"""The rows that an act wrote, and whether they still are what it wrote."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import rfc8785
from django.db import models

from councils.record.history import ActHistoryRow, history_of
from councils.record.kinds import models_by_kind
from councils.record.models import Act
from web.frozen import NotAsKept

Row = tuple[str, int | str, dict[str, Any] | None]


def check_written(act: Act) -> None:
    """NotAsKept when a row that the act's page reads is another, or is gone, or came since.

    One query for each kind of row. Of acts that are older than their digest nothing can be said.
    """
    if act.written and digest_of_written(rows_written_in(act)) != act.written:
        raise NotAsKept(act._meta.label_lower, act.pk)


def rows_written_in(act: Act) -> Iterator[Row]:
    for kind in act.touched:
        model: Any = models_by_kind()[kind]
        if hasattr(model, "history"):
            history: Any = history_of(model)
            for row in history.objects.filter(act=act):
                gone = row.history_type == "-"
                yield kind, row.id, None if gone else values_of(row, model)
        elif issubclass(model, ActHistoryRow):
            for row in model._default_manager.filter(act=act):
                yield kind, row.pk, values_of(row)


def values_of(row: models.Model, model: type[models.Model] | None = None) -> dict[str, Any]:
    """A row's columns, but for the act, as they are when they come from the database again.

    A model's `came_later` names columns that older rows were written without, each with the value
    that these hold now: a column with that value is left out, and their digests stay true.
    """
    kept: Any = model or row
    later = getattr(kept, "came_later", {})
    columns = [column for column in kept._meta.fields if column.name != "act"]
    values = {one.attname: plain(as_read(one, getattr(row, one.attname))) for one in columns}
    return {
        name: value
        for name, value in values.items()
        if name not in later or value != plain(later[name])
    }


def as_read(column: Any, value: Any) -> Any:
    """What was set may be of another type than what is read: "3" in a column of numbers."""
    if column.is_relation:
        column = column.target_field
    if isinstance(column, models.DecimalField) and value is not None:
        return round(Decimal(column.to_python(value)), column.decimal_places)
    return column.to_python(value)


def digest_of(rows: list[Row]) -> str:
    """SHA-256 of the rows in canonical JSON (RFC 8785): kind, key and state, as written."""
    return hashlib.sha256(rfc8785.dumps(list(map(entry, rows)))).hexdigest()


def digest_of_written(rows: Iterable[Row]) -> str:
    """The same, whatever order they come in."""
    whole = sorted(rfc8785.dumps(entry(row)) for row in rows)
    return hashlib.sha256(b"\n".join(whole)).hexdigest()


def entry(row: Row) -> dict[str, Any]:
    kind, key, state = row
    return {"kind": kind, "key": str(key), "state": state}


def plain(value: Any) -> Any:
    """A column's value as one that has one canonical JSON form."""
    if isinstance(value, Decimal):
        # As written, less trailing zeros: the database gives 1.50 back for a 1.5 saved.
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (bool, int, str, dict)):
        return value
    return str(value)
