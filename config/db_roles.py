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


def login_of(database: dict[str, Any]) -> dict[str, Any]:
    """Of a database's settings those that say who connects, and where."""
    names = ("USER", "PASSWORD", "HOST", "PORT")
    return {name: database[name] for name in names if name in database}


def owners(database: dict[str, Any], role: str) -> dict[str, Any]:
    """What differs in a database's settings for its owner: the login, and no role is taken.

    Without a login of its own under OWNER, the owner's is the one that serves pages.
    """
    return {**database.get("OWNER", {}), "OPTIONS": without(role, database["OPTIONS"])}


@contextmanager
def as_owner(connection: BaseDatabaseWrapper, role: str) -> Iterator[None]:
    """Connect as the database's owner, without the role, for the length of a block.

    Not for use inside a transaction: the connection is closed on the way in and out.
    """
    differs = owners(connection.settings_dict, role)
    usual = {name: connection.settings_dict.get(name) for name in differs}
    connection.close()
    connection.settings_dict.update(differs)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)
