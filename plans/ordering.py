"""Places in an order, spaced so that putting a thing between two others moves only that thing."""

from collections.abc import Sequence

STEP = 1024


def last_place(places: Sequence[int]) -> int:
    """A place after all of `places`."""
    return max(places, default=0) + STEP


def place_at(places: Sequence[int], position: int) -> int | None:
    """A free place so that the new thing stands at `position` (0 is first) among sorted `places`.

    None when its neighbours leave no room: the order must be spaced out first.
    """
    position = max(0, min(position, len(places)))
    before = places[position - 1] if position else None
    after = places[position] if position < len(places) else None
    if before is None and after is None:
        return STEP
    if before is None:
        return after - STEP if after is not None else STEP
    if after is None:
        return before + STEP
    middle = (before + after) // 2
    return middle if before < middle < after else None


def evenly_spaced(count: int) -> list[int]:
    """Fresh places for `count` things."""
    return [STEP * (position + 1) for position in range(count)]
