"""One name spelled two ways: "Asset Swop" and "Asset Swap", "e-mail" and "email".

Careful rather than keen: only names of two words and more that differ in one letter of one word,
words that stand both with a hyphen and joined, and the two endings of one verb.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, takewhile

from plans.checks.findings import Finding, Place, texts_of
from plans.document import Document

WORD = re.compile(r"[A-Za-z]+(?:[-’'][A-Za-z]+)*")
SMALL = ("of", "and", "the", "for", "in", "to", "on", "&")
CAPITAL = r"[A-Z](?:[A-Za-z’'-]*[A-Za-z])"
NAME = re.compile(rf"\b{CAPITAL}(?:[ ](?:(?:{'|'.join(SMALL)})[ ])*{CAPITAL})+")
ENDINGS = re.compile(r"^([a-z]{3,})(is|iz)(e|ed|es|er|ers|ing|ation|ations)$")
# A word this short differs from many by one letter.
SHORTEST = 4
# Names whose words are compared with each other; a plan has some dozens.
MOST_NAMES = 400


def spellings(document: Document) -> Iterator[Finding]:
    """Each name that stands in two spellings, with how often each is used."""
    texts = list(texts_of(document))
    words = Counter(word for one in texts for word in WORD.findall(one.text))
    names = Counter(name for one in texts for name in NAME.findall(one.text))
    pairs = {
        **dict.fromkeys((*hyphened(words), *endings(words)), words),
        **dict.fromkeys(names_alike(names), names),
    }
    for pair, counted in pairs.items():
        usual, other = sorted(pair, key=lambda one: (-counted[one], one))
        where = next((one.place for one in texts if stands_in(other, one.text)), Place())
        times = "once" if counted[other] == 1 else f"{counted[other]} times"
        yield Finding(
            "spelled_two_ways",
            where,
            f"“{other}” stands here {times}, and “{usual}” elsewhere. If they are one, spell it "
            "one way.",
            other,
        )


def stands_in(word: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def hyphened(words: Counter[str]) -> Iterator[tuple[str, str]]:
    """Words with a hyphen that stand joined as well, whatever their capitals."""
    joined = {word.casefold(): word for word in words if "-" not in word}
    for word in sorted(words):
        other = joined.get(word.replace("-", "").casefold()) if "-" in word else None
        if other:
            yield word, other


def endings(words: Counter[str]) -> Iterator[tuple[str, str]]:
    """Words in -ise and in -ize of one stem."""
    by_stem: dict[str, dict[str, str]] = {}
    for word in sorted(words):
        if found := ENDINGS.match(word.casefold()):
            by_stem.setdefault(found[1], {}).setdefault(found[2], word)
    for both in by_stem.values():
        if len(both) == len(("is", "iz")):
            yield both["is"], both["iz"]


def names_alike(names: Counter[str]) -> Iterator[tuple[str, str]]:
    """Names of which one word differs from the other's in one letter."""
    for one, other in combinations(sorted(names)[:MOST_NAMES], 2):
        mine, theirs = one.split(), other.split()
        apart = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
        if len(mine) == len(theirs) and len(apart) == 1 and one_letter_apart(*apart[0]):
            yield one, other


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter within the words differs or is missing; a plural is another word."""
    if min(len(one), len(other)) < SHORTEST:
        return False
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    if short == long or long in (f"{short}s", f"{short}’s", f"{short}'s"):
        return False
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(short, long, strict=False))
    start = sum(1 for _ in alike)
    if len(short) == len(long):
        return short[start + 1 :] == long[start + 1 :]
    return len(long) - len(short) == 1 and short[start:] == long[start + 1 :]
