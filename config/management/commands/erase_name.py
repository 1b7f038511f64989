"""Erase a person's name from a council's record, as the database's owner alone may."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from config.commands import is_behind
from config.db_roles import as_owner
from councils.actions.erasure import erase_name
from councils.models import Council, User
from web.errors import Refused


class Command(BaseCommand):
    help = (
        "Erase a person's name from a council's record, where the law asks for it. What they did "
        "stays, and that it was done in their role. Needs the login that migrates."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the address by which the person signs in")
        parser.add_argument("--council", required=True, help="its part of every address: northmoor")
        parser.add_argument("--by", required=True, help="address of the administrator who decided")
        parser.add_argument("--reason", required=True, help="which is kept; give no name in it")

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner(connection, settings.APP_ROLE):
            try:
                council = Council.objects.get(slug=options["council"])
                person = User.objects.get(email__iexact=options["email"])
                by = User.objects.get(email__iexact=options["by"])
                count = erase_name(council, person, by=by, reason=options["reason"])
            except (Council.DoesNotExist, User.DoesNotExist) as unknown:
                raise CommandError("There is no such council, or no such person.") from unknown
            except PermissionDenied as denied:
                raise CommandError("Only an administrator of the council decides it.") from denied
            except (Refused, DatabaseError) as refusal:
                if is_behind(refusal):
                    raise
                raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Erased from {count} {'row' if count == 1 else 'rows'} of the record.")
