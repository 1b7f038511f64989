"""Gunicorn with the product's own settings, asked over HTTP, and what its processes have used."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

from bench.database import NAME, ask_one

HOST = "127.0.0.1"
CSRF = "c" * 32
FORM = "application/x-www-form-urlencoded"
# A machine may be busy, so these only end what has come to nothing.
ANSWER_SECONDS, START_SECONDS = 120, 600
ANSWERED = 200
# What is still to be done once an answer is sent (a connection given back) is its request's too.
SETTLES_SECONDS = 0.002
NANOSECONDS = 1_000_000_000


class Unserved(Exception):
    """Gunicorn ended, or answers nothing; its log is on the standard error output."""


@dataclass(frozen=True)
class Question:
    """A page, or with `typed` its form; `known` is the ETag of what the asker has already.

    Without a session it is a stranger who asks; `says` are headers of a page's script.
    """

    path: str
    session: str = ""
    typed: dict[str, Any] | None = None
    known: str = ""
    says: tuple[tuple[str, str], ...] = ()

    @property
    def posted(self) -> bytes:
        if self.typed is None:
            return b""
        return urlencode({"csrfmiddlewaretoken": CSRF, **self.typed}, doseq=True).encode()

    @property
    def headers(self) -> dict[str, str]:
        cookies = [f"csrftoken={CSRF}"] if self.session or self.typed is not None else []
        cookies += [f"sessionid={self.session}"] if self.session else []
        headers = {"Accept": "text/html", **dict(self.says)}
        if cookies:
            headers["Cookie"] = "; ".join(cookies)
        if self.known:
            headers["If-None-Match"] = self.known
        return headers

    def on_the_wire(self) -> bytes:
        """As it is sent, made before the clock starts; a connection for each, as a proxy does."""
        posted = self.posted
        headers = {"Host": HOST, **self.headers, "Content-Length": str(len(posted))}
        if posted:
            headers["Content-Type"] = FORM
        lines = [f"{'POST' if posted else 'GET'} {self.path} HTTP/1.0"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode() + posted


@dataclass(frozen=True)
class Answer:
    """`time` by the clock; `web` and `database` are CPU of all their processes; in seconds."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    time: float = 0
    web: float = 0
    database: float = 0


@dataclass(frozen=True)
class Served:
    """A server that listens; `master` is the process whose children serve."""

    port: int
    master: int

    def send(self, request: bytes) -> bytes:
        with socket.create_connection((HOST, self.port), timeout=ANSWER_SECONDS) as wire:
            wire.sendall(request)
            return b"".join(iter(lambda: wire.recv(65536), b""))

    def status(self, request: bytes) -> int:
        return int(self.send(request).split(b" ", 2)[1])

    def ask(self, question: Question) -> Answer:
        """One request by itself, and what it cost."""
        request = question.on_the_wire()
        web, database = self.workers, database_server()
        before = cpu_of(web), cpu_of(database)
        began = time.perf_counter()
        raw = self.send(request)
        spent = time.perf_counter() - began
        time.sleep(SETTLES_SECONDS)
        head, _, body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        return Answer(
            int(first.split(" ", 2)[1]),
            dict(line.split(": ", 1) for line in lines),
            body,
            spent,
            cpu_of(web) - before[0],
            cpu_of(database) - before[1],
        )

    @property
    def workers(self) -> list[int]:
        return children_of(self.master)

    @property
    def memory(self) -> int:
        """The largest worker's own and shared pages, in bytes."""
        return max(map(resident, self.workers))


@contextmanager
def serving(which: str, ready: Question) -> Iterator[Served]:
    """Gunicorn with the product's own settings; `which` of `bench.wsgi` it serves.

    It has ended when the block has, and ends too when we are killed: its input is our pipe.
    """
    port = _free_port()
    with TemporaryFile() as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"),
                *("--max-requests", "0", f"bench.wsgi:{which}()"),
            ],
            cwd=settings.BASE_DIR,
            env=_environment(port),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
        )
        served = Served(port, process.pid)
        try:
            _wait_for(served, process, ready.on_the_wire())
            yield served
        except Unserved:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace"))
            raise
        finally:
            process.communicate(timeout=ANSWER_SECONDS)


def database_server() -> list[int]:
    """Every process of PostgreSQL on this machine, beside the one that answers us; else none."""
    mine: int = ask_one("SELECT pg_backend_pid()")
    if connection.connection.info.host not in ("", HOST, "localhost") and not (
        connection.connection.info.host.startswith("/")
    ):
        return []
    postmaster = parent_of(mine)
    return [one for one in children_of(postmaster) if one != mine] if postmaster else []


def cpu_of(processes: list[int]) -> float:
    """Seconds that these processes' threads have run, from /proc; one that ended counts none."""
    spent = 0
    for process in processes:
        for thread in Path(f"/proc/{process}/task").glob("*/schedstat"):
            with suppress(OSError):
                spent += int(thread.read_text().split()[0])
    return spent / NANOSECONDS


def resident(process: int) -> int:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def parent_of(process: int) -> int:
    with suppress(OSError):
        # The second field, the name in brackets, may hold anything.
        return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    return 0


def children_of(parent: int) -> list[int]:
    every = (int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit())
    return [one for one in every if parent_of(one) == parent]


def _environment(port: int) -> dict[str, str]:
    """Without our pool of one: gunicorn has a connection for each thread unless told otherwise."""
    usual = {name: value for name, value in os.environ.items() if name != "DATABASE_POOL"}
    own = {"BENCH_DATABASE": NAME, "BENCH_STATIC_ROOT": str(settings.STATIC_ROOT)}
    return {**usual, **own, "PORT": str(port), "CLEARDAY_SERVES_PAGES": "true"}


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind((HOST, 0))
        port: int = any_port.getsockname()[1]
        return port


def _wait_for(served: Served, process: subprocess.Popen[bytes], ready: bytes) -> None:
    give_up = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < give_up:
        try:
            status = served.status(ready)
        except OSError:
            time.sleep(0.1)
        else:
            if status == ANSWERED:
                return
            break
    raise Unserved
