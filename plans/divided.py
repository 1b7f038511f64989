"""Words that somebody would have in a paragraph, divided as the paragraph itself is split.

Plain functions of sources: where a split falls in words that are not those that are split.
"""

from itertools import accumulate

from plans.merging import alike_at_start, pairs_of, tokens_of
from plans.splitting import SplitPlace, printed
from web.text import clean


def divided(words: str, place: SplitPlace, whole: str) -> tuple[str, str] | None:
    """`words` in two, for the two parts of `whole`; None where some are for both.

    A sentence that is new between the two goes to the first, or to that of the two which lost
    one there.
    """
    base, new = tokens_of(whole), tokens_of(words)
    edge = list(accumulate(map(len, base), initial=0)).index(place.at)
    pairs = [pair for pair in alike_in(base, new) if base[pair[0]].strip()]
    last = max((pair for pair in pairs if pair[0] < edge), default=(-1, -1))
    then = min((pair for pair in pairs if pair[0] >= edge), default=(len(base), len(new)))
    lost_first, lost_second = (
        is_said(base[start:end]) for start, end in ((last[0] + 1, edge), (edge, then[0]))
    )
    if is_said(new[last[1] + 1 : then[1]]) and lost_first and lost_second:
        return None
    cut = last[1] + 1 if lost_second else then[1]
    first, second = clean("".join(new[:cut])).rstrip(), clean("".join(new[cut:])).lstrip("\n")
    return (first, second) if printed(first) + printed(second) == printed(words) else None


def alike_in(base: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Which sentence of one became which of the other, in order."""
    first = alike_at_start(base, new)
    last = alike_at_start(base[first:][::-1], new[first:][::-1])
    end, stop = len(base) - last, len(new) - last
    between = pairs_of(base[first:end], new[first:stop])
    return [
        *((at, at) for at in range(first)),
        *((first + i, first + j) for i, j in between),
        *((end + n, stop + n) for n in range(last)),
    ]


def is_said(tokens: list[str]) -> bool:
    return any(one.strip() for one in tokens)
