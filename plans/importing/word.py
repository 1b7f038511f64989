"""A Word file's words as lines of our rich text; the zip is judged before anything is unpacked."""

import io
import re
import zipfile
from collections.abc import Iterator

import mammoth

from plans.importing import webpage
from plans.importing.errors import TOO_LONG, Unreadable
from plans.importing.numbering import DOCUMENT, Parts, numbered_in_words
from plans.importing.webpage import webpage_blocks

MOST_ENTRIES = 2_000
MOST_UNPACKED = 60 * 1024 * 1024
MOST_TEXT = 8 * 1024 * 1024
# Honest XML packs some ten to thirty times smaller; a bomb a thousand times.
MOST_RATIO = 200
# The reader of styles and notes takes a second for this many tags; ours of the text is faster.
MOST_TAGS = 60_000
MOST_TAGS_OF_TEXT = 500_000
# The parts that hold words or say how they are numbered; pictures and macros are never unpacked.
READ = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/[\w-]+\.xml|word/_rels/[\w-]+\.xml\.rels"
)
NOT_READ = re.compile(
    r"word/(?:theme|settings|webSettings|fontTable|header\d*|footer\d*|comments\w*)\.xml"
)
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"\0")
ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([\w-]+)")
# The arrow that leads back from a footnote to its place.
NOTE_RETURN = re.compile(r'\s?<a href="#(?:foot|end)note-ref-\w+">↑</a>')

DAMAGED = "This Word file is damaged. Open it in Word, save it again as .docx, or paste its text."
TOO_LARGE = (
    "This Word file unpacks to far more than a plan. Save the plan alone, or paste its text."
)
STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"


def word_blocks(data: bytes) -> webpage.Blocks:
    """Lines and notes of a .docx; raises Unreadable for another format, damage or a zip bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts, notes = _parts(archive), tuple(_outside(archive))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Unreadable(DAMAGED) from None
    for name, part in parts.items():
        _refuse_trickery(part)
        most = MOST_TAGS_OF_TEXT if name == DOCUMENT else MOST_TAGS
        if part.count(b"<") > most:
            raise Unreadable(TOO_LONG)
    page = webpage_blocks(_html(parts))
    return webpage.Blocks(page.lines, _as_told_of_word(page.notes) + notes)


def _parts(archive: zipfile.ZipFile) -> Parts:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked > packed * MOST_RATIO:
        raise Unreadable(TOO_LARGE)
    names = {entry.filename for entry in entries}
    if DOCUMENT not in names:
        raise Unreadable(_other_format(archive, names))
    return dict(_read(archive, entries))


def _read(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Each part once, counting what is really unpacked: a directory may lie."""
    room = MOST_TEXT
    for entry in entries:
        name = entry.filename
        if not READ.fullmatch(name) or NOT_READ.fullmatch(name):
            continue
        with archive.open(entry) as file:
            part = file.read(room + 1)
        room -= len(part)
        if room < 0:
            raise Unreadable(TOO_LARGE)
        yield name, part


def _other_format(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names and b"opendocument" in archive.open("mimetype").read(100):
        return "This is an OpenDocument file. Save it as .docx or paste its text."
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        return "This is a spreadsheet or a slide show. Paste the plan’s text."
    return "This is a zip file, not a Word file. Open it first, then choose the plan inside it."


def _refuse_trickery(part: bytes) -> None:
    """Word writes UTF-8 without a DOCTYPE; whatever else arrives is not from Word."""
    encoding = ENCODING.search(part[:200])
    plain = part.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    if not plain or any(mark in part for mark in FORBIDDEN):
        raise Unreadable(DAMAGED)
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Unreadable(DAMAGED)


def _html(parts: Parts) -> str:
    try:
        file = _archived(numbered_in_words(parts))
        result = mammoth.convert_to_html(file, style_map=STYLES, convert_image=_no_picture)
    except Unreadable:
        raise
    except Exception as fault:
        # Damaged XML leads the libraries to raise anything from KeyError to RecursionError.
        raise Unreadable(DAMAGED) from fault
    return NOTE_RETURN.sub("", str(result.value))


def _archived(parts: Parts) -> io.BytesIO:
    """A copy with nothing but the parts that were judged."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as copy:
        for name, part in parts.items():
            copy.writestr(name, part)
    file.seek(0)
    return file


def _no_picture(_image: object) -> list[object]:
    return []


def _outside(archive: zipfile.ZipFile) -> Iterator[str]:
    """What a Word file holds besides its text, told in words."""
    names = archive.namelist()
    if any(re.match(r"word/(?:header|footer)\d*\.xml", name) for name in names):
        yield "Page headers and footers were left out: the plan gets its own."
    if "word/comments.xml" in names:
        yield "Comments were left out."
    if any(name.startswith("word/media/") for name in names):
        yield "Pictures were left out: describe them in words if they matter."


def _as_told_of_word(notes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(note for note in notes if not note.startswith("Left out"))
