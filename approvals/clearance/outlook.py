"""Who sent an Outlook message (.msg): as much of its container (MS-CFB) as that needs.

A .msg file is a small file system. The properties of the message are files in its root; those of
its attachments and recipients lie in folders of their own, which are not looked into.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
END, ENTRY, LEAST = 0xFFFFFFFA, 128, 4096
# What Outlook calls the sender's address: as SMTP has it, then as its own server does.
SENDER = ("__substg1.0_5D01001F", "__substg1.0_0C1F001F", "__substg1.0_0065001F")
OF_A_MESSAGE = "__properties_version1.0"


def sender_in(content: bytes) -> str | None:
    """The sender's address, "" where it has none that can be read; None for no message at all."""
    try:
        files = Container(content).root_files
    except (struct.error, ValueError, IndexError):
        return None
    if OF_A_MESSAGE not in files:
        return None
    for name in SENDER:
        address = files.get(name, b"").decode("utf-16-le", "ignore").strip("\0 ")
        if "@" in address:
            return address[:320]
    return ""


@dataclass(frozen=True)
class Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


@dataclass
class Container:
    content: bytes

    def number(self, at: int) -> int:
        return int(struct.unpack_from("<I", self.content, at)[0])

    @cached_property
    def sector(self) -> int:
        shift = struct.unpack_from("<H", self.content, 30)[0]
        if shift not in (9, 12):
            raise ValueError("no such container")
        return 1 << int(shift)

    def read_sector(self, number: int) -> bytes:
        at = (number + 1) * self.sector
        return self.content[at : at + self.sector]

    @cached_property
    def following(self) -> list[int]:
        """Which sector follows each; of a container with more than 109 tables only the first."""
        count = min(self.number(44), 109)
        tables = b"".join(self.read_sector(self.number(76 + 4 * place)) for place in range(count))
        return numbers_in(tables)

    @cached_property
    def entries(self) -> list[Entry]:
        whole = b"".join(map(self.read_sector, chain(self.number(48), self.following)))
        return [entry_at(whole, at) for at in range(0, len(whole) - ENTRY + 1, ENTRY)]

    @cached_property
    def root_files(self) -> dict[str, bytes]:
        root = self.entries[0]
        return {one.name: self.file(one) for one in self.beside(root.child) if one.kind == 2}

    def beside(self, number: int) -> Iterator[Entry]:
        """An entry and all others of its folder, each once."""
        waiting, seen = [number], set()
        while waiting:
            at = waiting.pop()
            if at >= len(self.entries) or at in seen:
                continue
            seen.add(at)
            one = self.entries[at]
            waiting += [one.left, one.right]
            yield one

    def file(self, one: Entry) -> bytes:
        if one.size >= LEAST:
            # No address is that long.
            return b""
        small = b"".join(self.small_sector(at) for at in chain(one.start, self.small_following))
        return small[: one.size]

    @cached_property
    def small_following(self) -> list[int]:
        tables = map(self.read_sector, chain(self.number(60), self.following))
        return numbers_in(b"".join(tables))

    @cached_property
    def small_files(self) -> bytes:
        return b"".join(map(self.read_sector, chain(self.entries[0].start, self.following)))

    def small_sector(self, number: int) -> bytes:
        return self.small_files[number * 64 : (number + 1) * 64]


def numbers_in(table: bytes) -> list[int]:
    whole = len(table) // 4
    return list(struct.unpack(f"<{whole}I", table[: whole * 4]))


def chain(start: int, following: list[int]) -> Iterator[int]:
    """The sectors of a file, in order; one that runs in a circle ends where it began."""
    at, seen = start, set[int]()
    while at < min(END, len(following)) and at not in seen:
        seen.add(at)
        yield at
        at = following[at]


def entry_at(whole: bytes, at: int) -> Entry:
    length = struct.unpack_from("<H", whole, at + 64)[0]
    name = whole[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "ignore")
    left, right, child = struct.unpack_from("<III", whole, at + 68)
    start, size = struct.unpack_from("<II", whole, at + 116)
    return Entry(name, whole[at + 66], left, right, child, start, size)
