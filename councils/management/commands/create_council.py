"""Make a council and its first administrator."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email, validate_slug

from councils.actions.council import create_council
from councils.models import OutboxMessage
from councils.outbox import send_waiting
from web.errors import Refused
from web.text import one_line


class Command(BaseCommand):
    help = "Make a council and its first administrator, who is invited by e-mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", type=person_name, help="the council's full name")
        parser.add_argument("--slug", required=True, help="its part of every address: northmoor")
        parser.add_argument("--admin-email", required=True)
        parser.add_argument("--admin-name", type=person_name, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_slug(options["slug"])
            validate_email(options["admin_email"])
            council = create_council(
                name=options["name"],
                slug=options["slug"],
                administrator_email=options["admin_email"],
                administrator_name=options["admin_name"],
            )
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from wrong
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        send_waiting()
        invitations = OutboxMessage.objects.filter(council=council)
        waiting = invitations.exclude(state=OutboxMessage.State.SENT).exists()
        self.stdout.write(f"{council} is set up at /{council.slug}/.")
        self.stdout.write(
            "The invitation could not be sent: run “manage.py tick” when mail works."
            if waiting
            else f"{options['admin_email']} was sent an invitation."
        )


def person_name(typed: str) -> str:
    """A name as its form would clean it."""
    if words := one_line(typed):
        return words
    raise ArgumentTypeError("nothing of this name can be seen")
