"""`make run` after its set-up: one command serves everything, one signal stops it."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from config import postgres
from config.postgres import locks
from config.postgres.home import ServerHome, server_home
from tests.patience import PATIENCE_SECONDS, until
from tests.serving import PROJECT, Server, serving

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("served") / "var"
    yield folder
    postgres.remove(folder)


@pytest.fixture(scope="module")
def server(var: Path) -> Iterator[Server]:
    with serving(var) as server:
        yield server


def test_it_says_where_it_is_and_how_to_sign_in(server):
    text = "".join(server.printed)
    assert f"Clearday is at {server.address}  Ctrl-C stops it." in text
    assert "Password for all of them" in text


def test_the_first_page_comes_with_its_style(server):
    status, headers, page = server.ask("/account/login/")
    assert status == 200
    assert "default-src 'self'" in headers["Content-Security-Policy"]

    # Named after its content, so that it may be kept for good.
    style = re.search(r'href="(/static/css/clearday\.[0-9a-f]{12}\.css)"', page)
    assert style, page[:2000]
    status, headers, _ = server.ask(style[1])
    assert status == 200
    assert "immutable" in headers["Cache-Control"]
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_taken_port_is_told_before_anything_is_done(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = manage("serve", CLEARDAY_VAR=str(tmp_path / "var"), PORT=str(port))
    assert said.returncode != 0
    assert f"Port {port} cannot be had (address already in use)" in said.stderr
    assert f"PORT={port + 1} make run" in said.stderr
    assert not (tmp_path / "var" / "postgres").exists()


def test_data_are_removed_only_after_a_yes(tmp_path):
    folder = tmp_path / "var"
    manage("showmigrations", CLEARDAY_VAR=str(folder))
    home = server_home(folder)

    for answer in ("", "no\n"):
        said = manage("remove_data", answer, CLEARDAY_VAR=str(folder))
        assert "Nothing was removed." in said.stderr
        assert home.data.exists()

    manage("remove_data", "yes\n", CLEARDAY_VAR=str(folder))
    assert not home.folder.exists()
    assert not folder.exists()


def test_an_e_mail_that_a_page_queues_is_sent_beside_it(server, var):
    address = f"{server.address}/account/password/reset/"
    browser = build_opener(HTTPCookieProcessor())
    with browser.open(address) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
    typed = {"csrfmiddlewaretoken": token, "email": "nobody@northmoor.example"}
    with browser.open(address, urlencode(typed).encode()) as done:
        assert done.url.endswith("/done/")

    assert until(lambda: any("To: nobody@" in text_of(one) for one in (var / "mail").glob("*")))


# Each of these ends the server: the first the one that the module shares.


def test_one_signal_stops_the_server_its_sender_and_its_database(server, var):
    process, sender = server.process, sender_of(server.process.pid)
    assert server_home(var).server()

    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=PATIENCE_SECONDS) == 0
    assert until(lambda: not is_running(sender))
    assert has_stopped(server_home(var))


def test_a_server_that_is_killed_takes_its_sender_and_its_database_along(var):
    with serving(var) as server:
        sender = sender_of(server.process.pid)
        server.process.kill()
        assert until(lambda: not is_running(sender))
        assert has_stopped(server_home(var))


def test_a_sender_that_is_killed_takes_the_server_and_its_database_along(var):
    with serving(var) as server:
        os.kill(sender_of(server.process.pid), signal.SIGKILL)
        assert until(lambda: server.process.poll() is not None)
        assert has_stopped(server_home(var))
    assert "The sender of e-mails has ended" in "".join(server.printed)


def sender_of(parent: int) -> int:
    """The process that sends e-mails beside a server."""
    [found] = [
        int(one.name)
        for one in Path("/proc").iterdir()
        if one.name.isdigit() and is_sender(one, of=parent)
    ]
    return found


def is_sender(process: Path, *, of: int) -> bool:
    try:
        arguments = (process / "cmdline").read_bytes().split(b"\0")
        parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it ended while we looked
        return False
    return parent == of and b"tick" in arguments and b"--watch" in arguments


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def has_stopped(home: ServerHome) -> bool:
    return until(lambda: not locks.is_held(home.keeper)) and home.server() is None


def text_of(file: Path) -> str:
    return file.read_text(errors="replace")


def manage(command: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=PROJECT,
        env={**os.environ, **environment},
        input=typed,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
