"""The lines of a PDF's text layer, with what its pages do to them undone.

What is repeated at the edges of pages is told from the text, and a word that a line's end broke is
whole again.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from pdfminer.high_level import extract_pages
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage, PDFTextExtractionNotAllowed

from plans.importing.errors import Unreadable
from plans.importing.page_line import PageLine
from plans.importing.pdf_pages import LOOKS, Piece, gaps_of, pieces_of

MOST_PAGES = 60
PAGE_GAP = 3
AT_EDGE = 3
# Lines of two pages stand in one place if they are so near, in points.
NEAR = 6
REPEATED = "repeated at the edge of pages"
BROKEN = re.compile(r"([^\W\d_]{2,})[-\u00ad\u2010]$")
GOES_ON = re.compile(r"([^\W\d_A-Z]{2,})(\S*)\s*")
WORD = re.compile(r"[^\W\d_]+")
DIGITS = re.compile(r"\d+")
# What a reader gives for letters to which the file gives no names.
NAMELESS = re.compile(r"\(cid:\d+\)|\ufffd")
FEWEST_WORDS = 10

SCANNED = (
    "This PDF is a scan: it has pictures of pages, and no text that could be read. Ask for it as "
    "Word or as a PDF with text, or paste what it says."
)
NO_LETTERS = (
    "The words of this PDF cannot be read, since it does not say which letters it shows. Ask for "
    "it as Word, or paste what it says."
)
TOO_LONG = f"This PDF has more than {MOST_PAGES} pages. Choose the letter alone, or paste its text."
LOCKED = "This PDF needs a password. Save it without one, or paste its text."
CLOSED = (
    "Whoever made this PDF does not allow its words to be taken out. Ask for it as Word, or type "
    "what it says."
)
DAMAGED = "This PDF is damaged or was cut short. Print it to a PDF anew, or paste its text."


def pdf_lines(data: bytes) -> tuple[tuple[PageLine, ...], tuple[str, ...]]:
    """Lines and notes; raises Unreadable for a scan, a password, damage or too many pages."""
    try:
        check_length(data)
        pages = [pieces_of(page) for page in extract_pages(io.BytesIO(data), laparams=LOOKS)]
    except (Unreadable, MemoryError):
        raise
    except PDFPasswordIncorrect as why:
        raise Unreadable(LOCKED) from why
    except PDFTextExtractionNotAllowed as why:
        raise Unreadable(CLOSED) from why
    except Exception as why:
        # What is damaged enough makes the library raise anything.
        raise Unreadable(DAMAGED) from why
    words = " ".join(piece.text for page in pages for piece in page)
    if len(words.split()) < FEWEST_WORDS:
        raise Unreadable(SCANNED)
    if len(NAMELESS.findall(words)) > len(words.split()) / 4:
        raise Unreadable(NO_LETTERS)
    return tuple(made_whole(list(_lines(pages)))), tuple(_notes(pages))


def check_length(data: bytes) -> None:
    """Refuse a file of more pages than a letter has before one of them is laid out."""
    pages = PDFPage.get_pages(io.BytesIO(data), check_extractable=True)
    if any(number == MOST_PAGES for number, _ in enumerate(pages)):
        raise Unreadable(TOO_LONG)


def _notes(pages: Sequence[Sequence[Piece]]) -> Iterator[str]:
    empty = [str(number) for number, page in enumerate(pages, start=1) if not page]
    if len(empty) == 1:
        yield f"Page {empty[0]} has no text that could be read: maybe a picture."
    elif empty:
        listed = ", ".join(empty[:-1])
        yield f"Pages {listed} and {empty[-1]} have no text that could be read: maybe pictures."


def _lines(pages: Sequence[Sequence[Piece]]) -> Iterator[PageLine]:
    """The head of the first page stays: a letter says there whose it is."""
    repeated = _repeated(pages)
    for number, page in enumerate(pages):
        middle = max((piece.bottom for piece in page), default=0) / 2
        for place, (piece, gap) in enumerate(zip(page, gaps_of(page), strict=True)):
            opens = not number and piece.bottom > middle
            part = REPEATED if _place(piece) in repeated and not opens else ""
            yield PageLine(piece.text, part, gap if place else PAGE_GAP)


def _repeated(pages: Sequence[Sequence[Piece]]) -> set[tuple[str, int]]:
    """What stands at the edge of more than one page, in one place; pages count in some of it."""
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        downwards = sorted(page, key=lambda piece: -piece.bottom)
        for piece in chain(downwards[:AT_EDGE], downwards[-AT_EDGE:]):
            found[_place(piece)].add(number)
    return {place for place, on in found.items() if len(on) > 1}


def _place(piece: Piece) -> tuple[str, int]:
    return DIGITS.sub("0", piece.text.lower()), round(piece.bottom / NEAR)


def made_whole(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    """The lines with each word whole that the end of one broke.

    A soft hyphen goes. Any other one stays, unless the text has the word elsewhere in one piece.
    """
    known = {word.lower() for line in lines for word in WORD.findall(line.text)}
    held: PageLine | None = None
    for line in lines:
        if line.part:
            yield line
            continue
        if held:
            joined, line = _joined(held, line, known)
            yield joined
        held = line if line.text else None
    if held:
        yield held


def _joined(before: PageLine, line: PageLine, known: set[str]) -> tuple[PageLine, PageLine]:
    broken, rest = BROKEN.search(before.text), GOES_ON.match(line.text)
    if not (broken and rest):
        return before, line
    mark = before.text[-1]
    whole = mark == "\u00ad" or (broken[1] + rest[1]).lower() in known
    text = before.text[:-1] + ("" if whole else mark) + rest[1] + rest[2]
    return before._replace(text=text), line._replace(text=line.text[rest.end() :])
