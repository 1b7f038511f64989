"""`make run` after its set-up: one command serves everything, one signal stops it."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import postgres
from config.postgres import locks
from config.postgres.home import home_of
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
    home = home_of(folder)

    for answer in ("", "no\n"):
        said = manage("remove_data", answer, CLEARDAY_VAR=str(folder))
        assert "Nothing was removed." in said.stderr
        assert home.data.exists()

    manage("remove_data", "yes\n", CLEARDAY_VAR=str(folder))
    assert not home.folder.exists()
    assert not folder.exists()


# Last, as it ends the server that the module shares.
def test_one_signal_stops_the_server_and_its_database(server, var):
    home = home_of(var)
    assert home.server()

    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(timeout=PATIENCE_SECONDS) == 0
    assert until(lambda: not locks.is_held(home.keeper))
    assert home.server() is None


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
