"""What the application may do to each table, and triggers that keep some from ever changing."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, models, transaction
from django.db import connection as default_connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from config.db_rules import install_rules

# The application reads which migrations were applied, and may not pretend.
READ_ONLY = ("django_migrations",)

FUNCTION = "refuse_to_change_what_is_recorded"
CREATE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are kept as they were written: % is refused.', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$
"""
# ALWAYS, or a session that says it is a replica would pass them without a sound.
TRUNCATE_TRIGGER = "table_is_not_emptied"
TRIGGERS = {
    "rows_stay_as_written": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW",
    TRUNCATE_TRIGGER: "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT",
}


def append_only_models() -> Iterator[type[models.Model]]:
    """Models that say `append_only = True`, and every model's history."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        # django-simple-history gives each of its models the model it is the history of.
        if getattr(model, "append_only", False) or hasattr(model, "instance_type"):
            yield model


def append_only_tables() -> list[str]:
    """Their tables, in order."""
    return sorted(model._meta.db_table for model in append_only_models())


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
            _guard(cursor, names(table))
        install_rules(connection, present)


def _rights(table: str, guarded: set[str]) -> str:
    if table in READ_ONLY:
        return "SELECT"
    if table in guarded:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"


def _guard(cursor: CursorWrapper, table: str) -> None:
    for name, when in TRIGGERS.items():
        cursor.execute(
            f"CREATE OR REPLACE TRIGGER {name} {when.format(table=table)} "
            f"EXECUTE FUNCTION {FUNCTION}()"
        )
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
