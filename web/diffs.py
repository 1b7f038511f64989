"""What a person typed beside what stands there now, field by field, as people read it."""

from typing import Any

from django.db import models

from web.errors import Difference
from web.values import value_in_words


def differences_of(row: models.Model, typed: dict[str, Any]) -> tuple[Difference, ...]:
    """The fields of `row` that `typed` would change."""
    found = []
    for name, mine in typed.items():
        theirs = getattr(row, name)
        if mine != theirs:
            field = row._meta.get_field(name)
            label = str(field.verbose_name)  # type: ignore[union-attr]
            label = label[:1].upper() + label[1:]
            both = (value_or_nothing(field, mine), value_or_nothing(field, theirs))
            found.append(Difference(label, *both, field=name))
    return tuple(found)


def value_or_nothing(field: Any, value: Any) -> str:
    """The value beside another one: nothing is said too."""
    return value_in_words(value, field) or "Nothing"
