"""A finding: what a careful colleague would say of one place of a plan before it is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from plans.document import Document, Passage, Theme
from plans.richtext import plain_text

Kind = Literal[
    "plan", "theme", "passage", "figure", "metric", "commitment", "comment", "suggestion"
]


@dataclass(frozen=True, slots=True)
class Place:
    """What of a plan a finding is about, by its kind and key; of the whole plan there is no key."""

    kind: Kind = "plan"
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """`words` say what was noticed; `quote` are the plan's own words, where there are any.

    One that `stops` keeps the plan from being sent; any other only tells.
    """

    code: str
    place: Place
    words: str
    quote: str = ""
    stops: bool = False


@dataclass(frozen=True, slots=True)
class PlacedText:
    """The words of one passage as they print, one line for each paragraph and item."""

    passage: Passage
    theme: Theme | None
    text: str

    @property
    def place(self) -> Place:
        return Place("passage", self.passage.id)


def texts_of(document: Document) -> Iterator[PlacedText]:
    """Every passage in the order it is read, with its words."""
    for passage in document.introduction:
        yield PlacedText(passage, None, plain_text(passage.body))
    for theme in document.themes:
        for passage in theme.passages:
            yield PlacedText(passage, theme, plain_text(passage.body))


# Letters either side of what is quoted.
AROUND = 40


def quoted(text: str, start: int, end: int) -> str:
    """The words around a stretch of one line, cut between words, with dots where they were cut."""
    line_start = text.rfind("\n", 0, start) + 1
    found = text.find("\n", end)
    line_end = len(text) if found < 0 else found
    first, last = max(line_start, start - AROUND), min(line_end, end + AROUND)
    if first > line_start:
        space = text.find(" ", first, start)
        first = space + 1 if space >= 0 else first
    if last < line_end:
        space = text.rfind(" ", end, last)
        last = space if space >= 0 else last
    before, after = "… " if first > line_start else "", " …" if last < line_end else ""
    return f"{before}{text[first:last]}{after}"
