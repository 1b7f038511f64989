"""Sixty pages out to Word and in again, beside python-docx on the same words.

`python -m bench.word out` does one of the two in a process of its own and says how much memory it
took at most, in bytes.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

import docx

from bench.pages import Spread
from bench.paper import alternating, four_pages
from plans.blocks import Block
from plans.document import Document
from plans.exports import pdf
from plans.exports.imprint import Imprint
from plans.exports.open_text import render_open_text
from plans.exports.word import render_word
from plans.importing.plan import read_plan
from plans.importing.source import read_source
from plans.richtext import plain_text

# So often the words of bench.paper, with a heading each time, come to sixty pages.
COPIES = 20
# Rounds are few: each writes or reads sixty pages twice.
ROUNDS = 5
KILOBYTE = 1024


@dataclass(frozen=True)
class Measured:
    """Seconds of processor time of ours and of python-docx; bytes of memory that ours took."""

    name: str
    ours: Spread
    theirs: Spread
    memory: int


def measure() -> list[Measured]:
    file = written()
    works: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "out": (written, bare_out),
        "in": (lambda: came_back(file), lambda: bare_in(file)),
        "opendocument": (open_text, bare_out),
    }
    names = {"out": "out to Word", "in": "in from Word", "opendocument": "out to OpenDocument"}
    found = []
    for way, both in works.items():
        ours, theirs = alternating(*both, rounds=ROUNDS)
        found.append(Measured(f"{names[way]}, {pages()} pages", ours, theirs, memory_of(way)))
    return found


@cache
def sixty_pages() -> Document:
    """The words of a short plan over and over."""
    few = four_pages()
    themes = [
        replace(theme, id=4 * copy + theme.number, number=4 * copy + theme.number)
        for copy in range(COPIES)
        for theme in few.themes
    ]
    return replace(few, themes=tuple(themes))


@cache
def pages() -> int:
    return pdf.count_plan_pages(sixty_pages()).all


def written() -> bytes:
    return render_word(sixty_pages(), imprint=Imprint(version=4, reference="1a2b3c4d"))


def open_text() -> bytes:
    return render_open_text(sixty_pages(), imprint=Imprint(version=4, reference="1a2b3c4d"))


def came_back(file: bytes) -> object:
    return read_plan(read_source("plan.docx", file), ())


def bare_out() -> bytes:
    """As python-docx's manual shows: a heading or a paragraph for each, in its own template."""
    file = docx.Document()
    for theme in sixty_pages().themes:
        file.add_heading(theme.title, 1)
        for passage in theme.passages:
            for block in passage.body:
                style = "Normal" if block.kind == "paragraph" else "List Number"
                for words in _words(block):
                    file.add_paragraph(words, style=style)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _words(block: Block) -> list[str]:
    if block.kind == "paragraph":
        return [plain_text((block,))]
    return [plain_text(item) for item in block.items]


def bare_in(file: bytes) -> list[str]:
    return [each.text for each in docx.Document(BytesIO(file)).paragraphs]


def memory_of(way: str) -> int:
    command = [sys.executable, "-m", "bench.word", way]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


if __name__ == "__main__":
    match sys.argv[1]:
        case "out":
            written()
        case "opendocument":
            open_text()
        case "in":
            came_back(written())
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE)
