"""Every command of ours on a database that nobody migrated says what to do, in a sentence."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.apps import apps
from django.core.management import get_commands

from config import postgres
from config.commands import BEHIND
from config.postgres import server
from tests.config.joining import Member
from tests.serving import PROJECT

pytestmark = pytest.mark.slow

LETTER = "letter.txt"
COUNCIL, PERSON = ("--council", "northmoor"), "a.person@northmoor.example"
# What each command is given; those in `WITHOUT` ask the tables for nothing, or make them.
GIVEN: dict[str, tuple[str, ...]] = {
    "check_kept": (),
    "check_plan": ("northmoor/plan",),
    "create_council": (
        *("Northmoor", "--slug", "northmoor", "--admin-email", PERSON),
        *("--admin-name", "A Person"),
    ),
    "erase_name": (PERSON, *COUNCIL, "--by", PERSON, "--reason", "The law asks for it"),
    "export_plan": ("northmoor/plan", "--out", "out"),
    "import_commission": (LETTER, *COUNCIL, "--slug", "ours"),
    "import_plan": (LETTER, *COUNCIL, "--commission", "productivity-2024", "--by", PERSON),
    "load_example": (),
    "tick": (),
    "sweep_files": (),
}
WITHOUT = {
    *("date_cases", "migrate", "remove_data", "serve", "try_docx", "write_moves", "write_schema"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("empty")
    (folder / LETTER).write_text("1. Better services\n- What is better?\n")
    yield folder
    postgres.remove(folder / "var")


@pytest.fixture(scope="module")
def embedded(folder: Path) -> Iterator[Member]:
    """Somebody who stays, so that the server need not start for each command."""
    member = Member(folder / "var")
    owner = {"host": member.host, "port": 5432, "user": server.OWNER, "dbname": server.DATABASE}
    with psycopg.connect(**owner, autocommit=True) as session:
        session.execute("CREATE DATABASE named")
    yield member
    member.leaves()


def said_by(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """What a command ends with, and says, without what its pool of connections logs."""
    done = subprocess.run(
        [sys.executable, PROJECT / "manage.py", *arguments],
        cwd=folder,
        env={**os.environ, "CLEARDAY_VAR": str(folder / "var"), **environment},
        capture_output=True,
        text=True,
    )
    lines = [line for line in done.stderr.splitlines() if not line.startswith("{")]
    return done.returncode, "\n".join(lines).strip()


def url_of(member: Member, database: str) -> str:
    return f"postgres://{server.OWNER}@{quote(member.host, safe='')}:5432/{database}"


def test_every_command_of_ours_is_walked():
    ours = {config.name for config in apps.get_app_configs() if (PROJECT / config.name).is_dir()}
    assert {name for name, app in get_commands().items() if app in ours} == {*GIVEN, *WITHOUT}


@pytest.mark.parametrize("command", GIVEN)
def test_in_the_database_that_comes_along_it_says_to_migrate(folder, embedded, command):
    assert said_by(folder, command, *GIVEN[command]) == (1, BEHIND)


@pytest.mark.parametrize("command", GIVEN)
def test_in_a_database_of_the_councils_it_says_to_migrate(folder, embedded, command):
    named = {"DATABASE_URL": url_of(embedded, "named")}
    assert said_by(folder, command, *GIVEN[command], **named) == (1, BEHIND)


def test_a_server_without_the_applications_role_was_not_migrated_either(folder, embedded):
    named = {"DATABASE_URL": url_of(embedded, "named"), "CLEARDAY_APP_ROLE": "not_made_yet"}
    assert said_by(folder, "create_council", *GIVEN["create_council"], **named) == (1, BEHIND)


def test_a_database_that_is_not_there_is_told_in_a_sentence(folder, embedded):
    named = {"DATABASE_URL": url_of(embedded, "never_made")}
    status, said = said_by(folder, "create_council", *GIVEN["create_council"], **named)
    assert status == 1
    assert said.startswith("The database cannot be reached. See DATABASE_URL.")
    assert "Traceback" not in said
