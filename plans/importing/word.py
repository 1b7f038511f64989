"""A Word file's words as lines of our rich text; the zip is judged before anything is unpacked."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from plans.importing.encoding import decoded
from plans.importing.errors import Unreadable
from plans.importing.page_line import Blocks, PageLine
from plans.importing.told import told
from plans.importing.webpage import webpage_blocks
from plans.importing.word_package import DAMAGED, LOCKED_BY_ITS_OWNER, MOST_TAGS, Package
from plans.importing.word_text import WordText

HEADER, FOOTER = "the page’s header", "the page’s footer"
OLDER = b"\xd0\xcf\x11\xe0"
# What older files name their streams, in the letters they name them in.
STREAMS = (
    ("EncryptedPackage", LOCKED_BY_ITS_OWNER),
    ("WordDocument", "This is an older Word file (.doc). Save it as .docx or paste its text."),
    ("Workbook", "This is a spreadsheet or a slide show. Paste the plan’s text."),
    ("PowerPoint Document", "This is a spreadsheet or a slide show. Paste the plan’s text."),
)
NOT_WORD = (
    "This is an older Word file (.doc) or another Office file. Save it as .docx or paste its text."
)


def word_blocks(data: bytes) -> Blocks:
    """Lines and notes of a .docx; raises Unreadable for another format, damage or a zip bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(Package(archive))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as fault:
        # RecursionError, for XML nested without end, is a RuntimeError.
        raise Unreadable(DAMAGED) from fault
    except (ValueError, LookupError, ET.ParseError, zlib.error) as fault:
        raise Unreadable(DAMAGED) from fault


def why_not_older(data: bytes) -> str:
    """What an older Office file is, or that a newer one is locked with a password."""
    for stream, why in STREAMS:
        if stream.encode("utf-16-le") in data:
            return why
    return NOT_WORD


def _read(package: Package) -> Blocks:
    root = package.root(package.main)
    body = root.find("body")
    if body is None:
        raise Unreadable(DAMAGED)
    text = WordText(package, body, package.main, read_embedded)
    lines = text.lines()
    for name in package.related(package.main, "comments"):
        text.counts["comment"] += sum(1 for _ in package.root(name).iter("comment"))
    around = list(_around(package, {line.text for line in lines}))
    notes = tuple(told(text.counts))
    if around:
        notes += ("Page headers and footers were left out: the plan gets its own.",)
    return Blocks((*lines, *around), notes)


def read_embedded(package: Package, name: str) -> tuple[PageLine, ...]:
    """A web page or a Word file inside a Word file; none for what is neither."""
    data = package.content(name)
    try:
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                inner = Package(archive, room=package.room)
                body = inner.root(inner.main).find("body")
                # A document inside that one is only told: there is no end to such dolls.
                return () if body is None else tuple(WordText(inner, body, inner.main).lines())
        text, _ = decoded(data)
        if text.lstrip().startswith("<") and text.count("<") <= MOST_TAGS:
            return webpage_blocks(text).lines
    except (Unreadable, zipfile.BadZipFile, ET.ParseError, RecursionError):
        return ()
    return ()


def _around(package: Package, said: set[str]) -> Iterator[PageLine]:
    """The words of the page's headers and footers, each once."""
    for kind, part in (("header", HEADER), ("footer", FOOTER)):
        for name in dict.fromkeys(package.related(package.main, kind)):
            for line in WordText(package, package.root(name), name).lines():
                if line.text not in said:
                    said.add(line.text)
                    yield PageLine(line.text, line.part or part, 1)
