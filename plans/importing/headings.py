"""Which lines head the plan, its introduction, its themes and the parts of a theme."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plans.importing.lines import Line, continues_line, heading_in, plain_words
from plans.importing.matching import THEME, Match, Themes

THEME_LENGTH = 200
HEADING_LENGTH = 80
TITLE_LENGTH = 150
COVER_LINES = 8
INTRODUCTION = re.compile(r"(?:\d+[.)]?\s*)?intro(?:duction)?[:.]?", re.IGNORECASE)
NAMES_A_PLAN = re.compile(r"\b(?:plan|strategy|response|submission)\b", re.IGNORECASE)
THEME_ALONE = re.compile(r"\w+\s+\w+\W*")
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
    chosen.extend(_in_turn(lines, chosen, themes))
    levels = [candidate.level for candidate in chosen if candidate.level]
    heads = [
        ThemeHeading(each.place, each.span, each.match.theme, each.match.title) for each in chosen
    ]
    if levels or not heads:
        heads.extend(_unmatched(lines, heads, min(levels, default=0)))
    return tuple(sorted(heads, key=lambda head: head.place))


def _candidates(lines: Sequence[Line], themes: Themes) -> Iterator[Candidate]:
    for place, line in enumerate(lines):
        if not _may_head(line, first=place == 0):
            continue
        options = (_candidate(lines, place, span, themes) for span in _spans(lines, place))
        matched = [option for option in options if option]
        if matched:
            # A title over several lines matches best when it is whole.
            yield max(matched, key=lambda each: (each.match.score, bool(each.match.title)))


def _may_head(line: Line, *, first: bool) -> bool:
    """A heading, a line that calls itself a theme, or a short one with a blank before it."""
    if len(line.text) > THEME_LENGTH or line.kind not in ("heading", "words", "number"):
        return False
    return line.kind == "heading" or first or line.blanks > 0 or bool(THEME.match(_words(line)))


def _spans(lines: Sequence[Line], place: int) -> Iterator[int]:
    """How many lines the heading may take: one, or a few more that end at a blank line."""
    longer = list(_longer_spans(lines, place))
    goes_on_below = (
        bool(longer) and not lines[place + 1].blanks and continues_line(lines[place + 1].raw)
    )
    if not goes_on_below:
        yield 1
    yield from longer


def _longer_spans(lines: Sequence[Line], place: int) -> Iterator[int]:
    number_alone = THEME_ALONE.fullmatch(_words(lines[place]))
    for span in (2, 3):
        under = lines[place + span - 1] if place + span <= len(lines) else None
        if under is None or under.kind != "words" or lines[place].kind == "heading":
            return
        if under.blanks and not number_alone:
            return
        ends = place + span == len(lines) or lines[place + span].blanks > 0
        if ends and not _words(under).endswith("."):
            yield span


def _candidate(lines: Sequence[Line], place: int, span: int, themes: Themes) -> Candidate | None:
    line = lines[place]
    text = " ".join(_words(each) for each in lines[place : place + span])
    marked = line.kind == "heading" or bool(heading_in(line))
    match = themes.match(text, marked=marked) if len(text) <= THEME_LENGTH else None
    if match is None:
        return None
    level = line.value if line.kind == "heading" else 0
    if match.named or level:
        return Candidate(place, span, match, level, 0 if match.named else 1)
    sentence = text.endswith((":", ";", ",")) or SENTENCE_INSIDE.search(text)
    unsure = match.score < 0.6 and text.endswith(".")
    return None if sentence or unsure else Candidate(place, span, match, 0, 2)


def _words(line: Line) -> str:
    return plain_words(line.text)


def _one_each(found: list[Candidate]) -> list[Candidate]:
    """Of several headings for one theme the best; a bare list of themes heads nothing."""
    listed = {a.place for a, b in pairwise(found) if a.place + a.span == b.place}
    chosen: dict[int | str, Candidate] = {}
    for candidate in found:
        key = candidate.match.theme or candidate.match.title
        held = chosen.get(key)
        if held is None or _worth(candidate, listed) > _worth(held, listed):
            chosen[key] = candidate
    return list(chosen.values())


def _worth(candidate: Candidate, listed: set[int]) -> tuple[bool, float]:
    return (candidate.place not in listed, candidate.match.score)


def _in_turn(lines: Sequence[Line], chosen: list[Candidate], themes: Themes) -> Iterator[Candidate]:
    """Where themes are headed 1., 2. and so on, the short line with a missing number is one."""
    numbered = [each for each in chosen if lines[each.place].kind == "number"]
    if sum(lines[each.place].value == each.match.theme for each in numbered) < 2:
        return
    missing = set(range(1, len(themes.stems) + 1)) - {each.match.theme for each in chosen}
    for place, line in enumerate(lines):
        short = len(line.text) <= HEADING_LENGTH and not line.text.endswith((".", ":", ";", ","))
        alone = line.kind == "number" and not line.major and line.blanks > 0
        if alone and short and line.value in missing:
            missing.remove(line.value)
            yield Candidate(place, 1, Match(line.value, _words(line), 0.0), 0, 2)


def _unmatched(
    lines: Sequence[Line], matched: Sequence[ThemeHeading], level: int
) -> Iterator[ThemeHeading]:
    """Headings that stand beside the themes' own are themes in the council's words."""
    headings = [(place, line) for place, line in enumerate(lines) if line.kind == "heading"]
    levels = range(1, level + 1)
    if not matched:
        level = _repeated_level([line.value for _, line in headings])
        levels = range(level, level + 1 if level else level)
    first = min((head.place for head in matched), default=0)
    taken = {head.place for head in matched}
    for place, line in headings:
        beside = line.value in levels and place >= first and place not in taken
        if beside and not is_introduction(line):
            yield ThemeHeading(place, 1, None, _words(line))


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
        alone = place == 0 or line.blanks > 0
        short = len(words) <= (TITLE_LENGTH if alone else HEADING_LENGTH)
        sentence = words.endswith((".", ":", ",")) or words.startswith(("This ", "These "))
        if line.kind == "words" and short and not sentence and NAMES_A_PLAN.search(words):
            return place
    return None


def is_above_title(line: Line) -> bool:
    """A short line before the title: the council's name, a date, a motto."""
    return line.kind == "words" and len(line.text) <= HEADING_LENGTH and not line.text.endswith(".")


def is_cover(line: Line, title: str) -> bool:
    """A line that only repeats words of the title, as covers and running headers do."""
    words = set(re.findall(r"\w+", line.text.lower()))
    return (
        len(line.text) <= TITLE_LENGTH
        and bool(words)
        and words <= set(re.findall(r"\w+", title.lower()))
    )


def is_subheading(line: Line, after: Line | None) -> bool:
    """A short line by itself, with a capital and no full stop, that something follows."""
    text = plain_words(line.text)
    if line.kind != "words" or not line.blanks or after is None or not after.blanks:
        return False
    if after.kind == "words" and continues_line(after.raw):
        return False
    short = 2 < len(text) <= HEADING_LENGTH and len(text.split()) <= 12
    starts = text[:1].isupper() and any(each.isalpha() for each in text)
    return short and starts and not text.endswith((".", ",", ";", ":", "!", "…"))
