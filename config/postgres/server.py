"""Start and stop the server, and make its data when it has none."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

from config.postgres import accounts
from config.postgres.binaries import Binaries, as_account, find_binaries
from config.postgres.home import ServerHome, Unavailable

# The database's owner migrates and is no superuser; pages are served by a login that owns nothing
# and works as the application's role.
OWNER = DATABASE = "clearday"
WEB = "clearday_web"
APP_ROLE = "clearday_app"
SUPERUSER = "postgres"
LOOK_AGAIN_SECONDS = 0.2
NOBODYS_PROCESS = str(2**30)  # more than any system numbers its processes to
# However busy the machine: a server that cannot start ends by itself, and is not waited for.
START_SECONDS = 600
STOP_SECONDS = 20

SETTINGS = """\
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
hba_file = '{home}/pg_hba.conf'
ident_file = '{home}/pg_ident.conf'
max_connections = 100
shared_buffers = 64MB
wal_level = minimal
max_wal_senders = 0
max_wal_size = 256MB
min_wal_size = 32MB
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
"""
# Whoever may start the server may use it, and nobody else: the kernel says who is asking.
HBA = "local all all peer map=clearday\n"
IDENT = "".join(f'clearday "{{account}}" {login}\n' for login in (OWNER, WEB, SUPERUSER))

FIRST_STATEMENTS = f"""\
CREATE ROLE {OWNER} LOGIN CREATEDB CREATEROLE;
CREATE ROLE {APP_ROLE} NOLOGIN;
CREATE ROLE {WEB} LOGIN;
GRANT {APP_ROLE} TO {OWNER} WITH ADMIN OPTION;
GRANT {APP_ROLE} TO {WEB};
CREATE DATABASE {DATABASE} OWNER {OWNER};
"""


def start_server(home: ServerHome, *, only_found: bool) -> None:
    """Start the server and return when it accepts connections; its data is made first."""
    accounts.have_its_own(home.folder, home.data, home.socket_folder())
    binaries = find_binaries(home, only_found=only_found)
    if not home.data.exists():
        _make_data(home, binaries)
    _check_version(home, binaries)
    _clear_stale_pid(home)
    _write_settings(home)
    give_up = time.monotonic() + START_SECONDS
    while not _started(home, binaries, give_up):
        said = _tail(home.log)
        # What is left of a killed server may need a moment to notice that it is over.
        if "is still in use" not in said or time.monotonic() > give_up:
            raise Unavailable(f"PostgreSQL did not start. It says:\n{said}")
        time.sleep(LOOK_AGAIN_SECONDS)


def stop_server(home: ServerHome) -> None:
    """Stop the server: in order if it can, at once if it cannot."""
    for how in (signal.SIGINT, signal.SIGQUIT):
        if (pid := home.server()) is None:
            return
        os.kill(pid, how)
        give_up = time.monotonic() + STOP_SECONDS
        while home.server() is not None and time.monotonic() < give_up:
            time.sleep(0.02)


def _started(home: ServerHome, binaries: Binaries, give_up: float) -> bool:
    settings = f"config_file={home.folder}/postgresql.conf"
    with home.log.open("wb") as log:
        process = subprocess.Popen(
            [binaries.postgres, "-D", home.data, "-c", settings],
            stdout=log,
            stderr=log,
            start_new_session=True,
            **as_account(home.account),
        )
    while process.poll() is None and time.monotonic() < give_up:
        if home.is_ready():
            return True
        time.sleep(0.02)
    return False


def _clear_stale_pid(home: ServerHome) -> None:
    """Strike the process id from the file of a server that is dead: it may be somebody else's now.

    The rest of the file stays, as PostgreSQL finds there whether anything of that server still
    works on the data. Moved into place, never written there: the folder belongs to the account.
    """
    left = home.data / "postmaster.pid"
    if left.exists():
        aside = home.folder / "postmaster.pid"
        aside.write_text("\n".join([NOBODYS_PROCESS, *left.read_text().split("\n")[1:]]))
        aside.chmod(0o600)
        home.give(aside)
        aside.replace(left)
    (home.socket_folder() / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _make_data(home: ServerHome, binaries: Binaries) -> None:
    """Make the data aside and move it into place whole, so that half a database is never met."""
    partial = home.folder / "data.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700)
    accounts.hand_over(partial, accounts.for_making_data())
    provider = ["--locale-provider=builtin"] if binaries.major >= 17 else []
    locale = ["--builtin-locale=C.UTF-8", "--locale=C"] if provider else ["--locale=C.UTF-8"]
    common = ["-D", str(partial)]
    manner = ["-U", SUPERUSER, "--encoding=UTF8", "--auth=peer", *provider, *locale]
    _run([binaries.initdb, *common, *manner])
    _run([binaries.postgres, "--single", *common, "postgres"], says=FIRST_STATEMENTS)
    accounts.hand_over(partial, home.account)
    partial.rename(home.data)


def _run(command: list[str], *, says: str = "") -> None:
    arguments = as_account(accounts.for_making_data()) | {"input": says, "stdin": None}
    done = subprocess.run(
        command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **arguments
    )
    if done.returncode or "ERROR" in done.stdout:
        raise Unavailable(f"{Path(command[0]).name} failed:\n{done.stdout}")


def _check_version(home: ServerHome, binaries: Binaries) -> None:
    made_by = (home.data / "PG_VERSION").read_text().strip()
    if made_by != str(binaries.major):
        raise Unavailable(
            f"The data was made by PostgreSQL {made_by} and the programs are version "
            f"{binaries.major}. Bring back version {made_by}, or remove the data: make clean-data."
        )


def _write_settings(home: ServerHome) -> None:
    asking = pwd.getpwuid(os.geteuid()).pw_name
    socket, folder = (str(p).replace("'", "''") for p in (home.socket_folder(), home.folder))
    texts = {
        "postgresql.conf": SETTINGS.format(socket=socket, home=folder),
        "pg_hba.conf": HBA,
        "pg_ident.conf": IDENT.format(account=asking),
    }
    for name, text in texts.items():
        (home.folder / name).write_text(text)
        (home.folder / name).chmod(0o644)


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:])
