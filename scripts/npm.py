"""Packages of the npm registry, each at one version and of one checksum."""

import base64
import hashlib
import io
import subprocess
import tarfile
import tempfile
from pathlib import Path


class Unexpected(Exception):
    """A package is not what these scripts were written for."""


def fetched(name: str, version: str, integrity: str) -> bytes:
    """The package's archive, refused unless its SHA-512 is the pinned one."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["npm", "pack", "--silent", f"{name}@{version}"],
            cwd=folder, check=True, capture_output=True, text=True,
        )  # fmt: skip
        archive = (Path(folder) / done.stdout.split()[-1]).read_bytes()
    digest = base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if f"sha512-{digest}" != integrity:
        raise Unexpected(f"{name} {version} has another checksum: sha512-{digest}")
    return archive


def unpacked(archive: bytes, folder: Path) -> None:
    """The package's files in `folder`, without the folder that npm packs them in."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        for member in packed.getmembers():
            member.name = member.name.partition("/")[2]
        packed.extractall(folder, filter="data")
