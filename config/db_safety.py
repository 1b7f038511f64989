"""Each session with the database is asked whether it is safe to work in, before anything else is.

A session is safe when it has the application's role, cannot lose it unseen, and what it commits is
on the disk. Where one is not, nothing is served and nothing is written: the product says why.
"""

import shlex
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import Connection, Error

from config.db_roles import taking

log = structlog.get_logger(__name__)

STATE = """
SELECT current_user, current_setting('fsync'), current_setting('full_page_writes'),
       current_setting('synchronous_commit')
"""
# A table that only its owner, and whoever may become it, could take the guards from.
MAY_BECOME_OWNER = """
SELECT pg_has_role(session_user, relowner, 'MEMBER') FROM pg_class
WHERE oid = to_regclass('councils_act')
"""
LASTING = ("fsync", "full_page_writes", "synchronous_commit")


class Unsafe(OperationalError):
    """The database would let us do, or lose, what it should not; `code` says which, in short."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


NOT_TAKEN = "the application's role is not taken"
NOT_LASTING = "what is saved could be lost"


def check_session(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """See that a connection that was just opened, or handed out by a pool, is safe; else close it.

    Follows Django's `connection_created`. Raises `Unsafe`.
    """
    session = connection.connection
    if not isinstance(session, Connection):
        return
    try:
        _check_role(session, connection.settings_dict["OPTIONS"].get("options", ""))
    except Unsafe as unsafe:
        log.error("database_is_not_safe", reason=str(unsafe))
        connection.close()
        raise


def _check_role(session: Connection, options: str) -> None:
    user, *lasting = _asked(session, STATE)
    # The owner's own connections do not ask for the role (see `db_roles.as_owner`).
    wanted = settings.APP_ROLE if taking(settings.APP_ROLE) in options else user
    if user != wanted:
        # In one transaction: a pooler may give the next one another of its connections.
        with session.transaction():
            _take_afterwards(session, options, wanted)
            user, *lasting = _asked(session, STATE)
        if user != wanted:
            raise Unsafe(NOT_TAKEN, f"The role {wanted!r} was asked for, and {user!r} was given.")
        if _asked(session, MAY_BECOME_OWNER) == (True,):
            raise Unsafe(
                NOT_TAKEN,
                "Something between us and the database ignores start-up options, and this login "
                "may become the tables' owner, so the role could be lost unseen. Give the pages a "
                "login of their own (docs/deployment.md, section 1), or let the options through.",
            )
    off = [name for name, value in zip(LASTING, lasting, strict=True) if value == "off"]
    if off and not settings.COMMITS_MAY_BE_LOST:
        raise Unsafe(NOT_LASTING, f"{', '.join(off)} is off in the database: turn it on.")


def _take_afterwards(session: Connection, options: str, role: str) -> None:
    """Set what the start-up options asked for, where a pooler ignored them."""
    for name, value in asked_for(options):
        try:
            with session.transaction():
                session.execute("SELECT set_config(%s, %s, false)", [name, value])
        except Error as error:
            if name == "role":
                why = f"The role {role!r} cannot be taken: {error}".strip()
                raise Unsafe(NOT_TAKEN, why) from error


def asked_for(options: str) -> list[tuple[str, str]]:
    """Names and values of a connection's `options`: "-c role=app -c lock_timeout=5s"."""
    words = [word for word in shlex.split(options) if word != "-c"]
    pairs = [word.removeprefix("-c").partition("=") for word in words]
    return [(name, value) for name, _, value in pairs]


def _asked(session: Connection, question: str) -> tuple[Any, ...]:
    return session.execute(question).fetchone() or ()


def may_become_owner() -> bool:
    """Whether the login that serves pages could take the guards from the record."""
    with connection.cursor() as cursor:
        cursor.execute(MAY_BECOME_OWNER)
        return cursor.fetchone() == (True,)


def refuse_to_start() -> str:
    """Why the product must not begin to serve; "" when it may, or when the database is away."""
    try:
        connection.ensure_connection()
        if may_become_owner():
            log.warning("login_may_become_owner", advice="docs/deployment.md, section 1")
    except Unsafe as unsafe:
        return str(unsafe) if unsafe.code == NOT_LASTING else ""
    except DatabaseError:
        return ""
    finally:
        connection.close()
    return ""
