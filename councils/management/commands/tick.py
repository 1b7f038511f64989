"""Do what the clock asks: what is done once a day, and the e-mails that wait.

Once, as a timer has it, or for as long as the web process runs. It may be run again at any time,
beside itself, and after days on which nobody ran it.
"""

import logging
import os
import signal
import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection
from django.utils import timezone

from councils.daily import do_daily
from councils.models import OutboxMessage
from councils.outbox import queue_again, send_waiting

logger = logging.getLogger(__name__)

# How soon after its commit an e-mail goes. Asked for, as a pooler between us and the database
# would not pass on a notification.
LOOK_AGAIN_SECONDS = 1
# A mail server or a database that is away is left alone for a moment.
AWAY_SECONDS = 10


class Command(BaseCommand):
    help = (
        "Do what is done once a day, send the e-mails that wait, and say how many still do; "
        "fails when one could not go."
    )

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
        do_daily(timezone.now())
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
    done: date | None = None
    while not stop():
        done = do_once_a_day(done)
        rest(LOOK_AGAIN_SECONDS if send_some(stop) else AWAY_SECONDS, stop)


def do_once_a_day(done: date | None) -> date | None:
    """The day of which this process has done what is done daily; asked again where it failed."""
    now = timezone.now()
    if done == timezone.localdate(now):
        return done
    try:
        return do_daily(now) or done
    except Error:
        logger.exception("What is done once a day could not be")
        connection.close()
        return done


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
