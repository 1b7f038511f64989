"""Two people's words for one text put together: what only one changed is taken, the rest asked.

The unit is the sentence with its notes, or a line of a list or a table: two edits in one sentence
are never mixed, because two right halves make a wrong whole ("£13m" and "£750,000" become
"£13750,000").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from plans.blocks import lines_of, notes_of, words_of
from plans.richtext import parse_richtext
from plans.written_notes import without_notes
from plans.written_tables import WrittenTable, stretches_of
from web.text import clean

LIST_MARK = r"[ \t]*(?:[-*•+]|[a-z]\.|\d{1,9}[.)])[ \t]"
# Between lines: an empty line, or one break before a line of a list, a row or a table's caption.
LINES_APART = re.compile(rf"\n[ \t]*(?:\n[ \t]*)+(?=\S)|\n(?={LIST_MARK}|\||Table:)")
LINE_MARK = re.compile(rf"^(?:{LIST_MARK}|\|)")
# Where a sentence may end: a stop, what closes after it, a space, and how a sentence begins.
SENTENCES_APART = re.compile(r"(?<=[.!?…])[\"'”’)\]*]*(\s+)(?=[\"'“‘(\[*{]*[A-Z0-9£€$])")
# A stop after these ends no sentence; nor does one after a single letter.
SHORTENED = re.compile(
    r"(?:^|[\s(\[“‘*])(?:[A-Za-z]|e\.g|i\.e|vs|etc|approx|para|pp|[Nn]os?|[Ff]ig|[Dd]ept"
    r"|Mrs?|Ms|Dr|Prof|St|Cllr|Cllrs|Rev|Hon|Co|Ltd|Inc"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)
# Figures, numbers, dates and what denies: none of them is changed by putting texts together alone.
WEIGHTY = re.compile(
    r"\{figure:[^{}]*\}|[£€$%]|\d+(?:[.,:/'’-]\d+)*"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
    r"|(?i:\b\w+n['’]t\b|\b(?:not?|never|none|nor|neither|nobody|nothing|nowhere|without|cannot"
    r"|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|halves|thirds?|quarters?"
    r"|fifths?|tenths?|first|second|once|twice|double|per cent|percent)\b)"
)
# What marks nothing and is printed as it was typed.
MARKS_LEFT = re.compile(r"\*\*|\]\(|\^\[|^\||^[ \t]*(?:[a-z]\.|\d{1,9}[.)])[ \t]", re.MULTILINE)
WORD = re.compile(r"\w+")
# A sentence with fewer of its words in common is another one.
ALIKE = 0.4
# More pairs than these are not compared one by one: a rewrite of that size is one change.
MOST_PAIRS = 250_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Words of one place that only a person can settle: as both began, as each left them."""

    before: str
    mine: str
    theirs: str

    @property
    def both(self) -> str:
        """Mine and then theirs, apart as sentences or as lines of a list are."""
        first, then = self.mine, self.theirs
        if not (first and then) or first[-1].isspace() or then[0].isspace():
            return first + then
        return first + ("\n" if LINE_MARK.match(then) else " ") + then


@dataclass(frozen=True, slots=True)
class Merge:
    """The words that stand, in order, and among them what is asked."""

    parts: tuple[str | Asked, ...]

    @property
    def asked(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.parts if isinstance(one, Asked))

    @property
    def text(self) -> str | None:
        """The words put together; None where something is asked."""
        return None if self.asked else self.settled(())

    def settled(self, words: Iterable[str]) -> str:
        """The whole text with `words` for each place that is asked, in order."""
        chosen = iter(words)
        return clean("".join(next(chosen) if isinstance(one, Asked) else one for one in self.parts))


@dataclass(frozen=True, slots=True)
class Hunk:
    """`words` stand instead of the tokens from `start` to before `end`."""

    start: int
    end: int
    words: tuple[str, ...]


@dataclass(slots=True)
class Region:
    """A stretch of the base that one or both changed."""

    start: int
    end: int
    mine: list[Hunk]
    theirs: list[Hunk]

    def takes_in(self, one: Hunk) -> bool:
        """Whether a hunk that begins no earlier is about the same words, or the same place."""
        here = self.start == self.end == one.start == one.end
        return here or one.start < self.end


def merge(base: str, mine: str, theirs: str) -> Merge:
    """What two people made of `base`, sentence by sentence.

    A sentence or a line that only one of them changed, added or took out is taken. Asked are: what
    both changed in different ways or added in one place; a change to a figure, number, date or to
    what denies; a new sentence with such in it when the other changed such too; and everything,
    where the marks of lists, links or bold would not hold together, or two sentences would run
    into one that neither wrote.
    """
    if mine == theirs or theirs == base:
        return Merge((mine,))
    if mine == base:
        return Merge((theirs,))
    tokens = tokens_of(base)
    regions = list(regions_of(hunks_of(tokens, mine), hunks_of(tokens, theirs)))
    found = Merge(tuple(parts_of(tokens, regions)))
    if found.text is not None and not (
        holds_together(found.text, mine, theirs) and has_only(found.text, base, mine, theirs)
    ):
        return Merge((Asked(base, mine, theirs),))
    return found


def has_only(text: str, *written: str) -> bool:
    """Whether each sentence of a text is, whole, one of those that were written."""
    known = {one for side in written for one in tokens_of(side)}
    return all(one in known for one in tokens_of(text) if one.strip())


def tokens_of(text: str) -> list[str]:
    """Sentences and lines, and between each two what parts them; joined they are the text."""
    tokens: list[str] = []
    for line in parted(text, LINES_APART):
        if line.strip():
            # A sentence ends after the notes that stand at its end.
            bare = without_notes(line, "]")
            ends = [
                found.span(1) for found in SENTENCES_APART.finditer(bare) if ends_at(bare, found)
            ]
            tokens += cut(line, ends)
        else:
            tokens.append(line)
    return tokens


def parted(text: str, apart: re.Pattern[str]) -> list[str]:
    return cut(text, [found.span() for found in apart.finditer(text)])


def cut(text: str, gaps: list[tuple[int, int]]) -> list[str]:
    """The text in pieces, the gaps among them."""
    edges = [0, *(edge for gap in gaps for edge in gap), len(text)]
    return [text[start:end] for start, end in pairwise(edges) if start < end]


def ends_at(line: str, found: re.Match[str]) -> bool:
    """Whether a sentence ends there: not after an abbreviation, or the mark of a list."""
    before = line[: found.start()]
    return not (SHORTENED.search(before[-12:]) or LINE_MARK.fullmatch(f"{before} "))


def hunks_of(base: list[str], text: str) -> list[Hunk]:
    """What became of the tokens of `base` in `text`, sentence by sentence."""
    new = tokens_of(text)
    first = alike_at_start(base, new)
    rest = min(len(base), len(new)) - first
    last = min(rest, alike_at_start(base[::-1], new[::-1]))
    old, come = base[first : len(base) - last], new[first : len(new) - last]
    found: list[Hunk] = []
    for start, end, words in changes(old, come):
        hunk = Hunk(first + start, first + end, words)
        found.append(moved_up(base, hunk, found[-1].end if found else 0))
    return found


def alike_at_start(one: list[str], other: list[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def changes(old: list[str], new: list[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Each stretch of `old` that differs, as (start, end, what stands there in `new`)."""
    at, to = 0, 0
    for i, j in [*pairs_of(old, new), (len(old), len(new))]:
        if at < i or to < j:
            yield at, i, tuple(new[to:j])
        if i < len(old) and old[i] != new[j]:
            yield i, i + 1, (new[j],)
        at, to = i + 1, j + 1


def pairs_of(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Which token became which, in order: as many alike as there can be, and the closest."""
    if not old or not new or len(old) * len(new) > MOST_PAIRS:
        return []
    kept, came = [words_in(one) for one in old], [words_in(one) for one in new]
    worth = [
        [closeness(a, b, p, q) for b, q in zip(new, came, strict=True)]
        for a, p in zip(old, kept, strict=True)
    ]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            pair = worth[i][j] and worth[i][j] + best[i + 1][j + 1]
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if worth[i][j] and best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def words_in(token: str) -> frozenset[str]:
    """Its words, less the mark of a list: a line that is lettered anew is still that line."""
    return frozenset(WORD.findall(LINE_MARK.sub("", token, count=1).lower()))


def closeness(old: str, new: str, kept: frozenset[str], came: frozenset[str]) -> float:
    """How much one token is the other; 0 when it is another one."""
    if old.isspace() or new.isspace():
        return 0 if not (old.isspace() and new.isspace()) else 0.1 if old == new else 0.01
    if old == new:
        return 3
    shared = 2 * len(kept & came) / (len(kept) + len(came) or 1)
    return shared if shared >= ALIKE else 0


def moved_up(base: list[str], hunk: Hunk, least: int) -> Hunk:
    """The same change as early as it may stand, so that the same place has one name for both."""
    start, end, words = hunk.start, hunk.end, hunk.words
    if words and start < end:
        return hunk
    while start > least and (words or base[start:end])[-1] == base[start - 1]:
        words = (words[-1], *words[:-1]) if words else ()
        start, end = start - 1, end - 1
    return Hunk(start, end, words)


def regions_of(mine: list[Hunk], theirs: list[Hunk]) -> Iterator[Region]:
    """The hunks of both in order, those together that are about the same words."""
    hunks = sorted(
        [(one, True) for one in mine] + [(one, False) for one in theirs],
        key=lambda found: (found[0].start, found[0].end),
    )
    held: Region | None = None
    for one, is_mine in hunks:
        if held is None or not held.takes_in(one):
            if held is not None:
                yield held
            held = Region(one.start, one.end, [], [])
        held.end = max(held.end, one.end)
        (held.mine if is_mine else held.theirs).append(one)
    if held is not None:
        yield held


def parts_of(base: list[str], regions: list[Region]) -> Iterator[str | Asked]:
    """The words that stand, and what is asked among them."""
    mine = any(is_weighty(base, one, one.mine) for one in regions)
    theirs = any(is_weighty(base, one, one.theirs) for one in regions)
    at = 0
    for one in regions:
        yield "".join(base[at : one.start])
        yield settled_or_asked(base, one, both_weighty=mine and theirs)
        at = one.end
    yield "".join(base[at:])


def settled_or_asked(base: list[str], one: Region, *, both_weighty: bool) -> str | Asked:
    before = "".join(base[one.start : one.end])
    mine, theirs = (applied(base, one, hunks) for hunks in (one.mine, one.theirs))
    if mine == theirs:
        return mine
    if one.mine and one.theirs:
        return Asked(before, mine, theirs)
    # A new sentence changes no number: it is asked about only when the other changed some too.
    changed = is_weighty(base, one, one.mine or one.theirs)
    if changed and (both_weighty or before.strip()):
        return Asked(before, mine, theirs)
    return mine if one.mine else theirs


def is_weighty(base: list[str], one: Region, hunks: list[Hunk]) -> bool:
    """Whether these hunks change a figure, a number, a date, or what denies."""
    before = "".join(base[one.start : one.end])
    return WEIGHTY.findall(before) != WEIGHTY.findall(applied(base, one, hunks))


def applied(base: list[str], one: Region, hunks: list[Hunk]) -> str:
    """The words of a region as one side left them."""
    found, at = "", one.start
    for hunk in hunks:
        found += "".join(base[at : hunk.start]) + "".join(hunk.words)
        at = hunk.end
    return found + "".join(base[at : one.end])


def holds_together(text: str, mine: str, theirs: str) -> bool:
    """Whether there are words at all, and no more marks that mark nothing than either has."""
    most = max(marks_left(mine), marks_left(theirs))
    return bool(text) and marks_left(text) <= most


def marks_left(source: str) -> int:
    """Marks of bold, links, lists and tables that stand as they were typed, and uneven rows."""
    uneven = sum(
        len(part.uneven) for part in stretches_of(clean(source)) if isinstance(part, WrittenTable)
    )
    lines = lines_of(parse_richtext(source))
    words = (words_of(each) for line in lines for each in (line, *notes_of(line)))
    return uneven + sum(len(MARKS_LEFT.findall(each)) for each in words)
