"""A council's form of reports, read from what was typed: a line for each heading.

A line is a heading, a colon, and the parts that stand under it: "Financial and legal: financial,
legal". A part's name alone is its own heading.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from councils.report_forms.blocks import BLOCKS, BY_CODE, BY_NAME
from web.errors import Refused

# Where a heading stands; each is a box of the form.
FRONT, OPENING, NUMBERED = PLACES = ("front", "opening", "numbered")
MOST_LINES, LONGEST_HEADING = 60, 200
# So much of a line as tells which is meant, and so many faults as somebody puts right at a time.
SHOWN, MOST_FAULTS = 60, 20


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the codes of the parts under it, in order."""

    title: str
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The front table, the sections without numbers, then those with; `numbering` says how far."""

    front: tuple[Heading, ...]
    opening: tuple[Heading, ...]
    numbered: tuple[Heading, ...]
    numbering: str

    @property
    def codes(self) -> tuple[str, ...]:
        """Every part in the order it is read."""
        headings = (*self.front, *self.opening, *self.numbered)
        return tuple(code for one in headings for code in one.blocks)

    def name_of(self, code: str) -> str:
        """The heading over a part, with the part's name where others share it; "" without a place.

        Two headings in the same words are told apart by their parts too.
        """
        headings = (*self.front, *self.opening, *self.numbered)
        titles = [one.title.casefold() for one in headings]
        for one in headings:
            if code in one.blocks:
                alone = len(one.blocks) == 1 and titles.count(one.title.casefold()) == 1
                return one.title if alone else f"{one.title} ({BY_CODE[code].name})"
        return ""


def layout_of(typed: Mapping[str, str], numbering: str) -> Layout:
    """The layout that was typed, by box; refused where something is wrong with it."""
    for fault in faults_of(typed):
        raise fault
    front, opening, numbered = (tuple(_headings(typed[place])) for place in PLACES)
    return Layout(front, opening, numbered, numbering)


def faults_of(typed: Mapping[str, str]) -> Iterator[Refused]:
    """What is wrong with what was typed, each at its box, with what to do."""
    seen: dict[str, str] = {}
    for place in PLACES:
        lines = _lines(typed.get(place, ""))
        if len(lines) > MOST_LINES:
            yield Refused(f"Take out lines: {MOST_LINES} are the most.", field=place)
            continue
        for line in lines:
            yield from _faults_of_line(line, place, seen)
    if not seen:
        yield Refused(
            "This form has no part. Add a line, or begin with an example.", field=NUMBERED
        )
    elif missing := [one for one in BLOCKS if one.needed and one.code not in seen]:
        names = "; ".join(f"“{one.label}: {one.name}”" for one in missing)
        yield Refused(f"These have no place yet. Add a line for each: {names}.", field=NUMBERED)


def _faults_of_line(line: str, place: str, seen: dict[str, str]) -> Iterator[Refused]:
    title, names = _split(line)
    begins, heading = line[:SHOWN], title[:SHOWN]
    if not title or len(title) > LONGEST_HEADING:
        why = f"Begin “{begins}” with a heading of at most {LONGEST_HEADING} characters."
        yield Refused(why, field=place)
    if place == FRONT and len(names) > 1:
        yield Refused(
            f"“{heading}” has {len(names)} parts. A row of the front table has one: give each its "
            "own line, or move the line to the sections.",
            field=place,
        )
    for name in names:
        block = BY_NAME.get(name.casefold())
        if block is None:
            yield Refused(
                f"“{name[:SHOWN]}”, in “{begins}”, is no part of a report. Choose one from the "
                "list of parts on this page.",
                field=place,
            )
            continue
        if block.code in seen:
            yield Refused(
                f"“{block.label}” stands twice: under “{seen[block.code]}” and under “{heading}”. "
                "Take one of them out.",
                field=place,
            )
        elif place == FRONT and not block.fits_front:
            yield Refused(
                f"“{block.label}” does not fit in the front table. Move its line to the sections.",
                field=place,
            )
        seen.setdefault(block.code, heading)


def _headings(text: str) -> Iterator[Heading]:
    for line in _lines(text):
        title, names = _split(line)
        yield Heading(title, tuple(BY_NAME[name.casefold()].code for name in names))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _split(line: str) -> tuple[str, list[str]]:
    """The heading and the names of its parts; a heading may have colons of its own."""
    title, colon, rest = line.rpartition(":")
    if not colon:
        return line, [line]
    return title.strip(), [" ".join(name.split()) for name in rest.split(",")]
