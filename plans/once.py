"""What is made once, whoever asks first: a row, or something that takes long to work out."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.core.cache import cache
from django.db import IntegrityError, connection, models, transaction

Made = TypeVar("Made")
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


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Whoever else wants to do what is called `name` waits until the transaction here ends."""
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
        yield


def worked_out_once(name: str, work_out: Callable[[], Made], *, seconds: int) -> Made:
    """What `work_out` gives, kept under a name that tells what it follows from.

    Of those who ask at one moment one works it out, and the others are given the same.
    """
    known: Made | None = cache.get(name)
    if known is not None:
        return known
    with one_at_a_time(name):
        known = cache.get(name)
        if known is None:
            known = work_out()
            cache.set(name, known, timeout=seconds)
    return known
