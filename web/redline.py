"""Two texts compared word by word, in bounded time."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Literal

from diff_match_patch import diff_match_patch

# What is drawn into the sign before it: accents, variants, keycaps, the colour of skin, tags.
DRAWN_IN = (
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f"
    r"\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    r"\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
)
FLAG = r"[\U0001f1e6-\U0001f1ff]{2}"
# One sign as people see it: a family is several, joined.
SIGN = rf"(?:{FLAG}|.){DRAWN_IN}*(?:\u200d.{DRAWN_IN}*)*"
LETTERS = rf"(?:\w|{DRAWN_IN})+"
# A word with what belongs inside it (£96.4m, 2024/25, council's), a run of space, or one sign.
TOKENS = re.compile(
    rf"\s+{DRAWN_IN}*|[\w£€$](?:[\w£€$]|{DRAWN_IN})*(?:[.,'’/:-]{LETTERS})*%?|{SIGN}", re.DOTALL
)
# Codes from here up are whole and never surrogates: room for a million different words.
FIRST_CODE = 0xE000
MOST_CODES = 0x110000 - FIRST_CODE
# Below this share of words in common, marks would hide both texts.
ENOUGH_IN_COMMON = 0.15
SECONDS_FOR_ONE = 0.4


@dataclass(frozen=True, slots=True)
class DiffSegment:
    """Same and deleted stretches make the old text, same and inserted ones the new."""

    kind: Literal["same", "inserted", "deleted"]
    text: str


@dataclass(frozen=True, slots=True)
class Redline:
    """`whole` when they are too different to mark word by word: then each is one part."""

    parts: tuple[DiffSegment, ...]
    whole: bool = False


class Comparer:
    """Compares any number of texts within about `seconds` altogether; past that, only whole."""

    def __init__(self, seconds: float = 1.0) -> None:
        self.ends = monotonic() + seconds

    def redline(self, before: str, after: str) -> Redline:
        """What became of the words of `before` in `after`."""
        if before == after:
            return Redline(_parts([("same", before)]))
        left = self.ends - monotonic()
        if not (before and after) or left <= 0:
            return _whole(before, after)
        old, new, words = _coded(TOKENS.findall(before), TOKENS.findall(after))
        if len(words) > MOST_CODES:
            return _whole(before, after)
        found = _Differ(min(left, SECONDS_FOR_ONE)).compared(old, new)
        common = sum(len(codes) for kind, codes in found if kind == 0)
        if common < ENOUGH_IN_COMMON * max(len(old), len(new)):
            return _whole(before, after)
        return Redline(_parts((KINDS[kind], _decoded(codes, words)) for kind, codes in found))

    def aligned(
        self, before: Sequence[str], after: Sequence[str]
    ) -> Iterator[tuple[int | None, int | None]]:
        """Places of equal items as pairs, in order; between them what only one of the two has."""
        codes = {item: chr(FIRST_CODE + n) for n, item in enumerate({*before, *after})}
        left = self.ends - monotonic()
        differ = _Differ(min(max(left, 0.001), SECONDS_FOR_ONE))
        old, new = ("".join(codes[item] for item in items) for items in (before, after))
        was = now = 0
        for kind, items in differ.diff_main(old, new, checklines=False):
            for _ in items:
                yield (None if kind > 0 else was), (None if kind < 0 else now)
                was += kind <= 0
                now += kind >= 0


Kind = Literal["same", "inserted", "deleted"]
KINDS: dict[int, Kind] = {0: "same", 1: "inserted", -1: "deleted"}


class _Differ(diff_match_patch):
    """diff-match-patch held to a deadline on any text."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.Diff_Timeout = seconds

    # Three refinements are not used: on repetitive text each takes quadratic time and heeds no
    # deadline, and the last two look at letters, where our characters are whole words.
    def diff_halfMatch(self, text1: str, text2: str) -> None:
        """No shortcut."""

    def diff_cleanupSemanticLossless(self, diffs: list[tuple[int, str]]) -> None:
        """No shifting."""

    def diff_commonOverlap(self, text1: str, text2: str) -> int:
        """No overlap."""
        return 0

    def compared(self, old: str, new: str) -> list[tuple[int, str]]:
        found = self.diff_main(old, new, checklines=False)
        self.diff_cleanupSemantic(found)
        return found


def _coded(old: list[str], new: list[str]) -> tuple[str, str, list[str]]:
    """Each text with one character for each word, and the words those stand for."""
    codes = {word: code for code, word in enumerate(dict.fromkeys([*old, *new]))}
    if len(codes) > MOST_CODES:
        return "", "", list(codes)
    return (
        "".join(chr(FIRST_CODE + codes[word]) for word in old),
        "".join(chr(FIRST_CODE + codes[word]) for word in new),
        list(codes),
    )


def _decoded(codes: str, words: list[str]) -> str:
    return "".join(words[ord(code) - FIRST_CODE] for code in codes)


def _whole(before: str, after: str) -> Redline:
    """One text empty is an insertion or a deletion; neither is, and they are too different."""
    parts = _parts([("deleted", before), ("inserted", after)])
    return Redline(parts, whole=bool(before and after))


def _parts(found: Iterable[tuple[Kind, str]]) -> tuple[DiffSegment, ...]:
    return tuple(DiffSegment(kind, text) for kind, text in found if text)
