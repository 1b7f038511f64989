"""The operating system's account that the server runs as: ours, or one of its own under root.

PostgreSQL refuses to run as root. Many things on a machine run as `nobody`, so its server, and the
data it keeps, have a number that nothing else has. Only `initdb` insists on an account with a name:
the empty data are made as `nobody` and handed over before they are used.
"""

import os
import pwd
import random
from dataclasses import dataclass
from pathlib import Path

MAKES_DATA = "nobody"
# Given to nobody: above what people and packages have, below what systemd makes up for its units.
NUMBERS = range(60706, 61184)
NOTE = "account"


class Unavailable(RuntimeError):
    """The embedded server cannot be had; the message tells a person what to do."""


@dataclass(frozen=True)
class Account:
    user: int
    group: int


def of_server(folder: Path) -> Account:
    """Whom the server below this folder runs as; until it has a number, as earlier ones did."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    try:
        number = int((folder / NOTE).read_text())
    except (OSError, ValueError):
        return for_making_data()
    return Account(number, number)


def for_making_data() -> Account:
    """An account with a name, that is not root."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    try:
        found = pwd.getpwnam(MAKES_DATA)
    except KeyError:
        raise Unavailable(
            f"PostgreSQL does not run as root and there is no account {MAKES_DATA!r}. "
            "Run as an ordinary user, or set DATABASE_URL."
        ) from None
    return Account(found.pw_uid, found.pw_gid)


def have_its_own(folder: Path, *belongings: Path) -> None:
    """Give a server that does not run a number of its own, and what it has so far with it."""
    note = folder / NOTE
    if os.geteuid() != 0 or note.exists():
        return
    number = random.choice([number for number in NUMBERS if _is_free(number)])  # noqa: S311
    for path in belongings:
        if path.exists():
            hand_over(path, Account(number, number))
    # Last, so that whoever is interrupted begins again.
    note.write_text(f"{number}\n")


def hand_over(place: Path, account: Account) -> None:
    """Let an account have a folder and all below it; links are handed over, not followed."""
    if os.geteuid() != 0:
        return
    for folder, _, names in os.walk(place):
        for path in (folder, *(os.path.join(folder, name) for name in names)):
            os.chown(path, account.user, account.group, follow_symlinks=False)


def _is_free(number: int) -> bool:
    try:
        pwd.getpwuid(number)
    except KeyError:
        return not any(_owner(process) == number for process in Path("/proc").glob("[0-9]*"))
    return False


def _owner(process: Path) -> int:
    try:
        return process.stat().st_uid
    except OSError:
        return -1
