"""A Word file's words as lines of our rich text; the zip is judged before anything is unpacked."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from plans.importing.encoding import decoded
from plans.importing.errors import Unreadable
from plans.importing.opening import opened
from plans.importing.page_line import COMMENT, Blocks, PageLine
from plans.importing.told import told
from plans.importing.webpage import webpage_blocks
from plans.importing.word_marked import DELETED, INSERTED
from plans.importing.word_package import LOCKED_BY_ITS_OWNER, MOST_TAGS, Package
from plans.importing.word_text import WordText

# Formats that are written in letters without being words.
NOT_PLAIN = ("{\\rtf", "MIME-Version", "%PDF")
AROUND = "Page headers and footers were left out: the plan gets its own."
HEADER, FOOTER = "the page’s header", "the page’s footer"
OLDER = b"\xd0\xcf\x11\xe0"
# What older files name their streams, in the letters they name them in.
STREAMS = (
    ("EncryptedPackage", LOCKED_BY_ITS_OWNER),
    ("WordDocument", "This is an older Word file (.doc). Save it as .docx or paste its text."),
    ("Workbook", "This is a spreadsheet or a slide show. Paste the plan’s text."),
    ("PowerPoint Document", "This is a spreadsheet or a slide show. Paste the plan’s text."),
)
MACRO = re.compile(r"vbaProject\.bin$|^(?:Basic|Scripts)/.+/")
NOT_WORD = (
    "This is an older Word file (.doc) or another Office file. Save it as .docx or paste its text."
)


def word_blocks(data: bytes) -> Blocks:
    """Lines and notes of a .docx or .odt; raises Unreadable for damage or a zip bomb."""
    with opened(data) as package:
        return _read(package)


def why_not_older(data: bytes) -> str:
    """What an older Office file is, or that a newer one is locked with a password."""
    for stream, why in STREAMS:
        if stream.encode("utf-16-le") in data:
            return why
    return NOT_WORD


def _read(package: Package) -> Blocks:
    text = WordText(package, package.body(), package.main, read_embedded)
    lines = (*text.lines(), *comments(package, text.counts))
    beside = tuple(around(package))
    notes = notes_of(package, text.counts, beside, authors(package))
    return Blocks((*lines, *beside), notes)


def notes_of(
    package: Package,
    counts: Counter[str],
    beside: Sequence[PageLine],
    changed_by: Sequence[str] = (),
) -> tuple[str, ...]:
    """What the file holds besides its text, in words; `beside` are the lines around its pages."""
    counts["macro"] += any(MACRO.search(name) for name in package.names)
    notes = tuple(told(counts, changed_by))
    return (*notes, AROUND) if beside else notes


def authors(package: Package) -> tuple[str, ...]:
    """Whose tracked changes the text has, each name once."""
    names = (
        " ".join(each.get("author", "").split())
        for each in package.root(package.main).iter()
        if each.tag in (*INSERTED, *DELETED)
    )
    return tuple(name for name in dict.fromkeys(names) if name)


def comments(package: Package, counts: Counter[str]) -> Iterator[PageLine]:
    """The words of each comment and whose they are; `counts` says how many there were."""
    for name in dict.fromkeys(package.related(package.main, "comments")):
        text = WordText(package, package.root(name), name)
        for each in package.root(name).iter("comment"):
            counts["comment"] += 1
            by = " ".join(each.get("author", "").split())
            part = f"{COMMENT} by {by}" if by else COMMENT
            for line in text.blocks(each):
                yield PageLine(line.text.lstrip("# "), line.part or part, 1)


def read_embedded(package: Package, name: str, counts: Counter[str]) -> tuple[PageLine, ...]:
    """A web page, a Word file or plain text inside a Word file; none for what is neither."""
    data = package.content(name)
    try:
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                inner = package.inside(archive)
                # A document inside that one is only told: there is no end to such dolls.
                text = WordText(inner, inner.body(), inner.main)
                lines = (*text.lines(), *comments(inner, text.counts), *around(inner))
                counts.update(text.counts)
                return lines
        words, _ = decoded(data)
        if words.lstrip().startswith("<"):
            return webpage_blocks(words).lines if words.count("<") <= MOST_TAGS else ()
        if not words.startswith(NOT_PLAIN):
            return tuple(PageLine(line, gap=1) for line in words.splitlines())
    except (Unreadable, zipfile.BadZipFile, ET.ParseError, RecursionError):
        return ()
    return ()


def around(package: Package) -> Iterator[PageLine]:
    """The words of the page's headers, and of its footers, each once."""
    for kind, part in (("header", HEADER), ("footer", FOOTER)):
        said: set[str] = set()
        for name in dict.fromkeys(package.related(package.main, kind)):
            for line in WordText(package, package.root(name), name).lines():
                if line.text not in said:
                    said.add(line.text)
                    yield PageLine(line.text.lstrip("# "), line.part or part, 1)
