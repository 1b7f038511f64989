"""A file or pasted text made into numbered lines, or refused with a reason a person can act on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from plans.importing.encoding import decoded
from plans.importing.errors import MOST_CHARACTERS, MOST_LINES, TOO_LONG, Unreadable
from plans.importing.opening import is_word
from plans.importing.page_line import PageLine
from plans.importing.pasted_tables import told_of_tables, with_tables
from plans.importing.webpage import webpage_blocks
from plans.importing.word import OLDER, why_not_older, word_blocks
from web.text import SURROGATE, UNPRINTABLE

MOST_BYTES = 5 * 1024 * 1024
MOST_TAGS = 60_000
MOST_BLANK = 200_000
# Lines of wrapped text are about as long as a page is wide.
WRAPPED_LENGTH = 120

Kind = Literal["text", "markdown", "html", "word", "pdf"]

# What a file is, told by its first bytes; the name of a file proves nothing.
OTHER_FORMATS = (
    (b"%PDF", "This is a PDF. Save the plan as .docx or paste its text."),
    (b"{\\rtf", "This is a rich text file (.rtf). Save it as .docx or paste its text."),
    (b"\x89PNG", "This is a picture, not text. Paste the plan’s text."),
    (b"\xff\xd8\xff", "This is a picture, not text. Paste the plan’s text."),
    (b"GIF8", "This is a picture, not text. Paste the plan’s text."),
    (b"MIME-Version", "This is a web archive (.mht). Save it as .docx or paste its text."),
    (b"\x1f\x8b", "This is a compressed file. Open it first, then choose the plan inside it."),
)
# The two ways in which Word saves a file as one piece of XML.
WORD_XML = re.compile(r"<(?:pkg:package|w:wordDocument)\s")
HTML_START = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*)?<(?:!doctype\s+html|html|head|body|main|article|section|div|h[1-6]|p|ul|ol|table)\b",
    re.IGNORECASE,
)
HTML_CLOSING = re.compile(
    r"</(?:html|body|main|article|section|div|h[1-6]|p|li|ul|ol|table)\s*>", re.I
)
MARKDOWN = re.compile(r"^#{1,6}[ \t]+\S|\*\*\S|\]\(\S", re.MULTILINE)
# Other characters that end a line, and those that only move the carriage or the page.
LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")
PAGE_MOVES = re.compile(r"[\f\v]")
# A page's end counts as this many blank lines: more than part two paragraphs.
PAGE_GAP = 2


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line that has words; `blanks` is how many blank lines stood before it.

    `part` names the piece of a web page or Word file it stood in ("menu"), "" in the text; `place`
    says of a line of the text that it stood in a table.
    """

    number: int
    text: str
    blanks: int = 0
    part: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What was read: of text its lines, of HTML and Word its blocks as lines of our rich text."""

    kind: Kind
    text_lines: tuple[SourceLine, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_wrapped(self) -> bool:
        """Lines end where the page did, so that a paragraph runs over several of them."""
        if self.kind == "pdf":
            return True
        lengths = sorted(len(line.text) for line in self.text_lines)
        if self.kind in ("html", "word") or not lengths:
            return False
        running = sum(line.blanks == 0 for line in self.text_lines)
        return lengths[len(lengths) * 9 // 10] <= WRAPPED_LENGTH and running * 3 > len(lengths)


def read_source(name: str, data: bytes) -> Source:
    """The lines of `data`; raises Unreadable, in words for people, when it is no text to import."""
    if len(data) > MOST_BYTES:
        raise Unreadable("This file is larger than 5 MB. Choose the plan alone, or paste its text.")
    if is_word(data):
        read = word_blocks(data)
        return source_from("word", read.lines, read.notes)
    if data.startswith(OLDER):
        raise Unreadable(why_not_older(data))
    for start, message in OTHER_FORMATS:
        if data.startswith(start):
            raise Unreadable(message)
    text, notes = decoded(data)
    if name.lower().endswith(".docx"):
        notes += ("The file is named .docx but holds plain text; it was read as text.",)
    return _read_text(name, LINE_ENDS.sub("\n", text), notes)


def _read_text(name: str, text: str, notes: tuple[str, ...]) -> Source:
    if WORD_XML.search(text[:5_000]):
        raise Unreadable("This is a Word file saved as XML. Save it as .docx or paste its text.")
    if _is_html(name, text):
        if text.count("<") > MOST_TAGS:
            raise Unreadable(TOO_LONG)
        page = webpage_blocks(text)
        return source_from("html", page.lines, notes + page.notes)
    kind: Kind = "text"
    if name.lower().endswith((".md", ".markdown")) or MARKDOWN.search(text):
        kind = "markdown"
    lines, tables = with_tables(text.split("\n"))
    return source_from(kind, lines, notes + told_of_tables(tables))


def source_from(kind: Kind, lines: Iterable[PageLine], notes: tuple[str, ...]) -> Source:
    """Numbered as they come; raises Unreadable where there are no words or too many."""
    cleaned = Cleaned()
    numbered = tuple(_numbered(lines, cleaned))
    if not numbered:
        told = " ".join(("There are no words in it.", *notes))
        raise Unreadable(f"{told} Choose another file, or paste the plan’s text.")
    return Source(kind, numbered, notes + cleaned.told())


def _numbered(lines: Iterable[PageLine], cleaned: "Cleaned") -> Iterator[SourceLine]:
    """Blank lines count as lines, as in the person's own editor; a page's blocks have none."""
    found = blanks = length = 0
    for number, (typed, part, gap, place, _) in enumerate(lines, 1):
        blanks += PAGE_GAP if typed.startswith("\f") else 0
        text = cleaned.line(typed)
        if not text.strip():
            blanks += 1
            if number > MOST_BLANK:
                raise Unreadable(TOO_LONG)
            continue
        found += 1
        length += len(text)
        if found > MOST_LINES or length > MOST_CHARACTERS:
            raise Unreadable(TOO_LONG)
        yield SourceLine(number, text.rstrip(), blanks if gap is None else gap, part, place)
        blanks = 0


@dataclass
class Cleaned:
    """Takes out of each line what nobody can see, and counts it."""

    removed: int = 0

    def line(self, typed: str) -> str:
        text, controls = UNPRINTABLE.subn("", PAGE_MOVES.sub(" ", typed))
        text, surrogates = SURROGATE.subn("", text)
        self.removed += controls + surrogates
        return text

    def told(self) -> tuple[str, ...]:
        if not self.removed:
            return ()
        one = self.removed == 1
        characters = "character was" if one else "characters were"
        return (f"{self.removed:,} invisible {characters} removed; no word was changed.",)


def _is_html(name: str, text: str) -> bool:
    """Markup from its first character and a closing tag; a report that quotes a tag is text."""
    if name.lower().endswith((".html", ".htm")) and HTML_CLOSING.search(text):
        return True
    return bool(HTML_START.match(text) and HTML_CLOSING.search(text))
