"""Whether the words that were endorsed, published and submitted are the same.

Pure: three texts by their digests, each with what it is and the authority it went by.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Went:
    """A text that was endorsed, published or submitted: `what` it is, which version, `how` it went.

    `version` is None, and `digest` "", of words that are not held here.
    """

    what: str
    how: str
    version: int | None = None
    digest: str = ""
    href: str = ""

    @property
    def told(self) -> str:
        """ "Version 4, 1a2b3c4d. Endorsed by Cabinet on 9 July 2024." """
        words = self.in_words
        return f"{words[0].upper()}{words[1:]}. {self.how}".strip()

    @property
    def in_words(self) -> str:
        """ "version 4, 1a2b3c4d", or that the words are not held here."""
        if not self.digest:
            return "words that are not held here"
        return f"version {self.version}, {self.digest[:8]}"


@dataclass(frozen=True, slots=True)
class Sameness:
    """What became of the words: `texts` are those there are, `missing` what there is not."""

    texts: tuple[Went, ...]
    missing: tuple[str, ...]

    @property
    def differ(self) -> bool:
        return len({one.digest for one in self.texts if one.digest}) > 1

    @property
    def is_known(self) -> bool:
        """Whether the words of each text are held here, and there are two to be compared."""
        return len(self.texts) > 1 and all(one.digest for one in self.texts)

    @property
    def compared(self) -> str:
        """What is asked of the page that compares two versions: the first, and the last that is not
        the same; "" where all are.
        """
        held = [one for one in self.texts if one.digest]
        other = next((one for one in reversed(held) if one.digest != held[0].digest), None)
        return f"before={held[0].version}&after={other.version}" if other else ""

    @property
    def in_words(self) -> str:
        """ "The words endorsed, published and submitted are the same: version 4, 1a2b3c4d." """
        return " ".join(filter(None, (self._of_texts, self._of_missing)))

    @property
    def _of_texts(self) -> str:
        if not self.texts:
            return ""
        names = joined([one.what for one in self.texts])
        if len(self.texts) == 1:
            return f"The words {names} are {self.texts[0].in_words}."
        if self.differ:
            return f"The words {names} are not the same."
        if not self.is_known:
            return f"Whether the words {names} are the same is not known."
        return f"The words {names} are the same: {self.texts[0].in_words}."

    @property
    def _of_missing(self) -> str:
        return f"Nothing is {joined(self.missing, 'or')} yet." if self.missing else ""


def sameness(*texts: tuple[str, Went | None]) -> Sameness:
    """Of "endorsed", "published" and "submitted", each with its text, if there is one."""
    return Sameness(
        tuple(went for _, went in texts if went is not None),
        tuple(what for what, went in texts if went is None),
    )


def joined(names: Sequence[str], last: str = "and") -> str:
    """ "endorsed, published and submitted"."""
    *first, final = names
    return f"{', '.join(first)} {last} {final}" if first else final
