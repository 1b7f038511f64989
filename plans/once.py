"""Rows of which there is one, whoever writes it first."""

from typing import TypeVar

from django.db import IntegrityError, models, transaction

Row = TypeVar("Row", bound=models.Model)


def written_once(row: Row, **unique: object) -> Row:
    """The row, written; or the one that somebody else wrote meanwhile with these `unique` values.

    Whoever comes second waits until the first has committed or given up.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        first = type(row)._default_manager.filter(**unique).first()
        if first is None:
            raise
        return first
    return row
