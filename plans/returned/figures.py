"""The figures in words that came back: which of them stand, and which say another value now."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from plans.returned.standing import Span, Standing
from web.redline import Comparer

VALUE = re.compile(
    r"[-−]?[£€$]?\d[\d,]*(?:\.\d+)?\s?(?:%|bn\b|k\b|m\b|billion\b|million\b|per cent\b)?", re.ASCII
)
# What bold or a space puts beside a value.
AROUND = " \n*"
# No value that is printed is longer, with what it counts in.
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a figure is printed in words that came back; `after` is what stands there. `was_at` is
    where it was printed in the words that went out."""

    start: int
    end: int
    name: str
    before: str
    after: str
    was_at: int


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between the last words before a figure that stayed and the first after it.

    `exact` says that these are the very words beside it.
    """

    start: int
    end: int
    exact: bool


def mentions(was: Standing, now: Standing, keys: dict[str, int]) -> tuple[Mention, ...]:
    """Every figure of `was` that `now` still prints, with its own value or with another."""
    if not was.spans:
        return ()
    stretches = _same_stretches(was.words, now.words)
    found: list[Mention] = []
    changed: list[tuple[Gap, Span]] = []
    for span in was.spans:
        at = _stands(span, stretches)
        if at is None:
            changed.append((_gap(span, stretches, len(now.words)), span))
        else:
            start, end, name = span
            printed = was.words[start:end]
            found.append(Mention(at, at + end - start, name, printed, printed, start))
    for gap, group in groupby(changed, key=lambda each: each[0]):
        found += _in_gap(gap, [span for _, span in group], was, now, keys)
    return tuple(sorted(found, key=lambda each: each.start))


def with_names(words: str, found: Sequence[Mention]) -> str:
    """The words with each figure by its name."""
    for each in reversed(found):
        words = f"{words[: each.start]}{{figure:{each.name}}}{words[each.end :]}"
    return words


def _same_stretches(was: str, now: str) -> list[tuple[int, int, int]]:
    """Where in both texts each stretch that stayed begins, and its length."""
    found, at, to = [], 0, 0
    for part in Comparer().redline(was, now).parts:
        length = len(part.text)
        if part.kind == "same":
            found.append((at, to, length))
        at += length if part.kind != "inserted" else 0
        to += length if part.kind != "deleted" else 0
    return found


def _stands(span: Span, stretches: Sequence[tuple[int, int, int]]) -> int | None:
    start, end, _ = span
    for at, to, length in stretches:
        if at <= start and end <= at + length:
            return to + start - at
    return None


def _gap(span: Span, stretches: Sequence[tuple[int, int, int]], length_now: int) -> Gap:
    start, end, _ = span
    left, is_left = 0, start == 0
    right, is_right = length_now, False
    for at, to, length in stretches:
        if at < start:
            kept = min(length, start - at)
            left, is_left = to + kept, at + kept == start
    for at, to, length in reversed(stretches):
        if at + length > end:
            begins = max(at, end)
            right, is_right = to + begins - at, begins == end
    return Gap(left, max(left, right), is_left and is_right)


def _in_gap(
    gap: Gap, spans: Sequence[Span], was: Standing, now: Standing, keys: dict[str, int]
) -> list[Mention]:
    """The values in a gap, where there is one for each figure; else what marks say, or nothing."""
    text = now.words[gap.start : gap.end]
    values = list(VALUE.finditer(text))
    if len(spans) == 1:
        [(start, end, name)] = spans
        printed = was.words[start:end]
        said = text.strip(AROUND)
        if (stands := _alone(printed, text)) is not None:
            said, begins = printed, gap.start + stands
        else:
            begins = gap.start + len(text) - len(text.lstrip(AROUND))
        if said == printed or (gap.exact and values and len(said) <= LONGEST):
            return [Mention(begins, begins + len(said), name, printed, said, start)]
    if len(values) == len(spans):
        return [
            Mention(
                gap.start + each.start(),
                gap.start + each.start() + len(each[0].rstrip()),
                name,
                was.words[start:end],
                each[0].rstrip(),
                start,
            )
            for each, (start, end, name) in zip(values, spans, strict=True)
        ]
    found = []
    for start, end, name in spans:
        marked = [said for key, said in now.figures_marked if key == keys.get(name)]
        for said in marked:
            if VALUE.search(said) and text.count(said) == 1:
                begins = gap.start + text.index(said)
                printed, ends = was.words[start:end], begins + len(said)
                found.append(Mention(begins, ends, name, printed, said, start))
    return [
        each for each in found if not any(_overlap(each, one) for one in found if one is not each)
    ]


def _alone(printed: str, text: str) -> int | None:
    """Where a value stands once in a text, and not as part of a longer number or word."""
    places = list(re.finditer(rf"(?<![\w.,]){re.escape(printed)}(?!\w|[.,]\d)", text))
    return places[0].start() if len(places) == 1 and printed.strip() else None


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end
