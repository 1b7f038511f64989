"""Which lines head the plan, its introduction, its themes and the parts of a theme."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plans.importing.lines import Line, as_ended, continues_line, heading_in, plain_words
from plans.importing.matching import THEME, Match, Themes

THEME_LENGTH = 200
HEADING_LENGTH = 80
TITLE_LENGTH = 150
COVER_LINES = 8
INTRODUCTION = re.compile(r"(?:\d+[.)]?\s*)?intro(?:duction)?[:.]?", re.IGNORECASE)
NAMES_A_PLAN = re.compile(r"\b(?:plan|strategy|response|submission)\b", re.IGNORECASE)
# A sentence of which less is the theme's is about something else.
HEADING_WHOLE = 0.4
# How a sentence opens that says what is done, and no heading with a full stop.
TELLS = re.compile(r"(?:we|this|these|they|it|there|i|as|by|to|in|with|for)\b", re.IGNORECASE)
SENTENCE_INSIDE = re.compile(r"[.!?]\s+[A-Z]")


@dataclass(frozen=True, slots=True)
class ThemeHeading:
    """A theme begins at line `place` and its heading takes `span` lines."""

    place: int
    span: int
    theme: int | None
    title: str


# What makes a line a heading, the surest first: its number, its mark, its words alone.
NAMED, MARKED, PLAIN = range(3)


@dataclass(frozen=True, slots=True)
class Candidate:
    place: int
    span: int
    match: Match
    level: int
    rank: int


def themes_in(lines: Sequence[Line], themes: Themes) -> tuple[ThemeHeading, ...]:
    """One heading for each theme found, and headings of the same level that match none."""
    chosen = _one_each(_of_one_rank(_styled(lines, list(_candidates(lines, themes)))))
    chosen.extend(_in_turn(lines, chosen, themes))
    chosen.extend(_one_word(lines, chosen, themes))
    levels = [candidate.level for candidate in chosen if candidate.level]
    heads = [
        ThemeHeading(each.place, each.span, each.match.theme, each.match.title) for each in chosen
    ]
    if levels or not heads:
        heads.extend(_unmatched(lines, heads, min(levels, default=0)))
    return tuple(sorted(heads, key=lambda head: head.place))


def _of_one_rank(found: list[Candidate]) -> list[Candidate]:
    """The strongest kind of heading that heads several themes: one line alone overturns none."""
    ranks = sorted({candidate.rank for candidate in found})
    heads = {
        rank: {each.match.theme or each.match.title for each in found if each.rank == rank}
        for rank in ranks
    }
    several = [rank for rank in ranks if len(heads[rank]) > 1]
    chosen = (several or ranks or [0])[0]
    return [candidate for candidate in found if candidate.rank == chosen]


def _styled(lines: Sequence[Line], found: list[Candidate]) -> list[Candidate]:
    """Headings that end with a colon count where several of them do: that is how it is written."""
    with_colon = [each for each in found if _ends_with_colon(lines, each)]
    if len({each.match.theme for each in with_colon}) > 1:
        return found
    return [each for each in found if each not in with_colon]


def _ends_with_colon(lines: Sequence[Line], candidate: Candidate) -> bool:
    last = lines[candidate.place + candidate.span - 1]
    return candidate.rank == PLAIN and _words(last).endswith(":")


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
    named = THEME.fullmatch(_words(lines[place]))
    number_alone = named and not named[3]
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
        return Candidate(place, span, match, level, NAMED if match.named else MARKED)
    sentence = text.endswith((";", ",")) or SENTENCE_INSIDE.search(text)
    alike = match.score >= 0.6 and match.whole >= HEADING_WHOLE and not TELLS.match(text)
    unsure = text.endswith((".", "!")) and not alike
    introduces = text.endswith(":") and not _stands_alone(lines, place, span)
    if sentence or unsure or introduces:
        return None
    return Candidate(place, span, match, 0, PLAIN)


def _stands_alone(lines: Sequence[Line], place: int, span: int) -> bool:
    """A short line between blank ones that opens no list."""
    after = lines[place + span] if place + span < len(lines) else None
    return (
        after is not None
        and after.blanks > 0
        and after.kind in ("words", "heading")
        and len(_words(lines[place])) <= HEADING_LENGTH
    )


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
        short = len(line.text) <= HEADING_LENGTH and not as_ended(line.text).endswith(
            (".", ":", ";", ",")
        )
        alone = line.kind == "number" and not line.major and line.blanks > 0
        if alone and short and line.value in missing:
            missing.remove(line.value)
            yield Candidate(place, 1, Match(line.value, _words(line), 0.0), 0, PLAIN)


def _one_word(
    lines: Sequence[Line], chosen: list[Candidate], themes: Themes
) -> Iterator[Candidate]:
    """Where others are headed by a line alone, a short one with a theme's own word is its heading.

    It must stand where that theme would: after the theme before it, and before the next.
    """
    plain = sorted(
        (each.place, each.place + each.span, each.match.theme or 0)
        for each in chosen
        if each.rank == PLAIN
    )
    in_order = [theme for _, _, theme in plain]
    if len(plain) < 2 or in_order != sorted(in_order):
        return
    for theme in sorted(set(range(1, len(themes.stems) + 1)) - set(in_order)):
        start = max((end for _, end, other in plain if other < theme), default=0)
        stop = min((place for place, _, other in plain if other > theme), default=len(lines))
        for place in range(start, stop):
            words = _words(lines[place])
            after = lines[place + 1] if place + 1 < len(lines) else None
            if is_subheading(lines[place], after, colon=True) and themes.one_word(words, theme):
                yield Candidate(place, 1, Match(theme, words.rstrip(":"), 0.0), 0, PLAIN)
                break


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
    short = len(line.text) <= HEADING_LENGTH
    return line.kind == "words" and short and not as_ended(line.text).endswith(".")


def is_cover(line: Line, title: str) -> bool:
    """A line that only repeats words of the title, as covers and running headers do."""
    words = set(re.findall(r"\w+", line.text.lower()))
    return (
        len(line.text) <= TITLE_LENGTH
        and bool(words)
        and words <= set(re.findall(r"\w+", title.lower()))
    )


def is_subheading(line: Line, after: Line | None, *, colon: bool = False) -> bool:
    """A short line by itself, with a capital and no full stop, that something follows.

    It may end with a `colon` where the text's other headings do and no list follows.
    """
    text = plain_words(as_ended(line.text))
    if line.kind != "words" or not line.blanks or after is None or not after.blanks:
        return False
    if after.kind == "words" and continues_line(after.raw):
        return False
    short = 2 < len(text) <= HEADING_LENGTH and len(text.split()) <= 12
    starts = text[:1].isupper() and any(each.isalpha() for each in text)
    if text.endswith(":"):
        return colon and short and starts and len(text.split()) <= 4 and after.kind == "words"
    return short and starts and not text.endswith((".", ",", ";", "!", "…"))
