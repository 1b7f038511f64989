"""Who we are to the database: its owner while migrating, a lesser role the rest of the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def taking(role: str) -> str:
    """The start of a connection's `options` that has it take this role before anything else."""
    escaped = role.replace("\\", "\\\\").replace(" ", "\\ ")
    return f"-c role={escaped}"


def without(role: str, options: dict[str, Any]) -> dict[str, Any]:
    """A database's OPTIONS for a connection, not from the pool, that stays its owner's."""
    plain = {name: value for name, value in options.items() if name != "pool"}
    return plain | {"options": options["options"].replace(taking(role), "")}


@contextmanager
def as_owner(connection: BaseDatabaseWrapper, role: str) -> Iterator[None]:
    """Connect as the database's owner, without the role, for the length of a block.

    Not for use inside a transaction: the connection is closed on the way in and out.
    """
    usual = connection.settings_dict["OPTIONS"]
    connection.close()
    connection.settings_dict["OPTIONS"] = without(role, usual)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["OPTIONS"] = usual
