"""What a person typed beside what stands there now, field by field, as people read it."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import models

from councils.errors import Difference
from councils.templatetags.display import day, number


def differences(row: models.Model, typed: dict[str, Any]) -> tuple[Difference, ...]:
    """The fields of `row` that `typed` would change."""
    found = []
    for name, mine in typed.items():
        theirs = getattr(row, name)
        if mine != theirs:
            field = row._meta.get_field(name)
            label = str(field.verbose_name)  # type: ignore[union-attr]
            label = label[:1].upper() + label[1:]
            found.append(Difference(label, shown(field, mine), shown(field, theirs)))
    return tuple(found)


def shown(field: Any, value: Any) -> str:
    """A value of a model's field in words: its label when it is one of a list."""
    if value in (None, "", []):
        return "Nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(shown(getattr(field, "base_field", field), one) for one in value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(dict(getattr(field, "flatchoices", None) or ()).get(value, value))
