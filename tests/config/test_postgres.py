"""The embedded server: shared by all who need it, gone after the last of them, whatever happens."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.postgres import locks, server
from config.postgres.home import ServerHome
from tests.config.joining import MEMBER, has_stopped
from tests.patience import until

pytestmark = pytest.mark.slow


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
    assert until(lambda: home.server() is None)
    after = joins()

    assert after.says("SELECT answer FROM kept") == 7


def test_a_process_that_joined_brings_a_crashed_server_back(joins, home):
    joins_again = (
        "sys.stdin.readline()\npostgres.join(Path(sys.argv[1]))\nprint('back', flush=True)"
    )
    program = MEMBER.replace("sys.stdin.read()", f"{joins_again}\nsys.stdin.read()")
    member = joins(program=program)
    os.kill(home.server(), signal.SIGKILL)
    assert until(lambda: home.server() is None)

    member.process.stdin.write("\n")
    member.process.stdin.flush()
    assert member.process.stdout.readline() == "back\n"

    assert member.says("SELECT 1") == 1


def test_a_killed_keeper_is_replaced_and_the_server_still_stops(joins, home):
    member = joins()
    os.kill(keeper_of(home), signal.SIGKILL)
    assert until(lambda: not locks.is_held(home.keeper))
    running = home.server()

    other = joins()
    assert home.server() == running
    member.leaves()
    other.leaves()
    assert has_stopped(home)


def keeper_of(home: ServerHome) -> int:
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


def test_a_forked_child_keeps_the_server_and_an_executed_program_does_not(joins, home, var):
    child_done, program_done = var / "child-done", var / "program-done"
    waits = f"while not os.path.exists({str(child_done)!r}): time.sleep(0.05)"
    joins(program=f"{MEMBER}import os, time\nif not os.fork():\n    {waits}").leaves()
    time.sleep(3 * server.LOOK_AGAIN_SECONDS)
    assert home.server(), "the child still needs it"
    child_done.touch()
    assert has_stopped(home)

    waits = f"until test -e {program_done}; do sleep 0.1; done"
    joins(program=f"{MEMBER}import subprocess\nsubprocess.Popen(['sh', '-c', {waits!r}])").leaves()
    assert has_stopped(home)
    program_done.touch()
