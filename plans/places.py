"""Which passages somebody means: "paragraph 3 of theme 2", "paras 4 to 6", "the introduction".

People name a place as they say it. What could be meant is found generously, since it is shown to
somebody who knows: "paragraph 3" is that of every theme, unless a theme is named too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.models import Passage
from plans.parts import PlanPart
from plans.richtext import parse_richtext, plain_text

NUMBERS = r"\d+(?:\s*(?:,|&|;|and|to|-|–)+\s*\d+)*"
NAMED = re.compile(
    rf"(?P<of>\b(?:of|in|under)\s+)?\bthemes?\s+(?P<theme>{NUMBERS})"
    rf"|\b(?P<theme_of>\d+)\.(?P<paragraph_of>\d+)\b"
    rf"|(?:\bpara(?:graph)?s?\b\.?|¶)\s*(?P<paragraphs>{NUMBERS})",
    re.IGNORECASE,
)
INTRODUCTION = re.compile(r"\bintro(?:duction)?\b", re.IGNORECASE)
STRETCH = re.compile(r"(\d+)(?:\s*(?:to|-|–)\s*(\d+))?")
# Fewer letters than this may stand in any paragraph.
LEAST_QUOTED = 8
MOST_IN_A_STRETCH = 200


@dataclass(frozen=True)
class Place:
    """A part of the plan, or a passage in it, and what it is called."""

    part: PlanPart
    passage: Passage | None

    @property
    def name(self) -> str:
        """ "Paragraph 3 of theme 2", "The introduction"."""
        where = self.part.name
        if self.passage is None:
            return where[0].upper() + where[1:]
        if self.passage.is_heading:
            return f"The heading “{self.passage.body}” in {where}"
        number = ordinal(self.part, self.passage)
        return f"Paragraph {number} of {where}"


def ordinal(part: PlanPart, passage: Passage) -> str:
    """Its number as printed, else its place among the paragraphs of its part."""
    if passage.number:
        return passage.number.rstrip(".")
    return str(paragraphs(part).index(passage) + 1)


def paragraphs(part: PlanPart) -> list[Passage]:
    return [one for one in part.passages if not one.is_heading]


def places_named(words: str, parts: Sequence[PlanPart]) -> list[Place]:
    """Each place that may be meant, in the plan's order; none when the words name none."""
    found = {**dict(by_number(words, parts)), **dict(by_title(words, parts))}
    if not found:
        found = dict(by_words(words, parts))
    # Whoever names a paragraph of a part means that, not all of the part.
    with_passages = {part for part, passage in found if passage}
    order = {id(one): n for n, part in enumerate(parts) for one in [part, *part.passages]}
    kept = [one for one in found.values() if one.passage or one.part.key not in with_passages]
    return sorted(kept, key=lambda one: order[id(one.passage or one.part)])


Found = Iterator[tuple[tuple[str, int | None], Place]]


def place(part: PlanPart, passage: Passage | None = None) -> tuple[tuple[str, int | None], Place]:
    return (part.key, passage.pk if passage else None), Place(part, passage)


def by_number(words: str, parts: Sequence[PlanPart]) -> Found:
    """By the numbers of paragraphs and themes; a theme named behind its paragraph counts too."""
    here = introduction_in(words, parts)
    pending: list[str] = []
    for named in NAMED.finditer(words):
        if named["theme"]:
            themes = [one for one in parts if str(one.position) in numbers_in(named["theme"])]
            if named["of"] and pending:
                yield from numbered(pending, themes)
                pending = []
            else:
                yield from numbered(pending, here or parts)
                pending, here = [], themes
                yield from (place(one) for one in themes)
        elif named["theme_of"]:
            themes = [one for one in parts if str(one.position) == named["theme_of"]]
            yield from numbered([named["paragraph_of"]], themes)
        else:
            yield from numbered(pending, here or parts)
            pending = numbers_in(named["paragraphs"])
    yield from numbered(pending, here or parts)


def introduction_in(words: str, parts: Sequence[PlanPart]) -> list[PlanPart]:
    return [one for one in parts if one.theme is None and INTRODUCTION.search(words)]


def numbered(numbers: Sequence[str], parts: Sequence[PlanPart]) -> Found:
    for part in parts:
        for one in paragraphs(part):
            if ordinal(part, one) in numbers:
                yield place(part, one)


def numbers_in(words: str) -> list[str]:
    """ "1, 3 to 5" is 1, 3, 4 and 5."""
    found: list[str] = []
    for first, last in STRETCH.findall(words):
        start, end = int(first[:6]), int((last or first)[:6])
        end = min(end, start + MOST_IN_A_STRETCH)
        found += [str(number) for number in range(start, end + 1)]
    return found


def by_title(words: str, parts: Sequence[PlanPart]) -> Found:
    """Parts and headings whose whole title stands in the words."""
    said = " ".join(words.split()).casefold()
    for part in parts:
        if part.title.casefold() in said or part in introduction_in(words, parts):
            yield place(part)
        for one in part.passages:
            if one.is_heading and one.body.casefold() in said:
                yield place(part, one)


def by_words(words: str, parts: Sequence[PlanPart]) -> Found:
    """Passages in which the words stand as they are."""
    said = " ".join(words.split()).strip("“”\"' .…").casefold()
    if len(said) < LEAST_QUOTED:
        return
    for part in parts:
        for one in part.passages:
            if said in " ".join(plain_text(parse_richtext(one.body)).split()).casefold():
                yield place(part, one)
