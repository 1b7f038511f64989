"""What an import left aside, grouped so that a person can look it over and put it back."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from plans.importing.boilerplate import NO_WORDS
from plans.importing.line_outcomes import LineOutcome
from plans.importing.page_line import LEFT_OUT
from plans.importing.plan import ImportedPlan

SHOWN = 200


@dataclass(frozen=True, slots=True)
class LeftAside:
    """Lines that stand or fall together: the same words again, or one annex."""

    numbers: tuple[int, ...]
    words: str
    why: str


def left_aside(imported: ImportedPlan) -> tuple[LeftAside, ...]:
    """Everything with words that is not in the plan, but what its author hid or deleted."""
    groups: dict[tuple[str, str], list[LineOutcome]] = {}
    for line in imported.lines:
        if _may_come_back(line):
            words = line.text.strip() if line.fate == "furniture" else ""
            groups.setdefault((words, line.where), []).append(line)
    return tuple(_group(why, lines) for (_, why), lines in groups.items())


def _may_come_back(line: LineOutcome) -> bool:
    aside = line.fate in ("furniture", "left out") and line.where not in LEFT_OUT
    return aside and not NO_WORDS.fullmatch(line.text.strip())


def _group(why: str, lines: list[LineOutcome]) -> LeftAside:
    words = lines[0].text.strip()
    alike = all(line.text.strip() == words for line in lines)
    if len(words) > SHOWN:
        words = f"{words[:SHOWN]}…"
    if len(lines) > 1:
        words = f"{words} ({len(lines):,} {'times' if alike else 'lines, this is the first'})"
    return LeftAside(tuple(line.number for line in lines), words, why)


def numbers_of(aside: Collection[LeftAside], chosen: Collection[str]) -> Iterator[int]:
    """The numbers of all lines of the groups chosen by the number of their first line."""
    for group in aside:
        if str(group.numbers[0]) in chosen:
            yield from group.numbers
