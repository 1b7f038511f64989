"""The tracked changes and the comments of a Word file, under the names and days Word has.

Pure: bytes in, data out. What is done with them is for others to say.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from plans.importing.opening import opened
from plans.importing.word_comments import Comment, read_comments
from plans.importing.word_marked import Mark, MarkedParagraph, MarkedText, Piece
from plans.importing.word_package import Package

Kind = Literal["insertion", "deletion", "moved here", "moved away"]
# The parts that are read, and what each is called; the text is called nothing.
PARTS = (
    ("footnotes", "footnote"),
    ("endnotes", "endnote"),
    ("header", "header"),
    ("footer", "footer"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change by one person: words that follow each other in a paragraph, and perhaps its end.

    `at` is where it stands among the letters of the paragraph `before` all its changes; `after` is
    the paragraph if all are accepted. `move` is the name both ends of a move share. Words that one
    person inserted and another deleted are two changes, and in neither `before` nor `after`.
    """

    kind: Kind
    author: str
    day: dt.date | None
    words: str
    paragraph: int
    at: int
    before: str
    after: str
    ends: bool = False
    move: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What people changed in a file and said of it, with the paragraphs that both stand in."""

    paragraphs: tuple[MarkedParagraph, ...]
    changes: tuple[Change, ...]
    comments: tuple[Comment, ...]

    def original(self) -> tuple[str, ...]:
        """The paragraphs as if every change was rejected."""
        return tuple(_texts(self.paragraphs, lambda piece: piece.was_there))

    def accepted(self) -> tuple[str, ...]:
        """The paragraphs as if every change was accepted."""
        return tuple(_texts(self.paragraphs, lambda piece: piece.stays))

    def authors(self) -> tuple[str, ...]:
        """Who changed or said something, each name once, in the order they come."""
        said: list[Change | Comment] = [*self.changes, *self.comments]
        return tuple(dict.fromkeys(each.author for each in said if each.author.strip()))


def read_changes(data: bytes) -> Changes:
    """The changes and comments of a .docx; raises Unreadable as an import of it would."""
    with opened(data) as package:
        return changes_in(package)


def changes_in(package: Package) -> Changes:
    """The same of a file that is open; its paragraphs bear their numbers from then on."""
    text = _marked(package)
    changes = tuple(change for each in text.paragraphs for change in _changes(each))
    comments = tuple(read_comments(package, text))
    return Changes(tuple(text.paragraphs), changes, comments)


def _marked(package: Package) -> MarkedText:
    text = MarkedText()
    text.read(package.body(), "")
    for kind, part in PARTS:
        for name in dict.fromkeys(package.related(package.main, kind)):
            root = package.root(name)
            for each in [root] if kind in ("header", "footer") else root:
                text.read(each, part)
    return text


def _texts(paragraphs: Sequence[MarkedParagraph], stands: Callable[[Piece], bool]) -> Iterator[str]:
    """A paragraph whose end does not stand goes on in the next; the last of a cell has its end."""
    held = ""
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        if not stands(paragraph.row):
            continue
        held += "".join(piece.words for piece in paragraph.pieces if stands(piece))
        is_last = following is None or following.group != paragraph.group
        if is_last or stands(paragraph.end):
            yield held
            held = ""


def _changes(paragraph: MarkedParagraph) -> Iterator[Change]:
    """In the paragraph's order; Word cuts one person's words into runs, which are one change."""
    made: list[Change] = []
    going_on: dict[tuple[Kind, Mark], int] = {}
    at = 0
    for piece in [*paragraph.pieces, paragraph.end]:
        now: dict[tuple[Kind, Mark], int] = {}
        for key in _marks(piece):
            place = next((at for one, at in going_on.items() if _same(one, key)), None)
            if place is None:
                place = len(made)
                made.append(_change(key, paragraph, at))
            held = made[place]
            ends = piece is paragraph.end
            made[place] = replace(held, words=held.words + piece.words, ends=ends)
            now[key] = place
        going_on = now
        at += len(piece.words) if piece.was_there else 0
    yield from made


def _same(one: tuple[Kind, Mark], other: tuple[Kind, Mark]) -> bool:
    """A paragraph's end does not say of which move it is: it is of the words before it."""
    kind, mark = other
    return one == other or (not mark.move and one == (kind, replace(mark, move=one[1].move)))


def _marks(piece: Piece) -> Iterator[tuple[Kind, Mark]]:
    if piece.inserted:
        yield "moved here" if piece.inserted.moved else "insertion", piece.inserted
    if piece.deleted:
        yield "moved away" if piece.deleted.moved else "deletion", piece.deleted


def _change(key: tuple[Kind, Mark], paragraph: MarkedParagraph, at: int) -> Change:
    kind, mark = key
    number, before, after = paragraph.number, paragraph.before, paragraph.after
    return Change(kind, mark.author, mark.day, "", number, at, before, after, move=mark.move)
