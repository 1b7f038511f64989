"""Make everything ready and serve it on this machine: what `make run` does after the set-up."""

import os
import socket
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from config import postgres


class Command(BaseCommand):
    help = "Migrate, load the worked example once, collect static files and serve, until Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_a_taken_port(settings.PORT)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if "load_example" in get_commands():
            call_command("load_example", show=True)
        connections.close_all()
        self.stdout.flush()
        start_the_sender()
        become_gunicorn()


def refuse_a_taken_port(port: int) -> None:
    """Say at once that the port is taken, before anything is done for nothing."""
    with socket.socket() as ours:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ours.bind(("127.0.0.1", port))
        except OSError as error:
            why = os.strerror(error.errno or 0).lower()
            raise CommandError(
                f"Port {port} cannot be had ({why}). Stop what uses it, or choose another: "
                f"PORT={port + 1} make run"
            ) from error


def start_the_sender() -> None:
    """Send e-mails from a child of the process that becomes the web's: neither outlives the other.

    The child looks whether its parent is there. The other way round a pipe tells, whose one writing
    end is the child's: whoever reads it meets the end when the child has gone, in whatever way.
    """
    reading, writing = os.pipe()
    command = [sys.executable, "manage.py", "tick", "--watch"]
    subprocess.Popen(
        [*command, "--parent", str(os.getpid())],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        pass_fds=[writing],
    )
    os.close(writing)
    os.set_inheritable(reading, True)
    os.environ["CLEARDAY_SENDER"] = str(reading)


def become_gunicorn() -> None:
    """Turn this process into gunicorn's, so that signals have one process to go to."""
    # We stay a user of the embedded server, or it would stop before the first page is asked for.
    postgres.stay_through_exec()
    os.environ["CLEARDAY_SAYS_WHERE"] = "1"
    os.chdir(settings.BASE_DIR)
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
    os.execv(sys.executable, command)  # noqa: S606
