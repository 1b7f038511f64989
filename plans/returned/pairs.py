"""Which passage of what came back is which of what was sent: by words, and by marks where words
do not say otherwise."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from plans.compare.pairing import ALIKE, alike
from plans.returned.standing import Standing, canonical, said
from plans.richtext import parse_richtext

# A mark makes two passages one that have few words in common; two that share as many words as this
# beyond what the marked one does are more surely one.
MARKED = 0.5
# Above so many pairs, passages are weighed by their marks alone.
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
    marks_alone = len(before) * len(after) > MOST_WEIGHED
    for place, now in enumerate(after):
        for was in before:
            shared = bool(was.marks & now.marks)
            if was.is_heading != now.is_heading or (marks_alone and not shared):
                continue
            weight = MARKED * shared + alike(set(was.bag), set(now.bag))
            if weight >= ALIKE:
                yield (weight, -place), was, now


def put_together(pieces: Sequence[Standing], sent: Sequence[Standing]) -> tuple[Standing, ...]:
    """Pieces that follow each other and together are one passage of what was sent, as that one.

    A program that takes our styles for its own leaves the paragraphs and tables of a passage apart.
    """
    whole = {one.said for one in sent}
    begins: dict[str, list[str]] = {}
    for each in whole:
        begins.setdefault(each.split(" ", 1)[0], []).append(each)
    found: list[Standing] = []
    rest = list(pieces)
    while rest:
        count = _how_many(rest, whole, begins)
        found.append(_one(rest[:count]) if count > 1 else rest[0])
        del rest[:count]
    return tuple(found)


def _how_many(pieces: Sequence[Standing], whole: set[str], begins: dict[str, list[str]]) -> int:
    first = pieces[0]
    if first.is_heading or first.said in whole:
        return 1
    for each in begins.get(first.said.split(" ", 1)[0], ()):
        said = ""
        for count, piece in enumerate(pieces, start=1):
            said = f"{said} {piece.said}".strip()
            if piece.is_heading or piece.theme != first.theme or not each.startswith(said):
                break
            if said == each:
                return count
    return 1


def _one(pieces: Sequence[Standing]) -> Standing:
    words = "\n\n".join(piece.words for piece in pieces)
    blocks = parse_richtext(words)
    return replace(
        pieces[0],
        words=words,
        canonical=canonical(blocks),
        said=said(blocks),
        marks=frozenset().union(*(piece.marks for piece in pieces)),
        paragraphs=tuple(number for piece in pieces for number in piece.paragraphs),
        figures_marked=tuple(each for piece in pieces for each in piece.figures_marked),
    )
