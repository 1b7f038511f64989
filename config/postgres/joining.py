"""Join the server that every process of the checkout shares: the first starts it."""

import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from config.postgres import locks, server
from config.postgres.home import ServerHome, Unavailable, server_home
from config.postgres.locks import take_file_lock
from config.postgres.server import stop_server

PROJECT = Path(__file__).resolve().parents[2]
# A busy machine is slow to start a server; one that cannot start says so at once.
PATIENCE_SECONDS = 900

_joined: dict[Path, int] = {}
_one_thread = threading.Lock()


@dataclass(frozen=True)
class Endpoint:
    """How to connect as the database's owner: `host` is the folder of the Unix socket."""

    host: str
    port: int = 5432
    user: str = server.OWNER
    dbname: str = server.DATABASE


def join(var: Path) -> Endpoint:
    """Use the server of this `var` folder until this process ends; it is started if need be.

    The lock taken here is what keeps the server up. It is never let go of by hand: the kernel does
    it when the process and the children it forked have all ended, in whatever way. Joining again
    costs next to nothing, and brings back a server that has crashed. Raises `Unavailable`.
    """
    with _one_thread:
        home = server_home(var)
        if home.folder not in _joined or not home.is_ready():
            with locks.held(home.gate):
                if home.folder not in _joined:
                    # Waits here while a keeper that saw no user stops the server.
                    _joined[home.folder] = take_file_lock(home.users, shared=True)
                _ensure_kept(home)
        return Endpoint(host=str(home.socket_folder()))


def stay_through_exec() -> None:
    """Let this process stay a user of the server when it becomes another program."""
    for lock in _joined.values():
        os.set_inheritable(lock, True)


def remove(var: Path) -> None:
    """Remove the server and all its data. Raises `Unavailable` while somebody uses it."""
    home = server_home(var)
    with locks.held(home.gate):
        alone = _alone(home)
        if alone is None:
            raise Unavailable("The database is in use: stop what uses it first.")
        stop_server(home)
        socket = home.socket_folder()
        shutil.rmtree(home.folder)
        os.close(alone)
    shutil.rmtree(socket, ignore_errors=True)
    shutil.rmtree(var / "postgres", ignore_errors=True)


def _alone(home: ServerHome) -> int | None:
    """The users' lock, alone; a server that is just stopping is waited for."""
    give_up = time.monotonic() + 3
    while (alone := locks.try_to_take(home.users)) is None and time.monotonic() < give_up:
        time.sleep(0.1)
    return alone


def _ensure_kept(home: ServerHome) -> None:
    """See that the server runs and has a keeper; a keeper that was killed is replaced."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        if not locks.is_held(home.keeper):
            _start_keeper(home)
        elif home.is_ready():
            return
        else:
            time.sleep(0.05)
    raise Unavailable(f"The database did not come up; see {home.log}.")


def _start_keeper(home: ServerHome) -> None:
    command = [sys.executable, "-m", "config.postgres.keeper", str(home.folder)]
    if os.environ.get("CLEARDAY_POSTGRES") == "found":
        command.append("--found")
    done = subprocess.run(
        command,
        cwd=PROJECT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # Its own session: a Ctrl-C meant for us must not stop the others' server.
        start_new_session=True,
    )
    if done.returncode:
        raise Unavailable(done.stdout.strip())
