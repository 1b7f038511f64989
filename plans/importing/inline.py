"""Lines that hold a whole list as HTML, cut into the lines a person would have typed."""

import re
from collections.abc import Iterator

from plans.importing.to_markup import bolded

LIST_TAG = re.compile(r"<(/?)(ol|ul|li|p|br)(?:\s[^<>]*)?/?>", re.IGNORECASE)
MARK = re.compile(r"(?<!\S)(?:(\d{1,2})\.|([a-z])\.|(•))\s+(?=\S)")
INDENT = "   "
# More list tags than this on one line were not written by a person.
MOST_TAGS = 2_000


def opened(text: str) -> list[str]:
    """The line itself, or its list items each on a line, indented as deep as their list."""
    text = bolded(text)
    if not 0 < text.count("<") <= MOST_TAGS or not LIST_TAG.search(text):
        return [text]
    return [piece for piece in _pieces(text) if piece.strip()]


def _pieces(text: str) -> Iterator[str]:
    """List tags nest and are seldom closed; marks typed between them say where items begin."""
    items = Items()
    place = 0
    for tag in LIST_TAG.finditer(text):
        yield from items.marked(text[place : tag.start()])
        items.tag(tag[2].lower(), closes=bool(tag[1]))
        place = tag.end()
    yield from items.marked(text[place:])


class Items:
    """The numbers and letters expected next; a mark out of turn is part of a sentence."""

    def __init__(self) -> None:
        self.depth = 0
        self.number = self.letter = 1
        self.mark = ""

    def tag(self, name: str, *, closes: bool) -> None:
        if name in ("ol", "ul"):
            self.depth = max(0, self.depth + (-1 if closes else 1))
            self.letter = 1
        elif name == "li" and not closes:
            self.mark = "- "

    def marked(self, text: str) -> Iterator[str]:
        start, before = 0, ""
        for found in MARK.finditer(text):
            if (mark := self._expected(found)) is None:
                continue
            yield from self._piece(before, text[start : found.start()])
            start, before = found.end(), mark
        yield from self._piece(before, text[start:])

    def _piece(self, before: str, text: str) -> Iterator[str]:
        if text.strip():
            yield (before or self.mark) + text.strip()
            self.mark = ""

    def _expected(self, found: re.Match[str]) -> str | None:
        number, letter, bullet = found.groups()
        if number and int(number) == self.number and self.depth:
            self.number += 1
            self.letter = 1
            return f"{number}. "
        if letter and ord(letter) - ord("a") + 1 == self.letter and self.depth:
            self.letter += 1
            return f"{INDENT}{letter}. "
        return f"{INDENT}- " if bullet and self.depth else None
