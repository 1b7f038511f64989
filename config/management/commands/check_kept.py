"""Look at everything that was kept with a digest, and say what is no longer as it was kept."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.kept import broken_in, everything_kept
from councils.kept import remember
from web.frozen import NotAsKept


class Command(BaseCommand):
    help = (
        "Look at every version, report, commission, published page, file and act, and list what is "
        "missing or no longer what was kept. Ends with status 1 if there is any."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found: dict[str, NotAsKept] = {}
        for broken in broken_in(everything_kept()):
            if found.setdefault(str(broken), broken) is broken:
                remember(broken)
                self.stderr.write(str(broken))
        if found:
            raise CommandError(f"{len(found)} not as kept. Bring back what was kept from a backup.")
        self.stdout.write("Everything is as it was kept.")
