"""Columns that were frozen with a digest: what is read from one is what was kept, or is not read.

Nobody has to remember to check: a page, a PDF, a download or a command that reads the column
without its digest fitting ends in `NotAsKept`. A list that does not read it is none the wiser.
"""

import hashlib
from collections.abc import Callable
from typing import Any

import rfc8785
from django.db import models
from django.db.models.query_utils import DeferredAttribute


class NotAsKept(Exception):
    """What was kept is missing, or no longer what was kept; nothing of it may be served.

    `kind` and `key` say what it is to whoever looks after the machine.
    """

    def __init__(self, kind: str, key: Any) -> None:
        super().__init__(f"{kind} {key} is missing, or is no longer what was kept")
        self.kind = kind
        self.key = key


def sha256_of_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sha256_of_json(value: Any) -> str:
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


class FrozenAttribute(DeferredAttribute):
    """A column's value, looked at once, when it is first read from a row of the database."""

    field: Any

    def __get__(self, row: Any, owner: Any = None) -> Any:
        if row is None:
            return self
        name = self.field.attname
        value = row.__dict__[name] if name in row.__dict__ else super().__get__(row, owner)
        if not row._state.adding and self.looked_at not in row.__dict__:
            digest = getattr(row, self.field.digest)
            # Of rows older than their digest nothing can be said.
            if digest and self.field.digest_of(value) != digest:
                raise NotAsKept(row._meta.label_lower, row.pk)
            row.__dict__[self.looked_at] = True
        return value

    @property
    def looked_at(self) -> str:
        return f"_{self.field.attname}_was_looked_at"

    def __set__(self, row: Any, value: Any) -> None:
        row.__dict__.pop(self.looked_at, None)
        row.__dict__[self.field.attname] = value


class Frozen:
    """Makes a field's column one whose digest stands in another column of the row."""

    descriptor_class: Any = FrozenAttribute
    digest_of: Callable[[Any], str]
    plain: type[models.Field]

    def __init__(self, *args: Any, digest: str = "digest", **options: Any) -> None:
        self.digest = digest
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """To the database it is a plain column."""
        name, _, args, options = super().deconstruct()  # type: ignore[misc]
        return name, f"django.db.models.{self.plain.__name__}", args, options

    def clone(self) -> Any:
        _, _, args, options = self.deconstruct()
        return type(self)(*args, **options, digest=self.digest)


class FrozenTextField(Frozen, models.TextField):
    plain = models.TextField
    digest_of = staticmethod(sha256_of_text)


class FrozenJSONField(Frozen, models.JSONField):
    plain = models.JSONField
    digest_of = staticmethod(sha256_of_json)
