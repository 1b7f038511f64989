"""The parts of a Word file, found by how they refer to each other; the zip is judged first."""

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from plans.importing.errors import TOO_LONG, Unreadable
from plans.importing.word_xml import parsed
from web.zips import Limits, fault_of

MOST_ENTRIES = 2_000
MOST_UNPACKED = 60 * 1024 * 1024
MOST_TEXT = 8 * 1024 * 1024
MOST_TAGS = 60_000
MOST_TAGS_OF_TEXT = 500_000
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"\0")
ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w-]+)")
# What may stand beside a text of words: pictures, fonts and macros are never unpacked.
XML_PART = re.compile(r"[\w/.() -]+\.(?:xml|rels)")

DAMAGED = (
    "This file is damaged. Open it in the program that made it, save it again as .docx or .odt, or "
    "paste its text."
)
TOO_LARGE = "This file unpacks to far more than a plan. Save the plan alone, or paste its text."
LOCKED_BY_ITS_OWNER = (
    "This file is protected by a password. Take the password off and save it again, or paste its "
    "text."
)
OTHER_OFFICE = "This is a spreadsheet or a slide show. Paste the plan’s text."
NO_TEXT = "This is a zip file, not a Word file. Open it first, then choose the plan inside it."


@dataclass
class Parts:
    """A zip while it is read; `room` counts what is really unpacked: a directory may lie."""

    archive: zipfile.ZipFile
    names: set[str] = field(default_factory=set)
    room: int = 0
    around: "Parts | None" = None

    def __post_init__(self) -> None:
        if fault := fault_of(self.archive, Limits(MOST_ENTRIES, MOST_UNPACKED)):
            raise Unreadable(LOCKED_BY_ITS_OWNER if fault == "locked" else TOO_LARGE)
        self.room = self.room or MOST_TEXT
        self.names = set(self.archive.namelist())

    def content(self, name: str) -> bytes:
        with self.archive.open(name) as file:
            part = file.read(self.room + 1)
        each: Parts | None = self
        while each is not None:
            each.room -= len(part)
            each = each.around
        if self.room < 0:
            raise Unreadable(TOO_LARGE)
        return part

    def xml(self, name: str, most_tags: int) -> bytes:
        """A part that may be parsed; raises Unreadable for one that would do harm."""
        part = self.content(name)
        _refuse_trickery(part)
        if part.count(b"<") > most_tags:
            raise Unreadable(TOO_LONG)
        return part


@dataclass
class Package(Parts):
    """A Word file: its text, and the parts that it refers to."""

    main: str = ""
    known: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    roots: dict[str, ET.Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.main = self._main()

    def _main(self) -> str:
        """The text, under whatever name the package gives it."""
        told = self.related("", "officeDocument")
        found = next((name for name in (*told, "word/document.xml") if name in self.names), "")
        if not found or found.startswith(("xl/", "ppt/")):
            raise Unreadable(self._other_format())
        return found

    def _other_format(self) -> str:
        if any(name.startswith(("xl/", "ppt/")) for name in self.names):
            return OTHER_OFFICE
        return NO_TEXT

    def inside(self, archive: zipfile.ZipFile) -> "Package":
        """A package in this one, which takes its room from this one's."""
        return Package(archive, room=max(1, self.room), around=self)

    def body(self) -> ET.Element:
        """The text itself; raises Unreadable where there is none."""
        found = self.root(self.main).find("body")
        if found is None:
            raise Unreadable(DAMAGED)
        return found

    def root(self, name: str) -> ET.Element:
        """A part read whole and parsed, once; one that is not there, or is no XML, is empty."""
        if name not in self.roots:
            self.roots[name] = self._root(name)
        return self.roots[name]

    def _root(self, name: str) -> ET.Element:
        if name not in self.names or not XML_PART.fullmatch(name):
            return ET.Element("none")
        return parsed(self.xml(name, MOST_TAGS_OF_TEXT if name == self.main else MOST_TAGS))

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


def _refuse_trickery(part: bytes) -> None:
    """Office programs write UTF-8 without a DOCTYPE; whatever else arrives is from none."""
    encoding = ENCODING.search(part[:200])
    plain = part.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    if not plain or any(mark in part for mark in FORBIDDEN):
        raise Unreadable(DAMAGED)
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Unreadable(DAMAGED)
