"""A database for the length of one measurement: made, grown, and its statements counted."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import ProgrammingError, connection, models
from django.test import override_settings

from bench import bare
from config.db_roles import as_owner
from config.postgres import locks

NAME = "bench_clearday"


@contextmanager
def throwaway() -> Iterator[None]:
    """An empty, migrated database and a place for files, both removed at the end.

    A database left by a killed run is replaced.
    """
    settings.VAR.mkdir(exist_ok=True)
    usual = connection.settings_dict["NAME"]
    with locks.held(settings.VAR / "bench.lock"):
        _drop()
        _as_owner(f"CREATE DATABASE {NAME}")
        connection.settings_dict["NAME"] = NAME
        try:
            with as_owner(connection, settings.APP_ROLE):
                bare.make_tables()
            call_command("migrate", interactive=False, verbosity=0)
            with TemporaryDirectory() as files, override_settings(MEDIA_ROOT=files):
                yield
        finally:
            connection.close()
            connection.close_pool()
            connection.settings_dict["NAME"] = usual
            _drop()


def _drop() -> None:
    """Remove the database, whoever is in it; while the server itself cleans there, wait for it.

    Its owner may not end the server's own vacuum.
    """
    for left in reversed(range(30)):
        try:
            _as_owner(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
            return
        except ProgrammingError:
            if not left:
                raise
            time.sleep(1)


def _as_owner(*statements: str) -> None:
    with as_owner(connection, settings.APP_ROLE), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def analyse() -> None:
    """Let the planner know how much there is, as the server does by itself after a while."""
    _as_owner("ANALYZE")


def copying(model: type[models.Model], **changed: str) -> str:
    """The start of a statement that copies rows of a model, there called `row`.

    `changed` has SQL for the columns that are not copied.
    """
    own = [one.column for one in model._meta.concrete_fields if one is not model._meta.auto_field]
    values = ", ".join(changed.get(name, f'row."{name}"') for name in own)
    columns = ", ".join(f'"{name}"' for name in own)
    return f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {values}"


def carry_out(sql: str, **values: Any) -> None:
    """Past every action and guard: only ever to lay the ground for what is measured."""
    with as_owner(connection, settings.APP_ROLE), connection.cursor() as cursor:
        cursor.execute(sql, values)


def ask_one(sql: str, **values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def statements(work: Callable[[], object]) -> int:
    """How many statements the server carries out for `work`, BEGIN and COMMIT included.

    Counted in libpq's own trace of the wire. The empty query that asks whether a kept connection
    still lives is none.
    """
    connection.ensure_connection()
    wire = connection.connection.pgconn
    with TemporaryDirectory() as folder:
        trace = Path(folder, "trace")
        descriptor = os.open(trace, os.O_RDWR | os.O_CREAT)
        wire.trace(descriptor)
        try:
            work()
        finally:
            wire.untrace()
            os.close(descriptor)
        return sum(map(_is_done, trace.read_text(errors="replace").splitlines()))


def _is_done(line: str) -> bool:
    """A line of the trace: moment, "F" from us or "B" back, length, message and its content."""
    _, way, _, message = [*line.split("\t", 3), "", "", ""][:4]
    return way == "B" and message.startswith("CommandComplete")
