"""Send the e-mails that wait; run it every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand

from councils.messages import send_waiting
from councils.models import Message


class Command(BaseCommand):
    help = "Send the e-mails that wait, and say how many still do."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = send_waiting()
        waiting = Message.objects.filter(sent_at=None)
        self.stdout.write(f"{sent} sent, {waiting.count()} waiting.")
        for message in waiting.exclude(failure="").select_related("to")[:20]:
            self.stderr.write(f"{message}: {message.failure}")
