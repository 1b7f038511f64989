"""Notes as people type them, within the words they are about: `We saved £3m.^[Net of grant.]`

A note is on one line. What opens like one and is not closed there stays the words it is.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

Span = tuple[int, int]

OPENS, CLOSES = "^[", "]"
# What may stand for something else than a bracket that opens or closes: escaped, or an address.
PIECE = re.compile(r"\\.|\]\([^()\s]*\)|[\[\]\n]", re.DOTALL)


def end_of_note(source: str, start: int) -> int | None:
    """The place after the note that opens at `start`; None where none does."""
    return _ends(source).get(start)


def notes_in(source: str) -> Iterator[Span]:
    """Where the notes of a source stand, with their brackets; there are none within notes."""
    reached = 0
    for start, end in sorted(_ends(source).items()):
        if start >= reached:
            yield start, end
            reached = end


def without_notes(source: str, mask: str) -> str:
    """The source with as many letters, `mask` for each of its notes'."""
    parts, at = [], 0
    for start, end in notes_in(source):
        parts += [source[at:start], mask * (end - start)]
        at = end
    return "".join([*parts, source[at:]])


def within_note(words: str) -> str:
    """Words as part of a note, on one line: what would open or close a bracket in it is escaped."""
    words, opened, lone = " ".join(words.split("\n")), [], []
    for piece in PIECE.finditer(words):
        if piece[0] == "[":
            opened.append(piece.start())
        elif piece[0][0] == "]":
            lone += [] if opened else [piece.start()]
            del opened[-1:]
    for at in sorted(lone + opened, reverse=True):
        words = f"{words[:at]}\\{words[at:]}"
    at_end = len(words) - len(words.rstrip("\\"))
    return words + "\\" * (at_end % 2)


@lru_cache(maxsize=8)
def _ends(source: str) -> dict[int, int]:
    """By where it opens, the place after each note; read once, however many are not closed."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for piece in PIECE.finditer(source):
        kind, at = piece[0][0], piece.start()
        if kind == "\n":
            opened.clear()
        elif kind == "[":
            opened.append(at)
        elif kind == "]" and opened:
            start = opened.pop() - 1
            if _is_note(source, start, at):
                found[start] = at + 1
    return found


def _is_note(source: str, start: int, end: int) -> bool:
    """Whether a caret that is not escaped stands before the bracket, and words follow it."""
    if start < 0 or source[start] != "^" or not source[start + 2 : end].strip():
        return False
    before = start
    while before and source[before - 1] == "\\":
        before -= 1
    return (start - before) % 2 == 0
