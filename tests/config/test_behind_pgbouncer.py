"""Behind PgBouncer in transaction mode, which gives a transaction any of its connections.

Skipped where it is not installed; CLEARDAY_PGBOUNCER may name a binary.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from config import postgres
from config.postgres.accounts import for_making_data
from councils.models import User
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.models import Passage
from tests.config.pooler import Pooler
from tests.makers import make_council, make_person
from tests.patience import while_it_works
from tests.plan_makers import make_paragraph, make_plan

# Debian keeps it where only root looks.
PGBOUNCER = os.environ.get("CLEARDAY_PGBOUNCER") or shutil.which(
    "pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin"
)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PGBOUNCER is None, reason="PgBouncer is not installed (Debian: pgbouncer)"),
]

PORT = 6432
# More who write than it has connections, so that each is handed round.
CONNECTIONS, WRITERS, SAVES = 2, 6, 8
PREPARES = ("server_side_binding", "prepare_threshold")


def knows_prepared_statements() -> bool:
    """From 1.21 on it keeps them for its clients, and makes them anew where they are missing."""
    said = subprocess.run([PGBOUNCER, "--version"], capture_output=True, text=True, check=True)
    major, minor = re.findall(r"\d+", said.stdout)[:2]
    return (int(major), int(minor)) >= (1, 21)


@pytest.fixture
def folder() -> Iterator[Path]:
    """One that another account may open, as PgBouncer does not run as root."""
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o777)
        yield Path(made)


@pytest.fixture
def bouncer(here: str, folder: Path) -> Iterator[Path]:
    """The folder of its socket; the server knows us, and so it asks the server through us."""
    between = Pooler(Path(here), folder)
    (folder / ".s.PGSQL.5432").chmod(0o777)
    (folder / "users").write_text(f'"{postgres.WEB}" ""\n')
    more = "max_prepared_statements = 200\n" if knows_prepared_statements() else ""
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n* = host={folder} port=5432\n"
        f"[pgbouncer]\nunix_socket_dir = {folder}\nlisten_port = {PORT}\n"
        f"auth_type = trust\nauth_file = {folder}/users\npool_mode = transaction\n"
        f"default_pool_size = {CONNECTIONS}\nignore_startup_parameters = options\n{more}"
    )
    # Whatever this process gives nobody else to read.
    for kept in ("users", "pgbouncer.ini"):
        (folder / kept).chmod(0o644)
    account = for_making_data()
    process = subprocess.Popen(
        [PGBOUNCER, "-q", folder / "pgbouncer.ini"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **({"user": account.user, "group": account.group} if os.geteuid() == 0 else {}),
    )
    try:
        assert while_it_works(process, (folder / f".s.PGSQL.{PORT}").exists), "it does not start"
        yield folder
    finally:
        process.terminate()
        process.wait()
        between.listening.close()


@pytest.fixture
def through(bouncer: Path, as_web: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """New connections go through it, with what `DATABASE_PREPARES` says."""
    engine = type(connection.copy())
    usual = engine.get_connection_params
    elsewhere = {"host": str(bouncer), "port": PORT}
    with monkeypatch.context() as patch:
        patch.setattr(engine, "get_connection_params", lambda self: usual(self) | elsewhere)
        yield
        connection.close()


@pytest.fixture
def unprepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the settings are with DATABASE_PREPARES=off."""
    for name in PREPARES:
        monkeypatch.delitem(connection.settings_dict["OPTIONS"], name)


@pytest.fixture
def paragraphs(here: str) -> list[Passage]:
    """One for each who writes, made before anything stands before the server."""
    author = make_person(make_council(), Role.AUTHOR)
    plan = make_plan(author.appointments.get().council, author)
    return [make_paragraph(plan, author, f"Words {n}.") for n in range(WRITERS)]


def write(paragraph: Passage) -> list[int]:
    """Open a form and save it, again and again: the statuses."""
    browser = Client(raise_request_exception=False)
    browser.force_login(User.objects.get(appointments__role=Role.AUTHOR))
    page = plan_url("passage", paragraph.plan, paragraph.pk)
    found = []
    try:
        for seen in range(1, SAVES + 1):
            found.append(browser.get(page).status_code)
            typed = {"seen": seen, "questions": [], "body": f"Words {paragraph.pk}, {seen}."}
            found.append(browser.post(page, typed).status_code)
    finally:
        connection.close()
    return found


def all_write(paragraphs: list[Passage]) -> set[int]:
    with ThreadPoolExecutor(WRITERS) as pool:
        return {status for found in pool.map(write, paragraphs) for status in found}


def stands(paragraphs: list[Passage]) -> bool:
    """Whether each save is there, and each act under the council's next number."""
    saved = all(
        Passage.objects.get(pk=one.pk).body == f"Words {one.pk}, {SAVES}." for one in paragraphs
    )
    numbers = list(Act.objects.order_by("sequence").values_list("sequence", flat=True))
    return saved and numbers == list(range(1, len(numbers) + 1))


def test_without_prepared_statements_everything_is_right(unprepared, paragraphs, through):
    assert all_write(paragraphs) == {200, 302}
    assert stands(paragraphs)


@pytest.mark.skipif(
    PGBOUNCER is None or not knows_prepared_statements(), reason="before PgBouncer 1.21"
)
def test_where_it_knows_prepared_statements_they_may_stay(paragraphs, through):
    assert all_write(paragraphs) == {200, 302}
    assert stands(paragraphs)


@pytest.mark.skipif(
    PGBOUNCER is not None and knows_prepared_statements(), reason="PgBouncer 1.21 and later"
)
def test_where_it_does_not_they_break_pages(paragraphs, through):
    """The control: what the setting turns off is what would go wrong."""
    assert 500 in all_write(paragraphs)
