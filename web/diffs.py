"""What a person typed beside what stands there now, field by field, as people read it."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import models

from web.errors import Difference
from web.templatetags.display import day, number


def differences_of(row: models.Model, typed: dict[str, Any]) -> tuple[Difference, ...]:
    """The fields of `row` that `typed` would change."""
    found = []
    for name, mine in typed.items():
        theirs = getattr(row, name)
        if mine != theirs:
            field = row._meta.get_field(name)
            label = str(field.verbose_name)  # type: ignore[union-attr]
            label = label[:1].upper() + label[1:]
            found.append(
                Difference(label, value_in_words(field, mine), value_in_words(field, theirs))
            )
    return tuple(found)


def value_in_words(field: Any, value: Any) -> str:
    """A value of a model's field in words: its label when it is one of a list."""
    if value in (None, "", []):
        return "Nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(value_in_words(getattr(field, "base_field", field), one) for one in value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(dict(getattr(field, "flatchoices", None) or ()).get(value, value))
