"""One file of the zip for the file: its name there, and its bytes."""

import re
from typing import Any

import rfc8785

from plans.actions.files import read_file
from plans.models import StoredFile

# What goes into the zip: a name within it, and the bytes.
Entry = tuple[str, bytes]


def json_entry(name: str, told: list[dict[str, Any]]) -> Entry:
    return name, rfc8785.dumps(told)


def file_entry(place: str, file: StoredFile) -> Entry:
    """A file somebody gave us, under a name that cannot lead out of its folder."""
    name = re.sub(r"[^\w.-]+", "-", file.name).strip(".-") or "file"
    return f"{place}/{name}", read_file(file)
