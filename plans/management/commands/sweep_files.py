"""Find files on disk that no row names, left by uploads that came to nothing, and remove them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from plans.actions.files import sweep_files, unnamed_files


class Command(BaseCommand):
    help = (
        "List files that uploads left when they came to nothing: no row names them, and they are "
        "older than an hour. Safe beside running uploads."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--delete", action="store_true", help="remove them too")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(unnamed_files(now=timezone.now()))
        swept = [path for path in found if options["delete"] and sweep_files(path)]
        for path in found:
            self.stdout.write(f"{'removed ' if path in swept else ''}{path}")
        many = "file" if len(found) == 1 else "files"
        told = f"{len(swept)} removed." if options["delete"] else "--delete removes what is listed."
        self.stdout.write(f"{len(found)} {many} that no row names. {told}")
