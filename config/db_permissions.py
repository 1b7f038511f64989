"""What the application may do to each table; `append_only` keeps some from ever changing."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, transaction
from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper

from config.amendment_trigger import install_amendment_trigger
from config.append_only import CREATE_FUNCTION, append_only_tables, guard, kept_days
from config.clearance_trigger import install_trigger
from config.forgetting import install_forgetting
from config.record_doorway import COUNTED, IDENTITIES, install_doorway

# The application reads which migrations were applied, and may not pretend.
READ_ONLY = ("django_migrations",)


def make_role(connection: BaseDatabaseWrapper = default_connection, *, web: str = "") -> None:
    """Make the application's role where it is missing, and let the owner take it.

    The embedded server's login for pages (`web`) is made here too, for data older than it.
    """
    with connection.cursor() as cursor:
        statements = list(_missing(connection, cursor, web))
        if not statements:
            return
        try:
            with transaction.atomic(using=connection.alias):
                for statement in statements:
                    cursor.execute(statement)
        except DatabaseError as error:
            owner = connection.ops.quote_name(connection.settings_dict["USER"] or "owner")
            needed = ";\n  ".join(statements).replace("CURRENT_USER", owner)
            raise CommandError(
                "The application's role is missing and this account may not make it. "
                f"Have an administrator of the database say:\n  {needed};"
            ) from error


def _missing(connection: BaseDatabaseWrapper, cursor: Any, web: str) -> Iterator[str]:
    """What an administrator has still to say, so that each of the logins may take the role."""
    role = connection.ops.quote_name(settings.APP_ROLE)
    if not _exists(cursor, settings.APP_ROLE):
        yield f"CREATE ROLE {role} NOLOGIN"
        yield f"GRANT {role} TO CURRENT_USER"
    elif not _may_take(cursor, settings.APP_ROLE):
        yield f"GRANT {role} TO CURRENT_USER"
    if web:
        login = connection.ops.quote_name(web)
        if not _exists(cursor, web):
            yield f"CREATE ROLE {login} LOGIN"
            yield f"GRANT {role} TO {login}"
        elif not _may_take(cursor, settings.APP_ROLE, by=web):
            yield f"GRANT {role} TO {login}"


def _exists(cursor: Any, role: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    return cursor.fetchone() is not None


def _may_take(cursor: Any, role: str, *, by: str = "") -> bool:
    """Whether a login (else our own) is a member of a role; both are there."""
    cursor.execute(
        "SELECT pg_has_role(coalesce(%s, current_user), %s, 'MEMBER')", [by or None, role]
    )
    return cursor.fetchone() == (True,)


def install_permissions(connection: BaseDatabaseWrapper = default_connection) -> None:
    """Grant the role what the application needs and put the triggers in place; may be repeated."""
    role = connection.ops.quote_name(settings.APP_ROLE)
    names = connection.ops.quote_name
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        cursor.execute("SELECT current_schema()")
        schema = names(cursor.fetchone()[0])
        cursor.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}")
        cursor.execute(CREATE_FUNCTION)
        guarded = present.intersection(append_only_tables())
        for table in sorted(present):
            cursor.execute(f"REVOKE ALL ON {names(table)} FROM {role}")
            cursor.execute(f"GRANT {_rights(table, guarded)} ON {names(table)} TO {role}")
        days = kept_days()
        for table in sorted(guarded):
            guard(cursor, names(table), days=days.get(table, 0))
        install_trigger(connection, present)
        install_amendment_trigger(connection, present)
        install_doorway(cursor, schema, role, present)
        install_forgetting(cursor, schema, role, present)


def _rights(table: str, guarded: set[str]) -> str:
    if table in READ_ONLY or table in COUNTED:
        return "SELECT"
    if table in guarded or table == IDENTITIES:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"
