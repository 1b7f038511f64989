"""What became of each line of a source: placed, furniture, left out, or still unplaced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from plans.importing.passages import ImportedPassage
from plans.importing.source import Source

Fate = Literal["placed", "furniture", "left out", "unplaced"]
TO_BE_PLACED = "to be placed by you"


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """What became of one line of the source, and where its words are now."""

    number: int
    text: str
    fate: Fate
    where: str


@dataclass
class LineOutcomes:
    """The fates given so far, by line number; a line may be placed in several places."""

    given: dict[int, tuple[Fate, str]] = field(default_factory=dict)

    def place(self, number: int, where: str) -> None:
        held = self.given.get(number)
        if held and held[0] == "placed":
            where = held[1] if where in held[1].split("; ") else f"{held[1]}; {where}"
        self.given[number] = ("placed", where)

    def tell(self, name: str, passages: Sequence[ImportedPassage]) -> None:
        """Where each line went, in the words the person will see on the page."""
        went: dict[int, list[str]] = {}
        count = 0
        for passage in passages:
            count += passage.kind == "paragraph"
            place = (
                f"paragraph {count}" if passage.kind == "paragraph" else f"heading “{passage.body}”"
            )
            for number in passage.source_lines:
                went.setdefault(number, []).append(place)
        for number, places in went.items():
            self.place(number, f"{name}, {_span(places)}")

    def furniture(self, found: Mapping[int, str]) -> None:
        self.given.update({number: ("furniture", what) for number, what in found.items()})

    def leave_out(self, number: int, why: str) -> None:
        self.given[number] = ("left out", why)

    def of(
        self, source: Source, otherwise: tuple[Fate, str] = ("unplaced", TO_BE_PLACED)
    ) -> tuple[LineOutcome, ...]:
        """One fate for each line: nothing is dropped silently."""
        return tuple(
            LineOutcome(line.number, line.text, *self.given.get(line.number, otherwise))
            for line in source.text_lines
        )


def _span(places: list[str]) -> str:
    """ "paragraphs 1 to 5" for a line that held five of them."""
    if len(places) == 1:
        return places[0]
    first, last = places[0], places[-1]
    if first.startswith("paragraph") and last.startswith("paragraph"):
        return f"paragraphs {first.split()[1]} to {last.split()[1]}"
    return f"{first} to {last}"
