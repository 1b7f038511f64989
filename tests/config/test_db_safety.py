"""Each session has the application's role and keeps what it commits, or nothing is served."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from config import db_safety, postgres
from config.db_roles import taking
from config.db_safety import NOT_LASTING, NOT_TAKEN, Unsafe, asked_for, check_session
from tests.config.pooler import Pooler
from tests.patience import PATIENCE_SECONDS
from tests.serving import PROJECT

GUARD = "ALTER TABLE councils_act DISABLE TRIGGER rows_stay_as_written"


@pytest.fixture
def pooler(here: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("p")
    pooled = Pooler(Path(here), folder)
    yield folder
    pooled.listening.close()


@pytest.fixture
def through(pooler: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """New connections go through the pooler."""
    engine = type(connection.copy())
    usual = engine.get_connection_params
    connection.close()
    with monkeypatch.context() as patch:
        patch.setattr(
            engine, "get_connection_params", lambda self: usual(self) | {"host": str(pooler)}
        )
        yield
        connection.close()


def said(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None


# The role


def test_where_the_option_arrives_the_role_is_taken(here):
    assert said("SELECT current_user") == settings.APP_ROLE


def test_where_it_is_ignored_the_role_is_taken_afterwards(through, as_web):
    assert said("SELECT session_user") == postgres.WEB
    assert said("SELECT current_user") == settings.APP_ROLE
    assert Client().get("/health/ready").content == b"ready\n"


def test_where_the_login_may_become_the_owner_nothing_is_served(through):
    """A pooler could hand a later statement to a session without the role."""
    with pytest.raises(Unsafe, match="login of their own"):
        said("SELECT 1")
    ready = Client().get("/health/ready")
    assert (ready.status_code, ready.content) == (503, f"{NOT_TAKEN}\n".encode())
    typed = {"login": "author@northmoor.example", "password": "long and secret"}
    page = Client(raise_request_exception=False).post("/account/login/", typed)
    assert page.status_code == 503
    with pytest.raises(Unsafe):
        call_command("tick")


def test_without_the_check_the_same_session_could_take_the_guards_away(through, monkeypatch):
    """The control: nothing said so, and the triggers could be disabled."""
    monkeypatch.setattr(db_safety, "_check_role", lambda *_: None)
    with transaction.atomic():
        said(GUARD)
        assert said("SELECT current_user") != settings.APP_ROLE
        transaction.set_rollback(True)


def test_a_role_that_may_not_be_taken_is_told(here, settings):
    usual = connection.settings_dict["OPTIONS"]
    fresh = connection.copy()
    settings.APP_ROLE = "no_such_role"
    fresh.settings_dict["OPTIONS"] = {**usual, "options": f"{taking('no_such_role')} "}
    with pytest.raises(Exception, match="no_such_role"):
        fresh.connect()


def test_a_pooled_session_that_lost_the_role_takes_it_again_or_is_refused(here):
    """Each time it is handed out: as Django does, with the signal it sends then."""
    connection.ensure_connection()
    connection.connection.execute("SET ROLE NONE")
    with pytest.raises(Unsafe):
        check_session(connection=connection)
    assert connection.connection is None


def test_the_check_follows_every_connection(here):
    from django.db.backends.signals import connection_created

    assert check_session in [receiver() for _, receiver, *_ in connection_created.receivers]


def test_a_pool_asks_as_it_hands_out(here, monkeypatch):
    asked = []
    usual = db_safety._check_role
    monkeypatch.setattr(db_safety, "_check_role", lambda *a: (asked.append(1), usual(*a)))
    fresh = connection.copy("default")
    fresh.settings_dict["OPTIONS"] = {
        **fresh.settings_dict["OPTIONS"],
        "pool": {"min_size": 1, "max_size": 1},
    }
    try:
        for _ in range(3):
            fresh.connect()
            fresh.close()
        assert len(asked) == 3
    finally:
        fresh.close_pool()


def test_the_names_and_values_of_the_options_are_read():
    options = f" {taking('with space')} -c lock_timeout=5s"
    assert asked_for(options) == [("role", "with space"), ("lock_timeout", "5s")]


# Two logins


NOT_FOR_THE_WEB = (
    GUARD,
    f"SET ROLE {postgres.OWNER}",
    "SET ROLE postgres",
    "UPDATE councils_act SET reason = reason",
    "CREATE TABLE mine (id int)",
    "DROP TABLE councils_act",
    "ALTER FUNCTION refuse_to_change_what_is_recorded() RENAME TO nothing",
)


def test_the_web_login_owns_nothing_and_may_become_nobody(as_web):
    for before in ("SELECT 1", "SET ROLE NONE"):
        said(before)
        for sql in NOT_FOR_THE_WEB:
            with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
                said(sql)


def test_the_owners_login_could(here):
    """The control: what is refused to the web login is allowed to the owner."""
    with transaction.atomic():
        said("SET LOCAL ROLE NONE")
        said(GUARD)
        transaction.set_rollback(True)


def test_the_embedded_server_serves_with_the_web_login():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from config.settings import DATABASES as d; print(*d['default'].values())",
        ],
        cwd=PROJECT,
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        capture_output=True,
        text=True,
    )
    assert f" {postgres.WEB} {{'USER': '{postgres.OWNER}'}}" in done.stdout


# What is committed stays


@pytest.fixture
def strict(here: str, settings) -> Iterator[None]:
    settings.COMMITS_MAY_BE_LOST = False
    connection.close()
    yield
    connection.close()


def test_a_database_that_may_lose_what_it_said_it_has_is_refused(strict):
    with pytest.raises(Unsafe, match="synchronous_commit is off"):
        said("SELECT 1")
    ready = Client().get("/health/ready")
    assert (ready.status_code, ready.content) == (503, f"{NOT_LASTING}\n".encode())
    assert "synchronous_commit is off" in db_safety.refuse_to_start()


def test_one_that_keeps_it_is_served(strict, monkeypatch):
    """The control, with what a server has unless somebody turns it off."""
    options = connection.settings_dict["OPTIONS"]
    lasting = options["options"].replace("synchronous_commit=off", "synchronous_commit=on")
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {**options, "options": lasting})
    assert said("SELECT 1") == 1
    assert db_safety.refuse_to_start() == ""


def test_tests_alone_may_lose_commits():
    done = subprocess.run(
        [sys.executable, "-c", "from config.settings import *; print(COMMITS_MAY_BE_LOST)"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "False"


@pytest.mark.slow
@pytest.mark.parametrize("setting", ["fsync", "full_page_writes", "synchronous_commit"])
def test_gunicorn_does_not_start_on_such_a_database(tmp_path, setting):
    var = tmp_path / "var"
    environment = {**os.environ, "CLEARDAY_VAR": str(var), "WEB_CONCURRENCY": "1", "PORT": "0"}
    joined = postgres.join(var)
    with psycopg.connect(
        host=joined.host, user="postgres", dbname=joined.dbname, autocommit=True
    ) as session:
        session.execute(f"ALTER SYSTEM SET {setting} = off")
        session.execute("SELECT pg_reload_conf()")
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert done.returncode == 3
    assert f"Clearday does not start: {setting} is off in the database" in done.stderr
