"""Acts, histories, versions and files stay as they were written, whoever asks."""

# ruff: noqa: S608 (the tables are named by our own models)
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from config.append_only import TRIGGERS, append_only_models
from councils.actions.account import choose_mail, make_calendar_address
from councils.models import Council
from plans.models import Plan
from tests.approvals.makers import Chamber, make_own_report, make_whole_life
from tests.makers import make_governed, make_refused
from tests.plan_makers import World, make_word_template

TABLES = sorted({model._meta.db_table for model in append_only_models()})
# One guard at a time: what the role may not do, and what the triggers refuse even to the owner.
CHANGES = {
    "UPDATE": "UPDATE {table} SET {column} = {column}",
    "DELETE": "DELETE FROM {table}",
    "TRUNCATE": "TRUNCATE {table} CASCADE",
}


def said(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def the_owner() -> Iterator[None]:
    said("SET LOCAL ROLE NONE")
    yield
    said(f"SET LOCAL ROLE {settings.APP_ROLE}")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    """One of everything, so that every table has rows to guard; rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        make_whole_life(Chamber())
        make_refused(made.author, made.council)
        make_governed(made.council)
        choose_mail(made.author, wanted=[])
        make_calendar_address(made.author)
        make_word_template(made.council)
        make_own_report(Chamber(), lead="The portfolio holder")
        # What the constraints still had to look at would forbid emptying or altering a table.
        said("SET CONSTRAINTS ALL IMMEDIATE")
        yield made
        transaction.set_rollback(True)


def test_the_acts_the_histories_and_everything_frozen_are_append_only():
    assert {"councils_act", "plans_version", "plans_storedfile", "plans_commissionversion"} <= set(
        TABLES
    )
    histories = [model for model in append_only_models() if hasattr(model, "instance_type")]
    kept = {model.instance_type for model in histories}
    assert {Plan, Council} <= kept
    assert len(kept) >= 15


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("how", CHANGES)
def test_the_application_changes_nothing_recorded(db, world, table, how):
    sql = CHANGES[how].format(table=table, column=a_column_of(table))
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        said(sql)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("how", CHANGES)
def test_nor_does_the_owner_of_the_tables(db, world, table, how):
    sql = CHANGES[how].format(table=table, column=a_column_of(table))
    refused = pytest.raises(DatabaseError, match="kept as they were written")
    with the_owner(), refused, transaction.atomic():
        said(sql)


def test_every_guarded_table_has_rows_in_these_tests(db, world):
    """Else the tests above would pass on tables whose guards were never asked."""
    empty = [table for table in TABLES if not said(f"SELECT 1 FROM {table} LIMIT 1")]
    assert empty == []


def test_the_guards_are_what_refuses(db, world):
    """The control: with its triggers off, the owner could change an act."""
    with the_owner():
        said("ALTER TABLE councils_act DISABLE TRIGGER rows_stay_as_written")
        said("UPDATE councils_act SET verb = verb")
        said("ALTER TABLE councils_act ENABLE ALWAYS TRIGGER rows_stay_as_written")


def test_the_triggers_fire_for_a_replica_too(db):
    rows = said(
        "SELECT c.relname, t.tgname, t.tgenabled FROM pg_trigger t"
        " JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgname = ANY(%s)",
        list(TRIGGERS),
    )
    assert {enabled for _, _, enabled in rows} == {"A"}
    assert {(table, name) for table, name, _ in rows} == {
        (table, name) for table in TABLES for name in TRIGGERS
    }


def a_column_of(table: str) -> str:
    return said(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = %s AND ordinal_position = 1",
        table,
    )[0][0]
