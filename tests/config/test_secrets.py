"""A key in an address is in no line of a log, and what is kept is nobody else's to read."""

import logging
import os
import stat
from pathlib import Path

import pytest
import structlog
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from config import gunicorn, logs
from config.logs import WithoutSecrets, without_secrets
from config.private_files import make_private
from councils.models import Council
from plans.actions.files import store_file
from tests.makers import make_council

KEY = "c0ffee-0123456789abcdef"
# Names of what an address holds that its reader alone should have.
SECRET = {"key", "uidb36", "uidb64", "token", "secret", "code", "signature"}
# A question of a commission is called by its key, which is printed in the plan.
NOT_SECRET = {"question", "question_write", "theme_cover", "theme"}
NOT_SECRET |= {"assignment", "assignment_nudge"}


def secret_addresses() -> list[str]:
    """Every address of ours that holds something of the kind, filled in."""
    found = []

    def walk(resolver: URLResolver) -> None:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern)
            elif SECRET & set(pattern.pattern.regex.groupindex) and pattern.name not in NOT_SECRET:
                names = dict.fromkeys(pattern.pattern.regex.groupindex, KEY)
                names |= dict.fromkeys(names.keys() & {"uidb36"}, "1")
                found.append(reverse(pattern.name, kwargs=names))

    walk(get_resolver())
    return [*found, f"/account/login/?key={KEY}", f"/account/login/?next=/x&token={KEY}"]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the product's own handler would have printed."""
    formatter = logs._lines(for_people=False)
    made = formatter.pop("()")(**formatter)
    printed: list[str] = []

    class Printing(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            printed.append(made.format(record))

    handler, root = Printing(), logging.getLogger()
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.DEBUG)
    yield printed
    root.removeHandler(handler)
    root.setLevel(level)


def test_there_are_such_addresses():
    assert any("/password/reset/key/1-" in address for address in secret_addresses())


@pytest.mark.parametrize("address", secret_addresses())
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_line_of_a_request_has_the_key(db, lines, address, method):
    browser = Client(raise_request_exception=False)
    getattr(browser, method)(address)
    assert any("request_finished" in line for line in lines)
    assert [line for line in lines if KEY in line] == []


@pytest.mark.parametrize("address", secret_addresses())
def test_nor_has_one_of_a_request_that_fails(lines, address):
    try:
        raise RuntimeError(f"could not open {address}")
    except RuntimeError:
        structlog.get_logger("ours").exception("request_failed", request=f"GET {address}")
        logging.getLogger("django.request").exception("Internal Server Error: %s", address)
    assert len(lines) == 2
    assert all("RuntimeError: could not open" in line for line in lines)
    assert [line for line in lines if KEY in line] == []


def test_without_the_look_at_each_line_they_would_have_it(db, lines, monkeypatch):
    """The control."""
    monkeypatch.setattr(logs, "without_secrets", lambda text: text)
    Client().get(secret_addresses()[0])
    assert [line for line in lines if KEY in line]


def test_the_servers_own_lines_have_none_either():
    record = logging.LogRecord("g", logging.ERROR, "", 1, "Error handling %s", ("/key/x-1/",), None)
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == "Error handling /key/…/"


def test_an_address_without_a_secret_is_logged_as_it_is():
    line = '{"request": "GET /northmoor/plans/our-plan/", "code": 200}'
    assert without_secrets(line) == line


# What lies on the disk


def others_may(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode) & 0o077


@pytest.mark.parametrize("umask", [0o022, 0o000])
def test_uploads_are_nobody_elses_to_read_whatever_the_umask(db, settings, tmp_path, umask):
    settings.MEDIA_ROOT = tmp_path / "files"
    council: Council = make_council()
    before = os.umask(umask)
    try:
        with transaction.atomic():
            store_file(council, b"Ours.", "ours.txt")
    finally:
        os.umask(before)
    kept = [tmp_path / "files", *(tmp_path / "files").rglob("*")]
    assert len(kept) == 4
    assert [path for path in kept if others_may(path)] == []


def test_what_an_earlier_release_left_readable_is_made_private(tmp_path):
    for name in ("files/northmoor/ab/abc", "mail/one.log", "secret-key"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        path.write_text("x")
        path.chmod(0o644)
    make_private(tmp_path)
    assert not others_may(tmp_path)
    for place in ("files", "mail"):
        assert not [path for path in (tmp_path / place).rglob("*") if others_may(path)]


def test_the_server_and_every_command_write_for_nobody_else():
    assert gunicorn.umask == 0o077
    assert "os.umask(0o077)" in (Path(__file__).parents[2] / "config/commands.py").read_text()


def test_an_e_mail_kept_as_a_file_is_private_then(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    before = os.umask(gunicorn.umask)
    try:
        mail.get_connection().send_messages([mail.EmailMessage("a", "b", to=["a@example.org"])])
    finally:
        os.umask(before)
    [kept] = (tmp_path / "mail").iterdir()
    assert not others_may(kept)
