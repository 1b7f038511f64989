"""Which passage of what came back is which of what was sent: by words, and by marks where words
do not say otherwise."""

from collections.abc import Callable, Iterator, Sequence

from plans.compare.pairing import ALIKE, alike
from plans.returned.standing import Standing

# A mark makes two passages one that have few words in common; two that share as many words as this
# beyond what the marked one does are more surely one.
MARKED = 0.5
# So few words make no passage another one: "and", "of the".
MOST_WEIGHED = 250_000


def paired(before: Sequence[Standing], after: Sequence[Standing]) -> dict[int, Standing]:
    """What each passage of `after` was, by its id; each of `before` is one of them at most."""
    found: dict[int, Standing] = {}
    taken: set[int] = set()

    def take(was: Standing, now: Standing) -> None:
        found[now.id] = was
        taken.add(was.id)

    same: tuple[Callable[[Standing, Standing], bool], ...] = (
        lambda was, now: bool(was.marks & now.marks),
        lambda was, now: was.theme == now.theme,
        lambda was, now: True,
    )
    by_words: dict[tuple[bool, str], list[Standing]] = {}
    for was in before:
        by_words.setdefault((was.is_heading, was.said), []).append(was)
    for holds in same:
        for now in after:
            if now.id in found:
                continue
            alike_ones = by_words.get((now.is_heading, now.said), [])
            free = (one for one in alike_ones if one.id not in taken and holds(one, now))
            if equal := next(free, None):
                take(equal, now)
    left = [one for one in before if one.id not in taken]
    for _, was, now in sorted(
        _weighed(left, [one for one in after if one.id not in found]),
        key=lambda each: each[0],
        reverse=True,
    ):
        if was.id not in taken and now.id not in found:
            take(was, now)
    return found


def _weighed(
    before: Sequence[Standing], after: Sequence[Standing]
) -> Iterator[tuple[tuple[float, int], Standing, Standing]]:
    """Two passages that may be one, with how likely; the earlier first of what is as likely."""
    by_mark = len(before) * len(after) > MOST_WEIGHED
    for place, now in enumerate(after):
        for was in before:
            shared = bool(was.marks & now.marks)
            if was.is_heading != now.is_heading or (by_mark and not shared):
                continue
            weight = MARKED * shared + alike(set(was.bag), set(now.bag))
            if weight >= ALIKE:
                yield (weight, -place), was, now
