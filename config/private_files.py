"""What lies below var/ is for the account that runs the product, and for nobody else."""

import os
from pathlib import Path

# Keys, what people handed in, and e-mails with their links; not the server's own folder.
KEPT_PRIVATE = ("files", "mail")


def make_private(var: Path) -> None:
    """Take everybody else's rights from what earlier releases left readable."""
    if not var.exists() or var.stat().st_uid != os.geteuid():
        return
    var.chmod(0o700)
    for place in (var / name for name in KEPT_PRIVATE):
        for folder, _, names in os.walk(place):
            Path(folder).chmod(0o700)
            for name in names:
                Path(folder, name).chmod(0o600)
