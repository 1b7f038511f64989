"""What a person says of the lines of a text, stretch by stretch: where they go, or why not.

A later word about a line stands instead of an earlier one. What an author hid, struck out or
deleted, and lines without words, are nobody's to place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plans.importing.boilerplate import NO_WORDS
from plans.importing.page_line import LEFT_OUT
from plans.importing.source import SourceLine

# Where a stretch goes, beside the key of a theme that is asked for.
INTRODUCTION, LEAVE_OUT, JOIN, AS_READ = "introduction", "leave out", "join", "as read"
# How a line that a person left out is told of.
BY_YOU = "left out by you: "

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing said of the lines within `spans`, by their numbers, both ends among them."""

    spans: tuple[Span, ...]
    where: str
    why: str = ""

    def is_about(self, number: int) -> bool:
        return any(first <= number <= last for first, last in self.spans)


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of one line.

    `theme` counts from 1, 0 is the introduction, and None leaves it where the text has it; `out` is
    why it is left out; a `joined` line goes on from the one before it.
    """

    theme: int | None = None
    out: str = ""
    joined: bool = False

    @property
    def moves(self) -> bool:
        return self.theme is not None or bool(self.out)


NOTHING_TOLD = Told()


def may_be_told(line: SourceLine) -> bool:
    """Whether a person may say where the line goes."""
    return line.part not in LEFT_OUT and not NO_WORDS.fullmatch(line.text.strip())


def told_of(
    lines: Sequence[SourceLine], steps: Sequence[Step], keys: Sequence[str]
) -> dict[int, Told]:
    """What stands of all that was said, by line number; `keys` are the themes', in their order.

    What was said of a theme that is not asked for any more says nothing.
    """
    found: dict[int, Told] = {}
    for step in steps:
        about = [line.number for line in lines if may_be_told(line) and step.is_about(line.number)]
        for place, number in enumerate(about):
            held = found.get(number, NOTHING_TOLD)
            found[number] = said(step, held, keys, joined=place > 0)
    return {number: told for number, told in found.items() if told != NOTHING_TOLD}


def said(step: Step, held: Told, keys: Sequence[str], *, joined: bool) -> Told:
    if step.where == JOIN:
        return replace(held, joined=joined)
    if step.where == LEAVE_OUT:
        return replace(held, theme=None, out=f"{BY_YOU}{step.why}")
    if step.where == INTRODUCTION:
        return replace(held, theme=0, out="")
    if step.where in keys:
        return replace(held, theme=list(keys).index(step.where) + 1, out="")
    return NOTHING_TOLD if step.where == AS_READ else held


def spans_of(numbers: Sequence[int], lines: Sequence[SourceLine]) -> tuple[Span, ...]:
    """Lines chosen one by one, as stretches of lines that follow each other in the text."""
    return tuple(_runs(sorted(numbers), {line.number: n for n, line in enumerate(lines)}))


def _runs(numbers: Sequence[int], place: Mapping[int, int]) -> Iterator[Span]:
    first = last = None
    for number in numbers:
        if last is not None and place[number] == place[last] + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last
