"""Footnotes of a web page, each found by its two links: the mark leads to it, and it leads back.

So pages of Word, Google, LibreOffice, GOV.UK and of Clearday write them. Of a page as tokens, this
puts the tokens of each note where its mark stands.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from plans.importing.markup import Tag, Unread

Token = Tag | Unread | str
# What a note may be the whole of, from its own line outwards.
LINES, GROUPS = ("p", "li"), ("div", "aside", "section")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What stands at the mark of a note: a number, a letter or a sign; a contents list has words.
MARK = re.compile(
    r"[\[(]?\s*(?:(?:foot|end)?note\s*)?(?:\d{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§¶#]{1,4})\s*[\])]?",
    re.IGNORECASE,
)
# How far out an element is looked for, of all that stand around one; and the most tokens of a mark.
DEEP, SHORT = 50, 12


@dataclass(frozen=True, slots=True)
class NoteTokens:
    """What stands in a note, for the place of its mark."""

    inside: tuple[Token, ...]

    @property
    def words(self) -> str:
        return _words(self.inside)


@dataclass(slots=True)
class Element:
    """A stretch of tokens from the one that opens it to before `end`."""

    name: str
    start: int
    key: str
    around: "Element | None"
    end: int = 0


@dataclass(slots=True)
class Anchor:
    """A link within the page: where it leads, and the names by which others lead to it."""

    element: Element
    leads_to: str
    names: tuple[str, ...]


@dataclass
class Outline:
    """The elements of a page that may matter to a note, and its links within itself."""

    anchors: list[Anchor] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def read(self, tokens: Sequence[Token]) -> "Outline":
        for place, token in enumerate(tokens):
            if isinstance(token, Tag) and token.name in (*LINES, *GROUPS, "a", "sup"):
                self._tag(token, place)
        while self.open:
            self.open.pop().end = len(tokens)
        return self

    def _tag(self, tag: Tag, place: int) -> None:
        if tag.closes:
            if any(each.name == tag.name for each in self.open[-DEEP:]):
                while self._close(place + 1).name != tag.name:
                    pass
            return
        # A line ends where the next begins, whether or not it was closed.
        if tag.name in (*LINES, *GROUPS) and self.open and self.open[-1].name in ("p", "a", "sup"):
            self._close(place)
        around = self.open[-1] if self.open else None
        element = Element(tag.name, place, tag.get("id"), around)
        self.open.append(element)
        address = tag.get("href") if tag.name == "a" else ""
        if address.startswith("#") and len(address) > 1:
            names = (element.key, tag.get("name"), *_keys_around(element))
            self.anchors.append(Anchor(element, address[1:], tuple(filter(None, names))))

    def _close(self, end: int) -> Element:
        element = self.open.pop()
        element.end = end
        return element


def with_notes(tokens: Iterable[Token]) -> Iterator[Token | NoteTokens]:
    """The tokens, each note at its mark and nowhere else."""
    read = list(tokens)
    taken = dict(_taken(Outline().read(read).anchors, read))
    place = 0
    while place < len(read):
        if place in taken:
            place, note = taken[place]
            if note:
                yield note
            continue
        yield read[place]
        place += 1


def _taken(
    anchors: Sequence[Anchor], tokens: Sequence[Token]
) -> Iterator[tuple[int, tuple[int, NoteTokens | None]]]:
    """By where it begins, each stretch of a mark or a note: its end, and what comes instead."""
    by_name: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        for name in anchor.names:
            by_name[name].append(anchor)
    reached = 0
    stretches = []
    for mark in anchors:
        candidates = by_name[mark.leads_to][:DEEP]
        back = next((one for one in candidates if one.leads_to in mark.names), None)
        if back is None or back.element.start <= mark.element.start:
            continue
        if not MARK.fullmatch(_words_between(mark.element.start, mark.element.end, tokens)):
            continue
        whole = _whole(back.element, mark.leads_to, tokens)
        if whole is None or whole.start < max(reached, mark.element.end):
            continue
        inside = (*tokens[whole.start : back.element.start], *tokens[back.element.end : whole.end])
        if any(isinstance(one, Tag) and one.name in HEADINGS for one in inside):
            continue
        reached = whole.end
        own = _raised(mark.element, tokens)
        stretches += [(own.start, own.end, NoteTokens(inside)), (whole.start, whole.end, None)]
    stretches.sort(key=lambda one: one[:2])
    apart = all(one[1] <= then[0] for one, then in pairwise(stretches))
    return ((start, (end, note)) for start, end, note in (stretches if apart else ()))


def _keys_around(element: Element) -> Iterator[str]:
    """The ids of what stands around an anchor, up to its item or its group."""
    for around in _outwards(element):
        yield around.key
        if around.name in ("li", *GROUPS):
            return


def _outwards(element: Element) -> Iterator[Element]:
    """What stands around an element, from the innermost."""

    def each() -> Iterator[Element]:
        around = element.around
        while around:
            yield around
            around = around.around

    return islice(each(), DEEP)


def _whole(back: Element, name: str, tokens: Sequence[Token]) -> Element | None:
    """All of the note: what has its name, or the line of the way back, or the group it opens."""
    line = None
    for around in _outwards(back):
        if around.key == name and around.name in (*LINES, *GROUPS):
            return around
        if line is None and around.name in LINES:
            line = around
    group = line.around if line else None
    opens = group and group.key and group.name in GROUPS
    if group and line and opens and not _words_between(group.start, line.start, tokens):
        return group
    return line


def _words_between(start: int, end: int, tokens: Sequence[Token]) -> str:
    """The words of a short stretch; of a longer one, that there are some."""
    return _words(tokens[start:end]) if end - start <= SHORT else "…"


def _words(tokens: Sequence[Token]) -> str:
    return "".join(one for one in tokens if isinstance(one, str)).strip()


def _raised(mark: Element, tokens: Sequence[Token]) -> Element:
    """The mark with the raised letters around it, where it is all of them."""
    around = mark.around
    if around is None or around.name != "sup":
        return mark
    before = _words_between(around.start, mark.start, tokens)
    after = _words_between(mark.end, around.end, tokens)
    return mark if before or after else around
