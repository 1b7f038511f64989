"""Which item of one version is which of the other, and which of them moved."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

# As alike as this, and two paragraphs without a common id are one paragraph reworded.
ALIKE = 0.5
MOST_PAIRS_WEIGHED = 60_000


class Item(Protocol):
    """Anything a document numbers for good."""

    @property
    def id(self) -> int: ...


T = TypeVar("T", bound=Item)


class Pairing(Generic[T]):
    """Items of one kind before and after, paired by id, then by equal words, then by likeness."""

    def __init__(self, before: Iterable[T], after: Iterable[T], words: Callable[[T], str]) -> None:
        self.words = words
        old, new = list(before), list(after)
        self.old_of: dict[int, T] = {}
        known = {item.id: item for item in old}
        for item in new:
            if item.id in known:
                self.old_of[item.id] = known[item.id]
        self._pair_equal(old, new)
        self._pair_alike(old, new)
        self.kept = {item.id for item in self.old_of.values()}

    def was(self, item: T) -> T | None:
        """The same item before, if there was one."""
        return self.old_of.get(item.id)

    def woven(self, before: Sequence[T], after: Sequence[T]) -> Iterator[tuple[T | None, T | None]]:
        """Pairs as they are read now, each removed item where it stood."""
        here = {old.id for item in after if (old := self.was(item))}
        gone: dict[int | None, list[T]] = {}
        anchor = None
        for item in before:
            if item.id in here:
                anchor = item.id
            elif item.id not in self.kept:
                gone.setdefault(anchor, []).append(item)
        yield from ((item, None) for item in gone.get(None, ()))
        for item in after:
            old = self.was(item)
            yield old, item
            yield from ((left, None) for left in gone.get(old.id if old else None, ()) if old)

    def moved(self, before: Sequence[T], after: Sequence[T]) -> set[int]:
        """Ids, as they are now, of those that came from elsewhere and the fewest out of order."""
        place = {item.id: position for position, item in enumerate(before)}
        paired = [(item.id, old) for item in after if (old := self.was(item))]
        elsewhere = {now for now, old in paired if old.id not in place}
        stayed = [(now, place[old.id]) for now, old in paired if old.id in place]
        kept = longest_rising([position for _, position in stayed])
        return elsewhere | {now for index, (now, _) in enumerate(stayed) if index not in kept}

    def _left(self, old: list[T], new: list[T]) -> tuple[list[T], list[T]]:
        taken = {item.id for item in self.old_of.values()}
        return (
            [item for item in old if item.id not in taken],
            [item for item in new if item.id not in self.old_of],
        )

    def _pair_equal(self, old: list[T], new: list[T]) -> None:
        waiting: dict[str, list[T]] = {}
        lonely, fresh = self._left(old, new)
        for item in lonely:
            waiting.setdefault(self.words(item), []).append(item)
        for item in fresh:
            if same := waiting.get(self.words(item)):
                self.old_of[item.id] = same.pop(0)

    def _pair_alike(self, old: list[T], new: list[T]) -> None:
        """The most alike first."""
        lonely, fresh = self._left(old, new)
        if len(lonely) * len(fresh) > MOST_PAIRS_WEIGHED:
            return
        olds = [(item, set(self.words(item).split())) for item in lonely]
        news = [(item, set(self.words(item).split())) for item in fresh]
        weighed = [
            (likeness, -place, past, item)
            for place, (item, now) in enumerate(news)
            for past, then in olds
            if (likeness := alike(then, now)) >= ALIKE
        ]
        taken: set[int] = set()
        for _, _, past, item in sorted(weighed, key=lambda found: found[:2], reverse=True):
            if past.id not in taken and item.id not in self.old_of:
                self.old_of[item.id] = past
                taken.add(past.id)


def alike(one: set[str], other: set[str]) -> float:
    """The share of words in common, from 0 to 1."""
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """Indexes of a longest rising run through `numbers`, in n log n steps."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int | None] = []
    for index, number in enumerate(numbers):
        length = bisect_left(tails, number)
        tails[length : length + 1] = [number]
        ends[length : length + 1] = [index]
        previous.append(ends[length - 1] if length else None)
    chosen: set[int] = set()
    step = ends[-1] if ends else None
    while step is not None:
        chosen.add(step)
        step = previous[step]
    return chosen
