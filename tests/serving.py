"""The real thing for tests: `manage.py serve` in a process of its own, with data of its own."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.patience import PATIENCE_SECONDS, while_it_works

PROJECT = Path(__file__).resolve().parent.parent
ANSWER_SECONDS = 120


@dataclass
class Server:
    """A running server: its address, its process, and the lines it has printed so far."""

    address: str
    process: subprocess.Popen
    printed: list[str] = field(default_factory=list)

    def ask(self, path: str) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of the answer to a GET."""
        try:
            with urlopen(f"{self.address}{path}", timeout=ANSWER_SECONDS) as answer:  # noqa: S310
                return answer.status, dict(answer.headers), answer.read().decode()
        except HTTPError as refusal:
            with refusal:
                return refusal.code, dict(refusal.headers), refusal.read().decode()

    def is_ready(self) -> bool:
        try:
            return self.ask("/health/ready")[0] == 200
        except (URLError, ConnectionError, TimeoutError):
            return False


@contextmanager
def serving(var: Path, **environment: str) -> Iterator[Server]:
    """Serve until the block ends, then send what Ctrl-C sends and wait."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=PROJECT,
        env={**os.environ, "CLEARDAY_VAR": str(var), "PORT": str(port), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    server = Server(f"http://127.0.0.1:{port}", process)
    reader = threading.Thread(target=lambda: server.printed.extend(process.stdout))
    reader.start()
    try:
        if not while_it_works(process, server.is_ready):
            raise AssertionError("It does not serve:\n" + "".join(server.printed))
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=PATIENCE_SECONDS)
        reader.join()
        process.stdout.close()


def free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]
