"""Who we are to the database: its owner while migrating, a lesser role the rest of the time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def as_owner(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Connect as the database's owner for the length of a block, then as the application again.

    Not for use inside a transaction: the connection is closed on the way in and out.
    """
    options = connection.settings_dict["OPTIONS"]
    kept = {name: options.pop(name) for name in ("assume_role", "pool") if name in options}
    connection.close()
    try:
        yield
    finally:
        connection.close()
        options.update(kept)
