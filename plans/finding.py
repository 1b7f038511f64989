"""Words looked for in the words of a plan: where they stand, and what others would make of them.

Plain functions of the source of a passage (see `plans.richtext`). Addresses of links, names of
figures and what parts the cells of a table are no words of the plan: nothing is found in them. A
note parts no words: they are found over its mark, and its own are found by themselves.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from plans.richtext import FIGURE
from plans.written_notes import OPENS, notes_in, within_note
from plans.written_tables import Span, frames_in, rows_in, within_cell

ADDRESS = re.compile(r"\]\([^)\s]*\)")
SPACE = r"(?:[^\S\n]+\n?[^\S\n]*|\n[^\S\n]*)"
# How bold words and notes are typed: shown around a place, it would be read as words.
TYPED = re.compile(r"\*\*|\^(?=\[)")
# Characters shown on either side of what was found.
AROUND = 60


@dataclass(frozen=True)
class Wanted:
    """Words to be found: alike in `capitals` too, or only as `whole` words, where that is asked."""

    words: str
    capitals: bool = False
    whole: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """However spaces and bars are typed, also over the end of a line, not of a paragraph."""
        words = SPACE.join(map(re.escape, self.words.split())).replace(r"\|", r"\\?\|")
        return re.compile(
            rf"(?<!\w){words}(?!\w)" if self.whole else words,
            re.NOFLAG if self.capitals else re.IGNORECASE,
        )

    def spans_in(self, source: str) -> list[Span]:
        """Where they stand, from the start; none overlaps another."""
        if not self.words.split():
            return []
        closed = [one.span() for kind in (ADDRESS, FIGURE) for one in kind.finditer(source)]
        closed += frames_in(source)
        notes = list(notes_in(source))
        return [
            one
            for one in sorted([*self._beside(notes, source), *self._within(notes, source)])
            if not any(overlap(part, other) for part in less(one, notes) for other in closed)
        ]

    def _beside(self, notes: Sequence[Span], source: str) -> Iterator[Span]:
        """In the words, as if they had no notes; what is found may have whole notes in it."""
        parts = less((0, len(source)), notes)
        places = [at for part in parts for at in range(*part)]
        for one in self.pattern.finditer("".join(source[start:end] for start, end in parts)):
            yield places[one.start()], places[one.end() - 1] + 1

    def _within(self, notes: Sequence[Span], source: str) -> Iterator[Span]:
        """In the words of each note."""
        for start, end in notes:
            first = start + len(OPENS)
            for one in self.pattern.finditer(source[first : end - 1]):
                yield first + one.start(), first + one.end()


@dataclass(frozen=True)
class Place:
    """One place in which the words stand, with some of what stands around it."""

    number: int
    before: str
    found: str
    after: str


def places_in(source: str, wanted: Wanted) -> Iterator[Place]:
    """Each place, numbered from 1."""
    notes = list(notes_in(source))
    for number, span in enumerate(wanted.spans_in(source), start=1):
        found = "".join(source[start:end] for start, end in less(span, notes))
        yield Place(number, text_before(source, span[0]), found, text_after(source, span[1]))


def put_instead(
    source: str, wanted: Wanted, words: str, only: Collection[int] | None = None
) -> str:
    """The source with `words` in these places, or in all; they stay in their cell and note.

    Notes whose marks stand among the words that go are kept, behind those that come.
    """
    rows, notes = list(rows_in(source)), list(notes_in(source))
    for number, span in reversed([*enumerate(wanted.spans_in(source), start=1)]):
        if only is None or number in only:
            put = within_note(words) if any(within(span, note) for note in notes) else words
            put = within_cell(put) if any(overlap(span, row) for row in rows) else put
            put += "".join(source[slice(*note)] for note in notes if within(note, span))
            source = source[: span[0]] + put + source[span[1] :]
    return source


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def within(one: Span, other: Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def less(span: Span, notes: Sequence[Span]) -> list[Span]:
    """What of a span is beside the notes that stand in it."""
    apart = [note for note in notes if within(note, span)]
    edges = [span[0], *(edge for note in apart for edge in note), span[1]]
    return list(zip(edges[::2], edges[1::2], strict=True))


def text_before(source: str, start: int) -> str:
    """What stands before a place in its line; what is left out at the start is whole words."""
    line = TYPED.sub("", source[source.rfind("\n", 0, start) + 1 : start])
    return line if len(line) <= AROUND else f"…{line[-AROUND:].partition(' ')[2]}"


def text_after(source: str, end: int) -> str:
    line = TYPED.sub("", source[end:].partition("\n")[0])
    return line if len(line) <= AROUND else f"{line[:AROUND].rpartition(' ')[0]}…"
