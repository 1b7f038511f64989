"""What a printed plan says of itself: which version it is, and how to tell it from any other."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Imprint:
    """`reference` is the digest's first eight characters; `marking` is printed on every page.

    `endorsed` is the first line: who endorsed these words, when and in which minute; else "".
    """

    version: int | None
    reference: str
    marking: str = ""
    endorsed: str = ""

    @property
    def name(self) -> str:
        """As it reads in a sentence or a footer."""
        if self.version is None:
            return "Draft, not a version"
        return f"Version {self.version}"
