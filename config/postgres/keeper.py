"""The server's keeper: starts it, waits until its last user has gone, then stops it.

A process of its own (`python -m config.postgres.keeper HOME`), so that whoever started the server
may end first, and be killed, without taking it from the others.
"""

import os
import sys
import time
from pathlib import Path

from config.postgres import locks, server
from config.postgres.home import ServerHome, Unavailable
from config.postgres.locks import take_file_lock
from config.postgres.server import start_server, stop_server


def keep_server(home: ServerHome, *, only_found: bool) -> None:
    """Start the server if it does not run, then watch over it in the background."""
    os.umask(0o022)
    lock = take_file_lock(home.keeper)
    if home.server() is None:
        start_server(home, only_found=only_found)
    _go_into_the_background()
    watch_users(home)
    os.close(lock)


def watch_users(home: ServerHome) -> None:
    """Return when the server has gone: stopped here after its last user, or by itself."""
    while home.server() is not None:
        # Users hold this lock shared, so having it alone means there are none; while we have it
        # nobody can become one, and whoever waits starts the server anew.
        if (alone := locks.try_to_take(home.users)) is not None:
            stop_server(home)
            os.close(alone)
            return
        time.sleep(server.LOOK_AGAIN_SECONDS)


def _go_into_the_background() -> None:
    if os.fork():
        os._exit(0)
    os.setsid()
    os.chdir("/")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


if __name__ == "__main__":
    try:
        keep_server(ServerHome(Path(sys.argv[1])), only_found="--found" in sys.argv[2:])
    except Unavailable as sorry:
        sys.exit(str(sorry))
