"""Gunicorn as it serves the product, on loopback, for the length of a block."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile

from django.conf import settings

from bench.asking import FORM, Question

PATIENCE_SECONDS = 30
HOST = "127.0.0.1"


class Unserved(Exception):
    """Gunicorn ended, or answers nothing; its log is on the standard error output."""


@dataclass(frozen=True)
class Served:
    port: int

    def ask(self, request: bytes) -> int:
        """The status of the answer; a connection for each request, as a proxy makes them."""
        with socket.create_connection((HOST, self.port), timeout=PATIENCE_SECONDS) as wire:
            wire.sendall(request)
            answer = b"".join(iter(lambda: wire.recv(65536), b""))
        return int(answer.split(b" ", 2)[1])


def written(question: Question) -> bytes:
    """A question as bytes on the wire, made before the clock starts."""
    posted = question.posted
    headers = {"Host": HOST, **question.headers, "Content-Length": str(len(posted))}
    if posted:
        headers["Content-Type"] = FORM
    lines = [f"{'POST' if posted else 'GET'} {question.path} HTTP/1.0"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + posted


@contextmanager
def serving(which: str, ready: Question) -> Iterator[Served]:
    """Gunicorn with the product's own settings; `which` of `bench.served` it serves.

    It has ended when the block has, and ends too when we are killed: its input is our pipe.
    """
    served = Served(_free_port())
    with TemporaryFile() as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"),
                f"bench.served:{which}()",
            ],
            cwd=settings.BASE_DIR,
            env=_environment(served.port),
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(served, process, written(ready))
            yield served
        except Unserved:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace"))
            raise
        finally:
            process.communicate(timeout=PATIENCE_SECONDS)


def _environment(port: int) -> dict[str, str]:
    """Without our pool of one: gunicorn has a connection for each thread unless told otherwise."""
    usual = {name: value for name, value in os.environ.items() if name != "DATABASE_POOL"}
    return {**usual, "PORT": str(port), "BENCH_STATIC_ROOT": str(settings.STATIC_ROOT)}


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind((HOST, 0))
        return any_port.getsockname()[1]


def _wait_for(served: Served, process: subprocess.Popen[bytes], ready: bytes) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < give_up:
        try:
            if served.ask(ready) == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise Unserved
