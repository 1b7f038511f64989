"""Which lines head the plan, its introduction, its themes and the parts of a theme."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.importing.lines import Line, heading_of, plain_words
from plans.importing.matching import Match, Themes

THEME_LENGTH = 200
HEADING_LENGTH = 80
TITLE_LENGTH = 150
COVER_LINES = 8
INTRODUCTION = re.compile(r"(?:\d+[.)]?\s*)?intro(?:duction)?[:.]?", re.IGNORECASE)
NAMES_A_PLAN = re.compile(r"\b(?:plan|strategy|response|submission)\b", re.IGNORECASE)
SENTENCE_INSIDE = re.compile(r"[.!?]\s+[A-Z]")


@dataclass(frozen=True, slots=True)
class ThemeHeading:
    """A theme begins at line `place` and its heading takes `span` lines."""

    place: int
    span: int
    theme: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Candidate:
    place: int
    span: int
    match: Match
    level: int
    rank: int


def themes_in(lines: Sequence[Line], themes: Themes) -> tuple[ThemeHeading, ...]:
    """One heading for each theme found, and headings of the same level that match none."""
    found = list(_candidates(lines, themes))
    if found:
        strongest = min(candidate.rank for candidate in found)
        found = [candidate for candidate in found if candidate.rank == strongest]
    chosen = _one_each(found)
    levels = [candidate.level for candidate in chosen if candidate.level]
    heads = [ThemeHeading(each.place, each.span, each.match.theme, each.match.title) for each in chosen]
    if levels or not heads:
        heads.extend(_unmatched(lines, heads, min(levels, default=0)))
    return tuple(sorted(heads, key=lambda head: head.place))


def _candidates(lines: Sequence[Line], themes: Themes) -> Iterator[Candidate]:
    for place, line in enumerate(lines):
        if len(line.text) > THEME_LENGTH:
            continue
        options = (_candidate(lines, place, span, themes) for span in (1, 2, 3))
        matched = [option for option in options if option]
        if matched:
            # A title over several lines matches best when it is whole.
            yield max(matched, key=lambda each: (each.match.score, each.match.named, bool(each.match.title)))


def _candidate(lines: Sequence[Line], place: int, span: int, themes: Themes) -> Candidate | None:
    line = lines[place]
    run = lines[place : place + span]
    text = plain_words(" ".join(each.text for each in run))
    if len(run) < span or len(text) > THEME_LENGTH or line.kind not in ("heading", "words", "number"):
        return None
    match = themes.match(text, marked=line.kind == "heading" or bool(heading_of(line)))
    if match is None or not _may_span(lines, place, span, match):
        return None
    if match.named:
        return Candidate(place, span, match, _level(line), 0)
    if line.kind == "heading":
        return Candidate(place, span, match, line.value, 1)
    alone = place == 0 or line.blanks > 0
    sentence = text.endswith((":", ";", ",")) or SENTENCE_INSIDE.search(text)
    sure = match.score >= 0.6 or not text.endswith(".")
    if sentence or not alone or not sure:
        return None
    return Candidate(place, span, match, 0, 2)


def _level(line: Line) -> int:
    return line.value if line.kind == "heading" else 0


def _may_span(lines: Sequence[Line], place: int, span: int, match: Match) -> bool:
    """More lines than one: words without a blank between and a blank after; or a title under "Theme 1"."""
    if span == 1:
        return True
    under = lines[place + 1 : place + span]
    if any(each.kind != "words" or heading_of(each) for each in under) or lines[place].kind == "heading":
        return False
    after = lines[place + span] if place + span < len(lines) else None
    closed = after is None or after.blanks > 0
    words = plain_words(lines[place].text)
    only_number = match.named and bool(re.fullmatch(r"\w+\s+\w+\W*", words))
    whole = not under[-1].text.rstrip("\"'”’ ").endswith(".") and closed
    return whole and (only_number or not any(each.blanks for each in under))


def _one_each(found: list[Candidate]) -> list[Candidate]:
    """Of several headings for one theme the best; a list of themes, each under the other, is none."""
    listed = {a.place for a, b in zip(found, found[1:], strict=False) if a.place + a.span == b.place}
    chosen: dict[int | str, Candidate] = {}
    for candidate in found:
        key = candidate.match.theme or candidate.match.title
        held = chosen.get(key)
        if held is None or _worth(candidate, listed) > _worth(held, listed):
            chosen[key] = candidate
    return list(chosen.values())


def _worth(candidate: Candidate, listed: set[int]) -> tuple[bool, float]:
    return (candidate.place not in listed, candidate.match.score)


def _unmatched(
    lines: Sequence[Line], matched: Sequence[ThemeHeading], level: int
) -> Iterator[ThemeHeading]:
    """Headings that stand beside the themes' own are themes in the council's words."""
    headings = [(place, line) for place, line in enumerate(lines) if line.kind == "heading"]
    if not matched:
        level = _repeated_level([line.value for _, line in headings])
        headings = [(place, line) for place, line in headings if place or line.value == level]
    first = min((head.place for head in matched), default=0)
    taken = {head.place for head in matched}
    for place, line in headings:
        if place not in taken and place >= first and 0 < line.value <= level and not is_introduction(line):
            if not (not matched and line.value < level):
                yield ThemeHeading(place, 1, None, plain_words(line.text))


def _repeated_level(levels: list[int]) -> int:
    return next((level for level in range(1, 7) if levels.count(level) > 1), 0)


def is_introduction(line: Line) -> bool:
    return bool(INTRODUCTION.fullmatch(plain_words(line.text)))


def title_in(lines: Sequence[Line]) -> int | None:
    """The place of the plan's title among the lines before its first theme."""
    for place, line in enumerate(lines):
        if line.kind == "heading" and line.value == 1 and not is_introduction(line):
            return place
    for place, line in enumerate(lines[:COVER_LINES]):
        words = plain_words(line.text)
        alone = line.kind == "words" and (place == 0 or line.blanks > 0)
        short = len(words) <= TITLE_LENGTH and not words.endswith((".", ":", ","))
        if alone and short and NAMES_A_PLAN.search(words):
            return place
    return None


def is_cover(line: Line, title: str) -> bool:
    """A line that only repeats words of the title, as covers and running headers do."""
    words = set(re.findall(r"\w+", line.text.lower()))
    return len(line.text) <= TITLE_LENGTH and bool(words) and words <= set(re.findall(r"\w+", title.lower()))


def is_subheading(line: Line, after: Line | None) -> bool:
    """A short line by itself, with a capital and no full stop, that something follows."""
    text = plain_words(line.text)
    if line.kind != "words" or not line.blanks or after is None or not after.blanks:
        return False
    short = 2 < len(text) <= HEADING_LENGTH and len(text.split()) <= 12
    starts = text[:1].isupper() and any(each.isalpha() for each in text)
    return short and starts and not text.endswith((".", ",", ";", ":", "!", "…"))
