"""The database itself refuses to change what was recorded."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction

from config import db_permissions
from config.append_only import TRIGGERS, append_only_tables
from config.db_permissions import install_permissions
from config.db_roles import as_owner

TABLE = "a_test_of_recording"
REFUSED = ("UPDATE {} SET word = 'changed'", "DELETE FROM {}", "TRUNCATE {}")


def said(sql: str, *, table: str = TABLE) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql.format(connection.ops.quote_name(table)))
        return cursor.fetchall() if cursor.description else []


@contextmanager
def the_owner() -> Iterator[None]:
    said("SET LOCAL ROLE NONE")
    yield
    said(f"SET LOCAL ROLE {settings.APP_ROLE}")


def refuses(sql: str, *, table: str = TABLE) -> str:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        said(sql, table=table)
    return str(refusal.value)


@pytest.fixture
def recording(db: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """A table of an append-only model, with one row, guarded as `migrate` would."""
    monkeypatch.setattr(db_permissions, "append_only_tables", lambda: [TABLE])
    with the_owner():
        said("CREATE TABLE {} (id bigint, word text)")
        said("INSERT INTO {} VALUES (1, 'written')")
        install_permissions(connection)
    return TABLE


def test_the_application_works_as_a_lesser_role(db):
    assert said("SELECT current_user") == [(settings.APP_ROLE,)]
    assert said("SELECT rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user") == [
        (False, False)
    ]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_application_may_not_change_a_recorded_row(recording, statement):
    assert "permission denied" in refuses(statement)


def test_the_application_may_read_and_add(recording):
    said("INSERT INTO {} VALUES (2, 'added')")
    assert said("SELECT count(*) FROM {}") == [(2,)]


@pytest.mark.parametrize("statement", REFUSED)
def test_even_the_owner_is_refused_by_a_trigger_that_says_why(recording, statement):
    with the_owner():
        message = refuses(statement)
        assert f"Rows of {TABLE} are kept as they were written" in message


@pytest.mark.parametrize("statement", REFUSED)
def test_without_the_guards_the_same_statements_succeed(recording, statement):
    with the_owner():
        for trigger in TRIGGERS:
            said(f"ALTER TABLE {{}} DISABLE TRIGGER {trigger}")
        said(f"GRANT ALL ON {{}} TO {settings.APP_ROLE}")
    said(statement)
    assert said("SELECT * FROM {} WHERE word = 'written'") == []


def test_the_triggers_fire_in_a_session_that_says_it_is_a_replica(recording):
    # 'A' fires always; 'O' would be passed by in such a session.
    found = said(
        "SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = '{}'::regclass ORDER BY 1"
    )
    assert found == [("rows_stay_as_written", "A"), ("table_is_not_emptied", "A")]


def test_a_later_migration_may_still_add_a_column(recording):
    with the_owner():
        said("ALTER TABLE {} ADD COLUMN more text NOT NULL DEFAULT ''")
        install_permissions(connection)
    assert said("SELECT more FROM {}") == [("",)]


def test_every_append_only_table_of_the_product_has_both_guards(db):
    rows = said(
        "SELECT c.relname, array_agg(t.tgname::text ORDER BY t.tgname) FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgenabled = 'A' AND NOT t.tgisinternal "
        "GROUP BY c.relname"
    )
    found = {table: set(names) for table, names in rows}
    missing = {table: set(TRIGGERS) - found[table] for table in append_only_tables()}
    assert not any(missing.values())


def test_the_acts_the_versions_and_every_history_are_append_only():
    tables = append_only_tables()
    assert {"councils_act", "plans_version", "plans_historicalpassage"} <= set(tables)
    assert "plans_passage" not in tables


def test_the_application_may_not_pretend_that_a_migration_was_applied(db):
    assert said("SELECT count(*) > 0 FROM {}", table="django_migrations") == [(True,)]
    assert "permission denied" in refuses("DELETE FROM {}", table="django_migrations")


@pytest.mark.django_db(transaction=True)
def test_the_guards_are_on_again_after_the_tables_were_emptied():
    said("INSERT INTO {} VALUES ('key', 'value', now())", table="cache")

    call_command("flush", interactive=False, verbosity=0)

    assert said("SELECT count(*) FROM {}", table="cache") == [(0,)]
    state = said("SELECT DISTINCT tgenabled FROM pg_trigger WHERE tgname = 'table_is_not_emptied'")
    assert state == [("A",)]
    assert said("SELECT current_user") == [(settings.APP_ROLE,)]
    for table in append_only_tables():
        assert "permission denied" in refuses("TRUNCATE {}", table=table)


@pytest.mark.django_db(transaction=True)
def test_a_missing_role_is_made_by_an_owner_who_may(settings):
    usual, settings.APP_ROLE = settings.APP_ROLE, "a role made in a test"
    with as_owner(connection, usual):
        db_permissions.make_role(connection)
        said("SET ROLE {}", table=settings.APP_ROLE)
        said("RESET ROLE")
        said("DROP ROLE {}", table=settings.APP_ROLE)


def test_an_owner_who_may_not_make_the_role_is_told_what_to_ask_for(db, settings):
    settings.APP_ROLE = "missing_role"
    with pytest.raises(CommandError, match='CREATE ROLE "missing_role" NOLOGIN;\n  GRANT'):
        db_permissions.make_role(connection)
