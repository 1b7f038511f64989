"""Remove everything the product keeps on this machine: what `make clean-data` does."""

import shutil
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import postgres


class Command(BaseCommand):
    help = "Remove the embedded database, files, mail and key below var/, after asking."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        var = settings.VAR
        if not var.exists():
            self.stdout.write("There is nothing to remove.")
            return
        if not options["yes"] and not self._is_meant(f"{var} with all its plans and people"):
            raise CommandError("Nothing was removed.")
        try:
            postgres.remove(var)
        except postgres.Unavailable as sorry:
            raise CommandError(str(sorry)) from sorry
        shutil.rmtree(var)
        self.stdout.write(f"Removed {var}.")

    def _is_meant(self, what: str) -> bool:
        self.stdout.write(f"This removes {what}, for good.")
        try:
            return input("Type yes to go on: ").strip().lower() == "yes"
        except EOFError:
            return False
