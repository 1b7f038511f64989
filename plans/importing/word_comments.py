"""The comments of a Word file: who said what of which words, what answers what, what is settled."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree as ET

from plans.importing.word_marked import MarkedText, Range, day_of
from plans.importing.word_package import Package


@dataclass(frozen=True, slots=True)
class Comment:
    """`about` are the words it is of as they stand accepted, or the deleted ones where none do.

    `name` is the file's own; `reply_to` is the name of the comment it answers, "" of a first one.
    `paragraph` is the number of the paragraph it begins in, None where no mark leads to it. `done`
    is None in a file that does not say: Word has kept it since 2013. `was_about` are the words
    that it marks in its first paragraph as they were before all changes.
    """

    name: str
    author: str
    day: dt.date | None
    words: str
    about: str
    paragraph: int | None
    reply_to: str = ""
    done: bool | None = None
    was_about: str = ""


def read_comments(package: Package, text: MarkedText) -> Iterator[Comment]:
    """In the file's order, each with the words that the text marks for it."""
    found = {
        each.get("id", ""): each
        for part in dict.fromkeys(package.related(package.main, "comments"))
        for each in package.root(part).iter("comment")
    }
    said = _extended(package)
    of_paragraph = {_key(each): name for name, each in found.items() if _key(each)}
    for name, each in found.items():
        parent, done = said.get(_key(each), ("", None))
        reply_to = of_paragraph.get(parent, "")
        about = _about(text.ranges, name) or _about(text.ranges, reply_to)
        place = _place(text.ranges, name)
        yield Comment(
            name,
            each.get("author", ""),
            day_of(each),
            _words(each),
            about,
            _place(text.ranges, reply_to) if place is None else place,
            reply_to if reply_to != name else "",
            done,
            _was_about(text.ranges, name),
        )


def _extended(package: Package) -> dict[str, tuple[str, bool | None]]:
    """By the key of a comment's last paragraph: the key of what it answers, and if it is done."""
    return {
        each.get("paraId", ""): (
            each.get("paraIdParent", ""),
            each.get("done", "0") not in ("0", "false"),
        )
        for part in package.related(package.main, "commentsExtended")
        for each in package.root(part)
    }


def _key(comment: ET.Element) -> str:
    return next((each.get("paraId", "") for each in reversed(list(comment.iter("p")))), "")


def _words(comment: ET.Element) -> str:
    """Its paragraphs, one a line, as they stand if changes within it are accepted."""
    text = MarkedText()
    text.read(comment, "")
    lines = (each.after.strip() for each in text.paragraphs)
    return "\n".join(line for line in lines if line)


def _about(ranges: dict[str, Range], name: str) -> str:
    pieces = ranges[name].pieces if name in ranges else []
    kept = [pair for pair in pieces if pair[1].stays] or pieces
    paragraphs = groupby(kept, key=lambda pair: pair[0])
    return "\n".join("".join(piece.words for _, piece in each) for _, each in paragraphs)


def _was_about(ranges: dict[str, Range], name: str) -> str:
    pieces = ranges[name].pieces if name in ranges else []
    first = [piece for number, piece in pieces if number == pieces[0][0]]
    return "".join(piece.words for piece in first if piece.was_there)


def _place(ranges: dict[str, Range], name: str) -> int | None:
    found = ranges.get(name)
    if found is None:
        return None
    return found.pieces[0][0] if found.pieces else found.paragraph
