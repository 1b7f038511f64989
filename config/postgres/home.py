"""Where the server's data, locks, settings and socket lie, and whether it runs."""

import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config.postgres import accounts
from config.postgres.accounts import Account, Unavailable

# A Unix socket's path is limited to 107 bytes on Linux and 103 on macOS.
LONGEST_SOCKET_FOLDER = 103 - len("/.s.PGSQL.5432")

# PostgreSQL refuses to run as root; it then runs as an account of its own, which may enter neither
# the checkout nor root's home, so everything it needs lies below one of these folders.
BASES_FOR_ROOT = (Path("/var/lib/clearday"), Path("/var/tmp/clearday"))  # noqa: S108


@dataclass(frozen=True)
class ServerHome:
    """One server's folder. Root's own files are never written where the account could swap them."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def gate(self) -> Path:
        """Locked for the moment it takes to join or to remove."""
        return self.folder / "gate.lock"

    @property
    def users(self) -> Path:
        """Locked, shared, by every process that uses the server, for as long as it lives."""
        return self.folder / "users.lock"

    @property
    def keeper(self) -> Path:
        """Locked by the process that stops the server when the last user has gone."""
        return self.folder / "keeper.lock"

    @property
    def account(self) -> Account:
        """The operating system's account that the server runs as."""
        return accounts.of_server(self.folder)

    def server(self) -> int | None:
        """The running server's process id; None when the file left behind is a dead server's."""
        try:
            pid = int(self._status()[0])
        except (OSError, ValueError, IndexError):
            return None
        return pid if _is_server(pid, self.data, self.account.user) else None

    def is_ready(self) -> bool:
        """Whether the server accepts connections."""
        try:
            ready = self._status()[7].strip() == "ready"
        except (OSError, IndexError):
            return False
        return ready and self.server() is not None

    def socket_folder(self) -> Path:
        """Where the server's socket is, or will be: short, private, ours."""
        inside = self.folder / "socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            inside.mkdir(mode=0o700, exist_ok=True)
            self.give(inside)
            return inside
        note = self.folder / "socket-folder"
        if note.exists() and _is_private(noted := Path(note.read_text()), self.account.user):
            return noted
        # An unguessable name, made by us alone: nobody can have put it there before.
        fresh = Path(tempfile.mkdtemp(prefix="clearday-", dir="/tmp"))
        self.give(fresh)
        note.write_text(str(fresh))
        return fresh

    def _status(self) -> list[str]:
        return (self.data / "postmaster.pid").read_text().splitlines()

    def give(self, path: Path) -> None:
        """Let the server's account have this file or folder."""
        if os.geteuid() == 0:
            os.chown(path, self.account.user, self.account.group, follow_symlinks=False)


def server_home(var: Path) -> ServerHome:
    """The server's home for a checkout's `var` folder, made when it is first asked for."""
    place = var / "postgres"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() != 0:
            return ServerHome(_checked(place))
        note = place / "location"
        if note.exists() and (kept := _kept_for(place, Path(note.read_text().strip()))):
            return ServerHome(kept)
        folder = _new_folder_for_root(place)
        note.write_text(f"{folder}\n")
    except PermissionError as error:
        raise Unavailable(
            f"{error.filename} belongs to somebody else: run as them, remove it, or set "
            "CLEARDAY_VAR to a folder of your own."
        ) from error
    return ServerHome(folder)


def _checked(place: Path) -> Path:
    if place.stat().st_uid != os.geteuid():
        raise PermissionError(13, "not ours", str(place))
    return place


def _kept_for(place: Path, folder: Path) -> Path | None:
    """The remembered folder, unless it has gone or this checkout is a copy of the one it serves."""
    mark = folder / "serves"
    if not mark.exists():
        return None
    path, inode = mark.read_text().splitlines()
    return folder if str(place) == path or str(place.stat().st_ino) == inode else None


def _new_folder_for_root(place: Path) -> Path:
    for base in BASES_FOR_ROOT:
        try:
            base.mkdir(mode=0o755, parents=True, exist_ok=True)
        except OSError:
            continue
        if not _is_roots_own(base):
            continue
        base.chmod(0o755)
        folder = Path(tempfile.mkdtemp(dir=base))
        folder.chmod(0o711)
        (folder / "serves").write_text(f"{place}\n{place.stat().st_ino}\n")
        return folder
    raise Unavailable(
        "The database needs a folder that an account of its own can enter, and none of "
        f"{', '.join(map(str, BASES_FOR_ROOT))} can be used. Set DATABASE_URL instead."
    )


def _is_roots_own(folder: Path) -> bool:
    about = folder.lstat()
    return stat.S_ISDIR(about.st_mode) and about.st_uid == 0 and not about.st_mode & 0o022


def _is_private(folder: Path, owner: int) -> bool:
    try:
        about = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(about.st_mode) and about.st_uid == owner and not about.st_mode & 0o077


def _is_server(pid: int, data: Path, uid: int) -> bool:
    """Whether this process is the server of this data: process ids are used again after a crash."""
    process = Path(f"/proc/{pid}")
    if not Path("/proc/self").exists():
        try:
            os.kill(pid, 0)
        except OSError:
            return False
        return True
    try:
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        command = (process / "cmdline").read_bytes().split(b"\0")
        return state != "Z" and process.stat().st_uid == uid and os.fsencode(data) in command
    except OSError:
        return False
