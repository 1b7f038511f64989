"""What the application may do to each table; `append_only` keeps some from ever changing."""

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, transaction
from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper

from config.append_only import CREATE_FUNCTION, append_only_tables, guard
from config.clearance_trigger import install_trigger

# The application reads which migrations were applied, and may not pretend.
READ_ONLY = ("django_migrations",)


def make_role(connection: BaseDatabaseWrapper = default_connection) -> None:
    """Make the application's role where it is missing, and let the owner take it."""
    role = connection.ops.quote_name(settings.APP_ROLE)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = %s",
            [settings.APP_ROLE],
        )
        found = cursor.fetchone()
        if found == (True,):
            return
        statements = [f"GRANT {role} TO CURRENT_USER"]
        if found is None:
            statements.insert(0, f"CREATE ROLE {role} NOLOGIN")
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
        for table in sorted(guarded):
            guard(cursor, names(table))
        install_trigger(connection, present)


def _rights(table: str, guarded: set[str]) -> str:
    if table in READ_ONLY:
        return "SELECT"
    if table in guarded:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"
