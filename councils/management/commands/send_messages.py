"""Send the e-mails that wait: once, or for as long as the web process lives."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from councils.models import OutboxMessage
from councils.outbox import send_waiting


class Command(BaseCommand):
    help = "Send the e-mails that wait, and say how many still do; fails when one of them did."

    def handle(self, *args: Any, **options: Any) -> None:
        tally = send_waiting(at_once=True)
        waiting = OutboxMessage.objects.filter(state__in=OutboxMessage.WAITING)
        self.stdout.write(f"{tally.sent} sent, {waiting.count()} waiting.")
        for message in waiting.exclude(said="").select_related("to")[:20]:
            self.stderr.write(f"{message}: {message.said}")
        if tally.failed:
            raise CommandError("Not every e-mail could be sent.")
