"""Files kept by their content: the same bytes lie once in a council, under each of their names.

A file is stored by the action that needs it, in its transaction and after its checks. What a
transaction wrote to disk before it came to nothing stays there until `sweep` removes it.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from councils.models import Council
from plans.models import StoredFile
from plans.once import written_once
from web.file_kinds import check_file, kind_of
from web.frozen import NotAsKept
from web.text import clean, one_line, shorten

UNKNOWN = "application/octet-stream"
# A file without a row that is younger than this may be of an upload that is under way.
SPARED = timedelta(hours=1)
LONGEST_NAME = 200
# What a name says a file is: its last few letters after a full stop.
ENDING = re.compile(r"\.\w{1,16}$")
# council / first two of the digest / digest, or what is being written beside it.
PLACE = re.compile(r"(?P<council>[-\w]+)/(..)/(?P<sha256>\2[0-9a-f]{62})(?P<aside>\.\w+\.part)?")


@dataclass(frozen=True)
class FileData:
    """A file that somebody hands in: nothing of it is kept until an action stores it."""

    name: str
    content: bytes

    def __str__(self) -> str:
        return self.name


def name_to_keep(given: str, *, most: int = LONGEST_NAME) -> str:
    """A file's name as it is kept and shown: without folders, and a long one without its middle.

    It keeps what its ending says that it is. What nobody can see is left out.
    """
    name = one_line(re.split(r"[/\\]", clean(given))[-1])
    ending = ENDING.search(name)
    return shorten(name, most, keep=ending[0] if ending else "") or "file"


def store_file(council: Council, content: bytes, name: str) -> StoredFile:
    """Keep a file; its bytes lie outside any public folder, named after their SHA-256."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("A file is stored with the row that names it.")
    sha256, name = hashlib.sha256(content).hexdigest(), name_to_keep(name)
    path = Path(default_storage.path(path_of(council, sha256)))
    if held := StoredFile.objects.filter(council=council, sha256=sha256, name=name).first():
        # What was lost or damaged on the disk is written anew by whoever brings it again.
        if content_of(path, sha256) is None:
            write_file(path, content)
        return held
    take_lock(sha256, "pg_advisory_xact_lock_shared")
    write_file(path, content)
    row = StoredFile(
        council=council,
        sha256=sha256,
        size=len(content),
        name=name,
        media_type=kind.media_type if (kind := kind_of(content)) else UNKNOWN,
        stored_at=timezone.now(),
    )
    return written_once(row, council=council, sha256=sha256, name=name)


def store_given(council: Council, file: FileData | None) -> StoredFile | None:
    """Keep what somebody handed in, if they did; NotFit when it is of no kind that is kept."""
    if file is None:
        return None
    kind = check_file(file.name, file.content)
    return store_file(council, file.content, kind.named(file.name))


def with_stored(council: Council, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row's fields, with each file among them kept."""
    return {
        name: store_given(council, value) if isinstance(value, FileData) else value
        for name, value in values.items()
    }


def read_file(file: StoredFile) -> bytes:
    """The file's bytes; NotAsKept when they are no longer those that were stored.

    A version's PDF is drawn again, if it comes out as the same bytes, and written anew.
    """
    path = Path(default_storage.path(path_of(file.council, file.sha256)))
    if (content := content_of(path, file.sha256)) is not None:
        return content
    from plans.versions import redraw

    content = redraw(file)
    if content is None or hashlib.sha256(content).hexdigest() != file.sha256:
        raise NotAsKept(file._meta.label_lower, file.pk)
    write_file(path, content)
    return content


def is_on_disk(file: StoredFile) -> bool:
    """Whether the file's bytes are where they belong, as they were stored."""
    path = Path(default_storage.path(path_of(file.council, file.sha256)))
    return content_of(path, file.sha256) is not None


def content_of(path: Path, sha256: str) -> bytes | None:
    """What lies there, if it is what belongs there; None when it is missing or damaged."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def path_of(council: Council, sha256: str) -> str:
    return f"{council.slug}/{sha256[:2]}/{sha256}"


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside its place first, and on the disk before its name."""
    for folder in reversed(path.parents[:3]):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with open(aside, "xb", opener=private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        # A full disk is given back what was begun.
        aside.unlink(missing_ok=True)
        raise
    # The name is on the disk too once its folders are: below, the digest's, the council's, ours.
    for folder in path.parents[:3]:
        sync_file(folder)


def private(path: str, flags: int) -> int:
    """Open a file that nobody else may read."""
    return os.open(path, flags, 0o600)


def sync_file(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def unnamed_files(*, now: datetime) -> Iterator[Path]:
    """Files on disk that no row names, older than `SPARED`: what became of them came to nothing."""
    root = Path(default_storage.path(""))
    rows = StoredFile.objects.values_list("council__slug", "sha256")
    named = {f"{slug}/{sha256[:2]}/{sha256}" for slug, sha256 in rows}
    for path in sorted(root.glob("*/??/*")):
        place = path.relative_to(root).as_posix()
        try:
            written = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
        except FileNotFoundError:
            continue  # what was being stored has its own name by now
        if PLACE.fullmatch(place) and place not in named and now - written > SPARED:
            yield path


def sweep_files(path: Path) -> bool:
    """Remove an unnamed file; False when somebody is storing it, or a row names it by now."""
    place = PLACE.fullmatch("/".join(path.parts[-3:]))
    assert place is not None  # it comes from `unnamed`
    with transaction.atomic():
        # Whoever stores these bytes has the lock until their row is there for all to see.
        if not take_lock(place["sha256"], "pg_try_advisory_xact_lock"):
            return False
        names = StoredFile.objects.filter(council__slug=place["council"], sha256=place["sha256"])
        if not place["aside"] and names.exists():
            return False
        path.unlink(missing_ok=True)
    return True


def take_lock(sha256: str, lock: str) -> bool:
    """Take a lock on a file's bytes until the transaction ends; whether it was to be had."""
    key = int.from_bytes(bytes.fromhex(sha256[:16]), signed=True)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s)", [key])
        return cursor.fetchone() != (False,)
