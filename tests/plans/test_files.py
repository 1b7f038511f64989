"""Files on disk: whole or not at all, stored with their row, and swept when no row names them."""

import errno
import hashlib
import os
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test import Client
from django.utils import timezone

from councils.models import Council
from plans.access import plan_url
from plans.actions import files
from plans.actions.files import read_file, store_file
from plans.models import StoredFile
from tests.makers import make_council

HOUR = timedelta(hours=1)


@pytest.fixture
def disk(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def on(disk: Path) -> dict[str, bytes]:
    """What lies there, by its place."""
    found = [path for path in disk.rglob("*") if path.is_file()]
    return {path.relative_to(disk).as_posix(): path.read_bytes() for path in found}


def aged(path: Path, age: timedelta = 2 * HOUR) -> Path:
    then = (timezone.now() - age).timestamp()
    os.utime(path, (then, then))
    return path


def place(council: Council, content: bytes) -> str:
    return files.path_of(council, hashlib.sha256(content).hexdigest())


def came_to_nothing(council: Council, content: bytes) -> None:
    """Bytes are stored, and the transaction is taken back."""
    with transaction.atomic():
        store_file(council, content, "lost.txt")
        transaction.set_rollback(True)


def sweep(run: Callable[..., str], *options: str) -> str:
    return run("sweep_files", *options)


@pytest.fixture
def run(capsys) -> Callable[..., str]:
    def told(*command: str) -> str:
        call_command(*command)
        return capsys.readouterr().out

    return told


def test_the_same_bytes_are_stored_once_whatever_they_are_called(council, disk):
    first, again = (store_file(council, b"Same.", name) for name in ("a.txt", "b.txt"))

    assert (first.name, again.name) == ("a.txt", "b.txt")
    assert on(disk) == {place(council, b"Same."): b"Same."}
    assert read_file(first) == read_file(again) == b"Same."
    assert store_file(council, b"Same.", "a.txt") == first


@pytest.mark.django_db(transaction=True)
def test_a_file_is_not_stored_without_a_transaction(disk):
    council = make_council()
    with pytest.raises(TransactionManagementError):
        store_file(council, b"Alone.", "alone.txt")
    assert on(disk) == {}


def test_a_half_written_file_is_never_taken_for_one(council, disk, monkeypatch):
    """The machine stops before all is on the disk: the name is not there, and a retry gives it."""

    def stops(_: int) -> None:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", stops)
        with pytest.raises(OSError, match="No space"), transaction.atomic():
            store_file(council, b"Half.", "half.txt")
    assert not StoredFile.objects.exists()
    assert [name for name in on(disk) if not name.endswith(".part")] == []

    assert read_file(store_file(council, b"Half.", "half.txt")) == b"Half."


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("full", [True, False])
def test_a_full_disk_is_a_page_that_keeps_the_words(
    council, author, plan, disk, monkeypatch, full, error
):
    """No row without its file, and nothing half-written; the control has room."""
    browser = Client(raise_request_exception=False)
    browser.force_login(author)
    page = plan_url("item_add", plan, "evidence")
    typed = {"title": "Words of ours", "kind": "published work", "reason": "They came"}

    def stops(_: int) -> None:
        raise OSError(error, "No room")

    with monkeypatch.context() as patch:
        if full:
            patch.setattr(os, "fsync", stops)
        upload = SimpleUploadedFile("accounts.txt", b"The accounts.")
        answer = browser.post(page, {**typed, "upload": upload})

    assert answer.status_code == (503 if full else 302)
    assert StoredFile.objects.exists() != full
    assert bool(on(disk)) != full
    assert plan.evidence.exists() != full
    if full:
        assert "Words of ours" in answer.content.decode()
        assert "accounts.txt" in answer.content.decode()


def test_what_an_earlier_attempt_left_is_written_anew(council, disk):
    """Whatever lies at its place, nobody vouched for it."""
    came_to_nothing(council, b"Whole.")
    (disk / place(council, b"Whole.")).write_bytes(b"Wh")

    assert read_file(store_file(council, b"Whole.", "whole.txt")) == b"Whole."


# The sweep


def test_it_lists_and_removes_what_no_row_names_and_nothing_else(council, disk, run):
    store_file(council, b"Named.", "named.txt")
    came_to_nothing(council, b"Lost.")
    for path in disk.rglob("*"):
        aged(path)
    strange = disk / "notes.txt"
    strange.write_bytes(b"Not ours.")
    aged(strange)
    lost, before = place(council, b"Lost."), on(disk)

    assert lost in sweep(run)
    assert on(disk) == before

    told = sweep(run, "--delete")
    assert f"removed {disk / lost}" in told
    assert on(disk) == {name: content for name, content in before.items() if name != lost}
    assert "0 files that no row names" in sweep(run)


@pytest.mark.parametrize("minutes", [59, 61])
def test_it_spares_what_is_younger_than_an_hour(council, disk, run, minutes):
    came_to_nothing(council, b"Lost.")
    aged(disk / place(council, b"Lost."), timedelta(minutes=minutes))
    sweep(run, "--delete")

    assert bool(on(disk)) == (minutes < 60)


def test_it_removes_what_was_left_beside_a_file_that_a_row_names(council, disk, run):
    store_file(council, b"Named.", "named.txt")
    path = disk / place(council, b"Named.")
    aside = path.with_name(f"{path.name}.0123abcd.part")
    aside.write_bytes(b"Nam")
    aged(path)
    aged(aside)
    sweep(run, "--delete")

    assert on(disk) == {place(council, b"Named."): b"Named."}


def test_it_passes_over_what_is_given_its_name_while_it_looks(council, disk, monkeypatch):
    came_to_nothing(council, b"Lost.")
    path = disk / place(council, b"Lost.")
    aged(path)
    gone = path.with_name(f"{path.name}.0123abcd.part")
    monkeypatch.setattr(Path, "glob", lambda *_: [gone, path])

    assert list(files.unnamed_files(now=timezone.now())) == [path]


def stored_meanwhile(disk: Path, *, locked: bool, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Somebody stores bytes whose file is old, and the sweep comes before they are done.

    Whether the file is there once both are done.
    """
    council = make_council()
    path = disk / place(council, b"Lost.")
    came_to_nothing(council, b"Lost.")
    written, swept = threading.Event(), threading.Event()
    if not locked:
        monkeypatch.setattr(files, "take_lock", lambda *_: True)

    def store() -> None:
        try:
            with transaction.atomic():
                store_file(council, b"Lost.", "found.txt")
                aged(path)
                written.set()
                swept.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=store)
    thread.start()
    written.wait(20)
    files.sweep_files(path)
    swept.set()
    thread.join(20)
    assert StoredFile.objects.filter(council=council).exists()
    return path.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_it_waits_for_nobody_and_takes_nothing_from_a_running_upload(disk, locked, monkeypatch):
    """The control: without the lock it would take the file from under the row to come."""
    assert stored_meanwhile(disk, locked=locked, monkeypatch=monkeypatch) == locked
