"""Footnotes and endnotes: each comes once, as a note at its mark; without one, after the text.

A note of a plan is one line, so the paragraphs, items and cells of a longer one stand in it with a
stroke between them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from plans.importing.to_markup import Markup
from plans.importing.word_package import Package

# What parts the blocks of a note.
PARTING = " / "
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


def words_of_note(rows: Sequence[Sequence[Markup]]) -> list[Markup]:
    """The words of a note from its lines, parted as its blocks are; none for no words."""
    parting = Markup(PARTING)
    found: list[Markup] = []
    for each in (stretch for row in rows for stretch in (*row, parting)):
        starts = not found or found[-1] == parting
        if not (starts and (each == parting or not each.text.strip())):
            found.append(each)
    while found and (found[-1] == parting or not found[-1].text.strip()):
        found.pop()
    return found
