"""Where the plan begins and ends among a report before it and the annexes after it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plans.importing.lines import classify
from plans.importing.matching import Themes
from plans.importing.source import SourceLine

ANNEX = re.compile(
    r"(?:#+\s*)?\W{0,4}((?:annexe?|appendix|schedule)\s+(?:[A-Z]|\d{1,2}))\b[*_\"'”’)]{0,3}\s*([-.:–—]*)\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
REPORT_WORDS = re.compile(
    r"\b(?:report for|report author|recommendations?\b|background papers|financial implications"
    r"|legal implications|statutory comments|wards affected|decision maker)",
    re.IGNORECASE,
)
HEADING_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines `start` to `stop` (exclusive), and the annex heading they stand under, if any."""

    start: int
    stop: int
    name: str = ""
    title: str = ""
    plan: bool = False
    left_out: str = ""


def stretches(lines: Sequence[SourceLine], themes: Themes) -> tuple[Stretch, ...]:
    """The source cut at its annex headings: one stretch is the plan, the rest left out or open."""
    cut = list(_cut(lines))
    if len(cut) == 1:
        return (replace(cut[0], plan=True),)
    chosen = max(cut, key=lambda each: (_likeness(lines, each, themes), -each.start))
    return tuple(_judged(lines, each, chosen) for each in cut)


def letter_stretch(lines: Sequence[SourceLine]) -> Stretch:
    """The stretch that is a letter with questions; all the lines where none stands out."""
    letters = [each for each in _cut(lines) if is_letter(lines[each.start : each.stop])]
    return letters[0] if letters else Stretch(0, len(lines))


def is_letter(lines: Sequence[SourceLine]) -> bool:
    """A greeting and a list of questions: the commission itself, annexed to the plan."""
    words = [line.text.strip().lower() for line in lines]
    questions = sum(each.rstrip("; ").endswith("?") for each in words)
    asks = any(each.startswith("questions to consider") for each in words) or questions >= 3
    return asks and any(each.startswith("dear ") for each in words)


def _cut(lines: Sequence[SourceLine]) -> Iterator[Stretch]:
    """A contents page names each annex first: the last mention is where it begins."""
    headings = {}
    for place, line in enumerate(lines):
        if found := _annex(line):
            headings[found[0].lower()] = (place, *found)
    start, name, title = 0, "", ""
    for place, next_name, next_title in sorted(headings.values()):
        if place > start:
            yield Stretch(start, place, name, title)
        start, name, title = place, next_name, next_title
    yield Stretch(start, len(lines), name, title)


def _annex(line: SourceLine) -> tuple[str, str] | None:
    """ "Annex A" and "Annex A: The letter", not "Annex A sets out the letter."."""
    if len(line.text) > HEADING_LENGTH or not (found := ANNEX.fullmatch(line.text.strip())):
        return None
    name, mark, title = found.groups()
    sentence = title and not mark and not line.text.lstrip().startswith("#")
    return None if sentence or "...." in title else (name, title.strip(" *"))


def _likeness(lines: Sequence[SourceLine], stretch: Stretch, themes: Themes) -> int:
    """How much a stretch resembles the plan: its themes' headings, and a title that says so."""
    inside = lines[stretch.start : stretch.stop]
    if is_letter(inside):
        return -1
    found = set()
    for line in inside:
        read = classify(line.number, line.text)
        short = len(read.text) <= HEADING_LENGTH and read.kind in ("words", "heading", "number")
        if short and (match := themes.match(read.text.replace("**", ""))):
            found.add((match.named, match.theme))
    return 2 * len(found) + 3 * _names_a_plan(stretch)


def _names_a_plan(stretch: Stretch) -> bool:
    return bool(re.search(r"\bplan\b", stretch.title, re.IGNORECASE))


def _judged(lines: Sequence[SourceLine], stretch: Stretch, chosen: Stretch) -> Stretch:
    inside = lines[stretch.start : stretch.stop]
    left_out = ""
    if stretch.start == chosen.start:
        return replace(stretch, plan=True)
    if is_letter(inside):
        named = f"{stretch.name}, the letter" if stretch.name else "The letter"
        left_out = f"{named}, not part of the plan"
    elif stretch.stop <= chosen.start and (_names_a_plan(chosen) or _is_report(inside)):
        left_out = "the report before the plan"
    return replace(stretch, left_out=left_out)


def _is_report(lines: Sequence[SourceLine]) -> bool:
    found = (match[0].lower() for line in lines for match in REPORT_WORDS.finditer(line.text))
    return len(set(found)) >= 2
