"""Send the e-mails that wait: once, or for as long as the web process runs.

The same process lets old sign-ins go, once a day: it is the one that is always there.
"""

import logging
import os
import signal
import time
from math import inf
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection

from councils.actions.sign_ins import forget_old_attempts
from councils.models import OutboxMessage
from councils.outbox import queue_again, send_waiting

logger = logging.getLogger(__name__)

# How soon after its commit an e-mail goes. Asked for, as a pooler between us and the database
# would not pass on a notification.
LOOK_AGAIN_SECONDS = 1
# A mail server or a database that is away is left alone for a moment.
AWAY_SECONDS = 10
DAY_SECONDS = 24 * 3600


class Command(BaseCommand):
    help = "Send the e-mails that wait, and say how many still do; fails when one could not go."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="try what failed for good too")
        parser.add_argument("--watch", action="store_true", help="go on until told to stop")
        parser.add_argument("--parent", type=int, help="stop when this parent process has ended")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["again"]:
            queue_again()
        if options["watch"]:
            watch(Stop(options["parent"]))
        else:
            self.send_once()

    def send_once(self) -> None:
        forget_old_attempts()
        tally = send_waiting(at_once=True)
        waiting = OutboxMessage.objects.filter(state__in=OutboxMessage.WAITING).count()
        failed = OutboxMessage.objects.filter(state=OutboxMessage.State.FAILED).count()
        self.stdout.write(f"{tally.sent} sent, {waiting} waiting, {failed} failed.")
        if tally.failed:
            raise CommandError("\n".join(tally.failed))


class Stop:
    """Whether to go on: not after Ctrl-C or a request to end, nor without the parent named."""

    def __init__(self, parent: int | None) -> None:
        self.parent = parent
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.ask)

    def ask(self, *signal_and_frame: Any) -> None:
        self.asked = True

    def __call__(self) -> bool:
        return self.asked or (self.parent is not None and os.getppid() != self.parent)


def watch(stop: Stop) -> None:
    """Send what is queued until it is time to stop; what is being sent then is sent first."""
    forgot = -inf
    while not stop():
        if time.monotonic() - forgot > DAY_SECONDS:
            forgot = time.monotonic()
            forget_some()
        rest(LOOK_AGAIN_SECONDS if send_some(stop) else AWAY_SECONDS, stop)


def forget_some() -> None:
    """What cannot be let go of now goes tomorrow."""
    try:
        forget_old_attempts()
    except Error:
        logger.exception("Old sign-ins cannot be let go of")
        connection.close()


def send_some(stop: Stop) -> bool:
    """Whether all went well with the mail server and the database."""
    try:
        return not send_waiting(stop=stop).server_away
    except Error:
        logger.exception("The outbox cannot be read")
        connection.close()
        return False


def rest(seconds: int, stop: Stop) -> None:
    for _ in range(seconds):
        if stop():
            return
        time.sleep(1)
