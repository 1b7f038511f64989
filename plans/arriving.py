"""A text that comes into a plan which has one: what differs, paragraph by paragraph.

Plain functions of both texts. A paragraph that comes is one of the plan where it is the most alike
of all (see `plans.compare.pairing`); each is paired once, headings with headings.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from plans.blocks import Block, runs_of
from plans.compare.pairing import Pairing
from plans.richtext import FIGURE, figures_in, parse_richtext, plain_text
from web.redline import Comparer, DiffSegment

Printed = Callable[[str], str]
Kind = Literal["changed", "moved", "new", "gone"]
NOTHING: Mapping[int, "Text"] = MappingProxyType({})
Since = Literal["", "plan", "both", "together"]
# How a paragraph's number is printed before its words.
NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})?[.)]?\s+(?=\S)")
# The part before all themes; a theme's is its key.
INTRODUCTION = "introduction"
# From, to before, and the name of the figure that prints there.
FigureSpan = tuple[int, int, str]


@dataclass(frozen=True)
class Text:
    """A paragraph or heading, of the plan (`id` is its key) or coming (`id` is below zero).

    `part` names the introduction or the theme it stands in; `words` is its source with each figure
    printed, and `figures` where those are.
    """

    id: int
    part: str
    is_heading: bool
    body: str
    words: str
    figures: tuple[FigureSpan, ...] = ()

    @cached_property
    def shown(self) -> str:
        """Its words as they print, line by line."""
        return plain_text(parse_richtext(self.words))

    @cached_property
    def said(self) -> str:
        """What it says, whatever its marks and spaces."""
        return " ".join(self.shown.split())

    @cached_property
    def compared(self) -> str:
        """A heading has no word in common with a paragraph."""
        if not self.is_heading:
            return self.said
        return " ".join(f"#{word}" for word in self.said.split())


@dataclass(frozen=True)
class Difference:
    """One thing that may be taken: what stands, what came, and what would be saved.

    `lost_figures` are names of figures that the new words have no more, `lost_links` addresses.
    `since` says whose it is where it is known from which words the text was made: the "plan" alone
    changed it since, or "both" did, or what both did is put "together"; "" where the text did.
    """

    kind: Kind
    stands: Text | None
    came: Text | None
    body: str = ""
    lost_figures: tuple[str, ...] = ()
    lost_links: tuple[str, ...] = ()
    since: Since = ""

    @property
    def key(self) -> str:
        """By the plan's own key where there is one, so that it stays while others change."""
        one = self.stands or self.came
        assert one
        return f"{self.kind}-{abs(one.id)}"

    @property
    def part(self) -> str:
        one = self.came or self.stands
        assert one
        return one.part

    @property
    def is_reworded(self) -> bool:
        return bool(self.stands and self.came and self.stands.said != self.came.said)

    def marked(self, comparer: Comparer) -> tuple[DiffSegment, ...]:
        """What stands and what came, word by word."""
        before = self.stands.shown if self.stands else ""
        after = self.came.shown if self.came else ""
        return comparer.redline(before, after).parts


@dataclass(frozen=True)
class Meeting:
    """What differs, in reading order, and how many say the same, `other_marks` of them in others.

    `coming` is the new text by part, and `pairs` says which of the plan each of it is, by keys.
    """

    differences: tuple[Difference, ...]
    same: int
    other_marks: int
    coming: Mapping[str, tuple[Text, ...]]
    pairs: Mapping[int, int]


def meet(
    standing: Sequence[Text], coming: Sequence[Text], base: Mapping[int, Text] = NOTHING
) -> Meeting:
    """What becomes of a plan's text if a new one is put into it; parts in the order they come.

    A paragraph is known by the words it had in `base`, of which the new text was made.
    """
    pairing = Pairing(standing, coming, words=lambda one: base.get(one.id, one).compared)
    coming = without_numbers(coming, pairing, base)
    differences: list[Difference] = []
    parts = list(dict.fromkeys(one.part for one in (*standing, *coming)))
    for part in parts:
        before = [one for one in standing if one.part == part]
        after = [one for one in coming if one.part == part]
        moved = pairing.moved(before, after)
        for was, now in pairing.woven(before, after):
            differences += told(was, now, moved=now is not None and now.id in moved)
    pairs = {one.id: was.id for one in coming if (was := pairing.was(one))}
    differing = {one.came.id for one in differences if one.came}
    same = [one for one in coming if one.id in pairs and one.id not in differing]
    stands = {one.id: one for one in standing}
    other = sum(
        parse_richtext(stands[pairs[one.id]].words) != parse_richtext(one.words) for one in same
    )
    return Meeting(
        tuple(differences),
        len(same),
        other,
        {part: tuple(one for one in coming if one.part == part) for part in parts},
        pairs,
    )


def part_name(theme: int | None) -> str:
    return INTRODUCTION if theme is None else str(theme)


def without_numbers(
    coming: Sequence[Text], pairing: Pairing[Text], base: Mapping[int, Text]
) -> list[Text]:
    """What comes, without the numbers that a copy of the plan has before its paragraphs.

    One is such a number where the plan's own paragraph begins with the word after it; where that is
    so of several in a part, the new ones of that part have theirs taken off too.
    """
    known = ((one, pairing.was(one)) for one in coming)
    numbered = {one.id for one, was in known if was and has_its_number(base.get(was.id, was), one)}
    several = Counter(one.part for one in coming if one.id in numbered)
    return [
        unnumbered(one)
        if one.id in numbered or (several[one.part] > 1 and pairing.was(one) is None)
        else one
        for one in coming
    ]


def has_its_number(was: Text | None, now: Text) -> bool:
    number = NUMBER.match(now.said)
    if was is None or number is None or NUMBER.match(was.said):
        return False
    return now.said[number.end() :].split()[:1] == was.said.split()[:1]


def unnumbered(one: Text) -> Text:
    if one.is_heading:
        return one
    body = NUMBER.sub("", one.body, count=1) if NUMBER.match(one.body) else one.body
    return replace(one, body=body, words=body)


def told(was: Text | None, now: Text | None, *, moved: bool) -> Iterator[Difference]:
    if was is None or now is None:
        body = now.body if now else ""
        yield Difference("new" if now else "gone", was, now, body, *lost(was, ""))
    elif was.said != now.said:
        body = with_references(was, now)
        yield Difference("moved" if moved else "changed", was, now, body, *lost(was, body))
    elif moved:
        yield Difference("moved", was, now, was.body)


def lost(was: Text | None, body: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The figures and the links of what stands that `body` has no more."""
    if was is None:
        return (), ()
    figures, links = set(figures_in(body)), set(links_in(parse_richtext(body)))
    return (
        tuple(one for one in figures_in(was.body) if one not in figures),
        tuple(one for one in links_in(parse_richtext(was.body)) if one not in links),
    )


def links_in(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Addresses that words link to, each once."""
    return tuple(dict.fromkeys(run.link for run in runs_of(blocks) if run.link))


def with_references(was: Text, now: Text) -> str:
    """The words that came, with each figure's name where its printed value stands as it stood."""
    if not was.figures:
        return now.body
    body, at, to = now.body, 0, 0
    spans: list[tuple[int, int, str]] = []
    for part in Comparer().redline(was.words, now.body).parts:
        length = len(part.text)
        if part.kind == "same":
            spans += [
                (to + start - at, to + end - at, name)
                for start, end, name in was.figures
                if at <= start and end <= at + length
            ]
        at += length if part.kind != "inserted" else 0
        to += length if part.kind != "deleted" else 0
    for start, end, name in reversed(spans):
        body = f"{body[:start]}{{figure:{name}}}{body[end:]}"
    return body


def as_printed(body: str, printed: Printed) -> tuple[str, tuple[FigureSpan, ...]]:
    """The source with each figure as it prints, and where in that each one stands."""
    words, spans, end = "", [], 0
    for found in FIGURE.finditer(body):
        words += body[end : found.start()]
        value = printed(found[1])
        spans.append((len(words), len(words) + len(value), found[1]))
        words, end = words + value, found.end()
    return words + body[end:], tuple(spans)
