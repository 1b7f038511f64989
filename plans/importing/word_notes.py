"""Footnotes and endnotes: each comes once, at its mark; those without one come after the text."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from plans.importing.word_package import Package

STRAY = "a footnote without a mark in the text"
BETWEEN = "words Word prints between the text and its footnotes"
KINDS = ("footnote", "endnote")


@dataclass(frozen=True, slots=True)
class Note:
    """`part` is the part of the package that its links and pictures are looked up in."""

    element: ET.Element
    part: str
    is_one: bool

    @property
    def where(self) -> str:
        """What its words are called where no mark leads to them."""
        return STRAY if self.is_one else BETWEEN


class Notes:
    """The notes of a file that no mark was met of yet; headers and boxes share the text's."""

    def __init__(self, package: Package, main: str) -> None:
        self.waiting: dict[tuple[str, str], Note] = {}
        for kind in KINDS:
            for part in package.related(main, f"{kind}s"):
                for each in package.root(part).iter(kind):
                    is_one = each.get("type", "normal") == "normal"
                    key = (kind, each.get("id", "") if is_one else f"{each.get('type')} {kind}")
                    self.waiting[key] = Note(each, part, is_one)

    def take(self, kind: str, name: str) -> Note | None:
        """The note a mark leads to; None where it leads nowhere, or was met before."""
        return self.waiting.pop((kind, name), None)

    def rest(self) -> Iterator[Note]:
        """What no mark was met of; reading one may meet the mark of another."""
        while self.waiting:
            yield self.waiting.pop(next(iter(self.waiting)))
