"""A zip is judged by its table of contents, before anything in it is unpacked."""

import zipfile
from dataclasses import dataclass
from typing import Literal

# Honest XML packs some ten to thirty times smaller; a bomb a thousand times.
MOST_RATIO = 200
LOCKED = 0x1

Fault = Literal["too large", "locked", ""]


@dataclass(frozen=True, slots=True)
class Limits:
    """So many entries and bytes it may hold; below `small` it may pack as it likes."""

    entries: int
    unpacked: int
    small: int = 0


def fault_of(archive: zipfile.ZipFile, limits: Limits) -> Fault:
    """Why it may not be opened; "" where it may."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    bomb = unpacked > limits.small and unpacked > packed * MOST_RATIO
    if len(entries) > limits.entries or unpacked > limits.unpacked or bomb:
        return "too large"
    return "locked" if any(entry.flag_bits & LOCKED for entry in entries) else ""
