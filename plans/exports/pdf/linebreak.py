"""Anybody's words made fit for paper and broken into lines; the only way text reaches a page.

Text is drawn as it is, never read as markup, so nothing in it needs escaping and nothing in it can
make a link, fetch an image or stop an export. The time taken grows with the length and no faster.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from plans.blocks import Run
from plans.exports.pdf import fonts
from plans.exports.pdf.fonts import glyph_widths, text_width

TOKENS = re.compile(r"\n| +|[^ \n]+")
# Where the mark of a note leads, and from where one comes back: no address of anybody's.
TO_NOTE, TO_MARK = "#note-", "#mark-"
# How large the number at a note's mark is, of the words around it.
RAISED = 0.65


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line in one style; `width` is in thousandths of the size they are set in."""

    text: str
    bold: bool
    link: str
    width: float

    @property
    def raised(self) -> bool:
        """Whether it is the mark of a note."""
        return self.link.startswith(TO_NOTE)


Line = tuple[Piece, ...]


def printable(text: str) -> str:
    """The words as the typeface can print them, with a visible stand-in for what it cannot."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.translate(fonts.glyphs())


def break_lines(runs: Iterable[Run], width: float, size: float, bold: bool = False) -> list[Line]:
    """`runs` in lines no wider than `width` points at `size` points.

    Each line but one cut inside a word ends in a space, so that text taken out of the page does
    not join the last word of a line to the first of the next.
    """
    setting = _Setting(room=width * 1000 / size)
    for pieces, newline in _words(runs, bold):
        setting.add(pieces)
        if newline:
            setting.end()
    setting.end()
    return setting.lines


Word = list[tuple[str, bool, str]]


def _words(runs: Iterable[Run], bold: bool) -> Iterator[tuple[Word, bool]]:
    """Each word as its pieces, the space after it among them, and whether the line ends there."""
    word: Word = []
    for run in runs:
        style = (bold or run.bold, run.link)
        for part in TOKENS.findall(printable(run.text)):
            if part == "\n":
                yield [*word, (" ", bold, "")] if word else [], True
                word = []
            elif part[0] != " ":
                word.append((part, *style))
            elif word:
                yield [*word, (" ", *style)], False
                word = []
    if word:
        yield [*word, (" ", bold, "")], False


class _Setting:
    """Lines being filled, as a compositor fills a stick."""

    def __init__(self, room: float) -> None:
        self.room = room
        self.lines: list[Line] = []
        self.line: list[Piece] = []
        self.used = 0.0

    def add(self, word: Word) -> None:
        width = sum(text_width(text, bold) * _scale(link) for text, bold, link in word[:-1])
        if self.line and self.used + width > self.room:
            self.end()
        if width > self.room:
            self._cut(word)
        else:
            self._put(word)

    def end(self) -> None:
        if self.line:
            self.lines.append(tuple(self.line))
        self.line, self.used = [], 0.0

    def _put(self, word: Word) -> None:
        """Add a word that fits; pieces in the style of the one before become one with it."""
        for text, bold, link in word:
            width = text_width(text, bold) * _scale(link)
            self.used += width
            last = self.line[-1] if self.line else None
            if last and (last.bold, last.link) == (bold, link):
                self.line[-1] = Piece(last.text + text, bold, link, last.width + width)
            else:
                self.line.append(Piece(text, bold, link, width))

    def _cut(self, word: Word) -> None:
        """A word wider than the line, such as a long address, is cut where the line ends."""
        for text, bold, link in word[:-1]:
            ends = list(accumulate(width * _scale(link) for width in glyph_widths(text, bold)))
            start = 0
            while start < len(text):
                set_already = ends[start - 1] if start else 0.0
                stop = bisect_right(ends, set_already + self.room - self.used, lo=start)
                if stop == start and self.line:
                    self.end()
                    continue
                stop = max(stop, start + 1)
                self._put([(text[start:stop], bold, link)])
                start = stop
        self._put(word[-1:])


def _scale(link: str) -> float:
    return RAISED if link.startswith(TO_NOTE) else 1
