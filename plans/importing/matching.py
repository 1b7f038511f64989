"""Which theme of the commission a heading answers: by its number, else by the words they share."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
THEME = re.compile(
    r"(?:theme|priority|section|part|chapter|area)\s+"
    rf"(\d{{1,2}}|{'|'.join(NUMBER_WORDS)})\b\s*([-.:–—)]*)\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
CERTAIN = re.compile(r"theme|priority", re.IGNORECASE)
TITLE_LENGTH = 120
NUMBER = re.compile(r"^\d{1,2}[.)]\s+(?=\S)")
# Words that any heading may have.
COMMON_WORDS = """
    a about all an and are as at be better by can could council councils do does for from
    further get have help how i in is it its local make more most need of on or organisation our
    plan plans preventing progress so that the their them these they this to us use used using
    want way ways we well what where which who why will with within you your
"""
COMMON = frozenset(COMMON_WORDS.split())
# Councils and ministers name one thing in several ways.
SAME = {
    "transform": "chang",
    "reform": "chang",
    "redesign": "design",
    "cut": "reduc",
    "lower": "reduc",
    "eliminat": "reduc",
    "obstacl": "barri",
    "lift": "remov",
    "digit": "technolog",
    "technologi": "technolog",
}
ENDINGS = (
    "ations",
    "ation",
    "ings",
    "ing",
    "fully",
    "ful",
    "ers",
    "ies",
    "ed",
    "es",
    "er",
    "s",
    "e",
    "y",
)
# Below this share of words in common, two titles are about different things.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """`theme` counts from 1; `named` when the heading itself gives the number.

    `whole` is how much of the heading the theme's words make up.
    """

    theme: int | None
    title: str
    score: float
    named: bool = False
    whole: float = 1.0


class Themes:
    """The commission's themes, ready to be compared with headings."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.stems = [stems(title) for title in titles]
        self.shared = Counter(stem for each in self.stems for stem in each)

    def match(self, heading: str, *, marked: bool = False) -> Match | None:
        """The theme the heading names or resembles; None when it is no theme's heading.

        One word in common is enough only for a heading that is `marked` as one.
        """
        if (named := THEME.fullmatch(heading)) and self._is_named(named):
            number = number_of(named[1])
            theme = number if number <= len(self.stems) else None
            return Match(theme, _title(named[3]), 2.0, named=True)
        scores = [self._alike(stems(heading), theme, marked) for theme in self.stems]
        best = max(scores, default=0.0)
        if best < ALIKE:
            return None
        theme = scores.index(best)
        return Match(theme + 1, _title(heading), best, whole=self._whole(stems(heading), theme))

    def _is_named(self, named: re.Match[str]) -> bool:
        """ "Theme 1 shows that..." is a sentence, "Section 31 Grant" a grant; "Theme 1" is not."""
        number = number_of(named[1])
        if named[3].endswith((":", ";", ",")) and not named[2]:
            return False
        if not CERTAIN.match(named[0]):
            # Acts, reports and places have sections, parts and areas of their own.
            known = number <= len(self.stems) or not self.stems
            return known and bool(named[2] or not named[3])
        return bool(
            named[2] or not named[3] or (named[3][:1].isupper() and len(named[3]) < TITLE_LENGTH)
        )

    def one_word(self, heading: str, theme: int) -> bool:
        """Whether a short heading says this theme's own word and no other theme's."""
        said = stems(heading)
        own = {stem for stem in self.stems[theme - 1] if self.shared[stem] == 1}
        others = set().union(*self.stems) - self.stems[theme - 1]
        return bool(said & own) and not said & others and len(said) <= 2

    def _whole(self, heading: set[str], theme: int) -> float:
        """How much of the heading is the theme's: a sentence says more than that."""
        said = self._weight(heading)
        return self._weight(heading & self.stems[theme]) / said if said else 0.0

    def _alike(self, heading: set[str], theme: set[str], marked: bool) -> float:
        """Shared words over the shorter title's; a word of several themes counts for less."""
        common = heading & theme
        own = [stem for stem in common if self.shared[stem] == 1]
        enough = 1 if marked and len(heading) <= 2 else 2
        if not own or len(common) < min(enough, len(theme)):
            return 0.0
        shorter = min(self._weight(heading), self._weight(theme))
        return self._weight(common) / shorter if shorter else 0.0

    def _weight(self, words: set[str]) -> float:
        return sum(1 / max(1, self.shared[stem]) for stem in words)


def stems(title: str) -> set[str]:
    """The telling words of a title, without their endings."""
    words = re.findall(r"[^\W\d_]+", title.lower()[:400])
    found = {_stem(word) for word in words if word not in COMMON}
    return {SAME.get(stem, stem) for stem in found}


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    # "cutting" less its ending is "cutt".
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] != "s" else word.removesuffix("e")


def number_of(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBER_WORDS.index(word.lower()) + 1


def _title(words: str) -> str:
    """The title without its number, quotation marks and the full stop it does not need."""
    title = NUMBER.sub("", words.replace("**", "").strip())
    title = title.strip().strip("\"'“”‘’").strip()
    return title.rstrip(".:").strip()
