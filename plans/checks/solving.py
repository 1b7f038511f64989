"""The fewest numbers whose change makes every sum of a table agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

Cell = tuple[int, int]
# Numbers that may be wrong at once; of more than that nobody could say which.
MOST_WRONG = 3
# Sets of cells that are tried before a table counts as too large for it.
MOST_TRIED = 6_000


@dataclass(frozen=True, slots=True)
class Sum:
    """What one total should come to; `off` is the total less its parts, `slack` what rounding
    allows, both in the unit of the table."""

    total: Cell
    parts: tuple[Cell, ...]
    off: Fraction
    slack: Fraction

    @property
    def agrees(self) -> bool:
        return abs(self.off) <= self.slack

    def weight(self, cell: Cell) -> int:
        """By how much `off` grows where the cell grows by one."""
        return 1 if cell == self.total else -1 if cell in self.parts else 0


# Weights of the unknown changes, and the least and the most that they may come to.
Bound = tuple[tuple[Fraction, ...], Fraction, Fraction]


def smallest_sets(sums: Sequence[Sum]) -> list[tuple[Cell, ...]]:
    """Every smallest set of cells by whose change all sums agree; none where it is not found."""
    cells = sorted({cell for one in sums for cell in (one.total, *one.parts)})
    wrong = [{one.total, *one.parts} for one in sums if not one.agrees]
    tried = 0
    for size in range(1, MOST_WRONG + 1):
        found = []
        for some in combinations(cells, size):
            tried += 1
            if tried > MOST_TRIED:
                return []
            if all(not one.isdisjoint(some) for one in wrong) and can_agree(sums, some):
                found.append(some)
        if found:
            return found
    return []


def can_agree(sums: Sequence[Sum], cells: tuple[Cell, ...]) -> bool:
    """Whether some change of these cells brings each sum within what rounding allows.

    Sums in which none of them stands are not asked: whoever asks has seen that these agree.
    """
    weighed = ((tuple(Fraction(one.weight(cell)) for cell in cells), one) for one in sums)
    bounds = [
        (weights, -one.off - one.slack, -one.off + one.slack)
        for weights, one in weighed
        if any(weights)
    ]
    for _ in cells:
        bounds = list(without_first(bounds))
    return all(least <= 0 <= most for _, least, most in bounds)


def without_first(bounds: list[Bound]) -> Iterator[Bound]:
    """The bounds that remain for the other unknowns (Fourier and Motzkin's elimination)."""
    among: list[Bound] = []
    for weights, least, most in bounds:
        first, others = weights[0], weights[1:]
        if not first:
            yield others, least, most
        else:
            low, high = sorted((least / first, most / first))
            among.append((tuple(one / first for one in others), low, high))
    for (left, low, high), (right, lower, higher) in combinations(among, 2):
        rest = tuple(a - b for a, b in zip(left, right, strict=True))
        yield rest, low - higher, high - lower
