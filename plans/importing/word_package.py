"""The parts of a Word file, found by how they refer to each other; the zip is judged first."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from plans.importing.errors import TOO_LONG, Unreadable
from plans.importing.word_xml import parsed

MOST_ENTRIES = 2_000
MOST_UNPACKED = 60 * 1024 * 1024
MOST_TEXT = 8 * 1024 * 1024
# Honest XML packs some ten to thirty times smaller; a bomb a thousand times.
MOST_RATIO = 200
MOST_TAGS = 60_000
MOST_TAGS_OF_TEXT = 500_000
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"\0")
ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w-]+)")
# What may stand beside a text of words: pictures, fonts and macros are never unpacked.
XML_PART = re.compile(r"[\w/.() -]+\.(?:xml|rels)")
LOCKED = 0x1

DAMAGED = "This Word file is damaged. Open it in Word, save it again as .docx, or paste its text."
TOO_LARGE = (
    "This Word file unpacks to far more than a plan. Save the plan alone, or paste its text."
)
LOCKED_BY_ITS_OWNER = (
    "This file is protected by a password. Take the password off in Word and save it again, or "
    "paste its text."
)


@dataclass
class Package:
    """The zip while it is read; `room` counts what is really unpacked: a directory may lie."""

    archive: zipfile.ZipFile
    names: set[str] = field(default_factory=set)
    room: int = 0
    around: "Package | None" = None
    main: str = ""
    known: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    roots: dict[str, ET.Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        entries = self.archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        packed = max(1, sum(entry.compress_size for entry in entries))
        too_large = unpacked > MOST_UNPACKED or unpacked > packed * MOST_RATIO
        if len(entries) > MOST_ENTRIES or too_large:
            raise Unreadable(TOO_LARGE)
        if any(entry.flag_bits & LOCKED for entry in entries):
            raise Unreadable(LOCKED_BY_ITS_OWNER)
        self.room = self.room or MOST_TEXT
        self.names = {entry.filename for entry in entries}
        self.main = self._main()

    def _main(self) -> str:
        """The text, under whatever name the package gives it."""
        told = self.related("", "officeDocument")
        found = next((name for name in (*told, "word/document.xml") if name in self.names), "")
        if not found or found.startswith(("xl/", "ppt/")):
            raise Unreadable(self._other_format())
        return found

    def _other_format(self) -> str:
        if "mimetype" in self.names and b"opendocument" in self.content("mimetype"):
            return "This is an OpenDocument file. Save it as .docx or paste its text."
        if any(name.startswith(("xl/", "ppt/")) for name in self.names):
            return "This is a spreadsheet or a slide show. Paste the plan’s text."
        return "This is a zip file, not a Word file. Open it first, then choose the plan inside it."

    def inside(self, archive: zipfile.ZipFile) -> "Package":
        """A package in this one, which takes its room from this one's."""
        return Package(archive, room=max(1, self.room), around=self)

    def body(self) -> ET.Element:
        """The text itself; raises Unreadable where there is none."""
        found = self.root(self.main).find("body")
        if found is None:
            raise Unreadable(DAMAGED)
        return found

    def content(self, name: str) -> bytes:
        with self.archive.open(name) as file:
            part = file.read(self.room + 1)
        each: Package | None = self
        while each is not None:
            each.room -= len(part)
            each = each.around
        if self.room < 0:
            raise Unreadable(TOO_LARGE)
        return part

    def root(self, name: str) -> ET.Element:
        """A part read whole and parsed, once; one that is not there, or is no XML, is empty."""
        if name not in self.roots:
            self.roots[name] = self._root(name)
        return self.roots[name]

    def _root(self, name: str) -> ET.Element:
        if name not in self.names or not XML_PART.fullmatch(name):
            return ET.Element("none")
        part = self.content(name)
        _refuse_trickery(part)
        if part.count(b"<") > (MOST_TAGS_OF_TEXT if name == self.main else MOST_TAGS):
            raise Unreadable(TOO_LONG)
        return parsed(part)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to, by its reference: the kind, and the address or the part's name."""
        if name not in self.known:
            self.known[name] = self._relations(name)
        return self.known[name]

    def _relations(self, name: str) -> dict[str, tuple[str, str]]:
        folder, file = posixpath.split(name)
        found = {}
        for each in self.root(posixpath.join(folder, "_rels", f"{file}.rels")).iter("Relationship"):
            target = each.get("Target", "")
            if each.get("TargetMode") != "External" and not target.startswith("#"):
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[each.get("Id", "")] = (each.get("Type", "").rpartition("/")[2], target)
        return found

    def related(self, name: str, kind: str) -> tuple[str, ...]:
        """The names of the parts of one kind that a part refers to."""
        return tuple(target for said, target in self.relations(name).values() if said == kind)


@contextmanager
def opened(data: bytes) -> Iterator[Package]:
    """The package while it is read; raises Unreadable for whatever is damaged in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Package(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as fault:
        # RecursionError, for XML nested without end, is a RuntimeError.
        raise Unreadable(DAMAGED) from fault
    except (ValueError, LookupError, ET.ParseError, zlib.error) as fault:
        raise Unreadable(DAMAGED) from fault


def _refuse_trickery(part: bytes) -> None:
    """Word writes UTF-8 without a DOCTYPE; whatever else arrives is not from Word."""
    encoding = ENCODING.search(part[:200])
    plain = part.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    if not plain or any(mark in part for mark in FORBIDDEN):
        raise Unreadable(DAMAGED)
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Unreadable(DAMAGED)
