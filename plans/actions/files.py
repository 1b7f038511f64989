"""Files kept by their content: the same bytes are stored once in a council."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from councils.models import Council
from plans.models import StoredFile
from plans.once import written_once


def store(council: Council, content: bytes, name: str) -> StoredFile:
    """Keep a file; its bytes lie outside any public folder, named after their SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    held = StoredFile.objects.filter(council=council, sha256=sha256).first()
    if held:
        return held
    path = path_of(council, sha256)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    row = StoredFile(
        council=council,
        sha256=sha256,
        size=len(content),
        name=name[-200:],
        media_type="application/octet-stream",
        stored_at=timezone.now(),
    )
    return written_once(row, council=council, sha256=sha256)


def read(file: StoredFile) -> bytes:
    """The file's bytes; ValueError when they are no longer those that were stored."""
    with default_storage.open(path_of(file.council, file.sha256)) as kept:
        content = kept.read()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise ValueError(f"{file.sha256} was changed on disk")
    return content


def path_of(council: Council, sha256: str) -> str:
    return f"{council.slug}/{sha256[:2]}/{sha256}"
