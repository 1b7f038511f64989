"""A Word file with tracked changes or comments: its words before them, and who would have what.

Pure: bytes in, data out. Nothing of it is in a plan; `bringing` says where each would go.
"""

import copy
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from plans.importing.changes import Changes, changes_in
from plans.importing.opening import opened
from plans.importing.page_line import COMMENT, PageLine
from plans.importing.source import Cleaned, Source, source_from
from plans.importing.word import around, notes_of, read_embedded
from plans.importing.word_before import Takes, decided, nobodys
from plans.importing.word_comments import Comment
from plans.importing.word_package import Package
from plans.importing.word_structure import Kind, Structure, structure_of
from plans.importing.word_text import WordText

# The text is read once for each person who changed it: so many elements of XML in all.
MOST_WORK = 150_000
RESOLVED = "resolved in Word"
NO_PLACE = "on no words of the text"


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a file under a name and a day, as the file has them; None is a day not known."""

    author: str
    day: dt.date | None
    words: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What one person's changes alone make of lines that came from one paragraph, by number."""

    author: str
    day: dt.date | None
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said of lines: a comment with its replies, or what a change did to a paragraph.

    `quote` are the words a comment marks, as they were before all changes.
    """

    kind: Kind
    said: Said
    lines: tuple[int, ...]
    quote: str = ""
    replies: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """`before` is the text without its changes; edits and remarks go by the numbers of its lines.

    `changes` and `comments` are how many the file has in its text.
    """

    before: Source
    edits: tuple[Edit, ...]
    remarks: tuple[Remark, ...]
    changes: int
    comments: int
    authors: tuple[str, ...]


def read_marked(data: bytes) -> Marked | None:
    """What people changed and said in the text of a .docx; None where they did neither, or too many
    did for the file's length.

    Raises Unreadable as an import of it would.
    """
    with opened(data) as package:
        changes = changes_in(package)
        if not changes.changes and not changes.comments:
            return None
        people = list(dict.fromkeys(one.author for one in changes.changes))
        elements = sum(1 for _ in package.root(package.main).iter())
        if elements * (len(people) + 1) > MOST_WORK:
            return None
        marked = Marking(package, changes, structure_of(changes.paragraphs)).marked(people)
        return marked if marked.edits or marked.remarks or marked.comments else None


@dataclass
class Marking:
    """One file on its way."""

    package: Package
    changes: Changes
    structure: Structure
    lines: tuple[PageLine, ...] = ()
    numbers: dict[int, list[int]] = field(default_factory=dict)

    def marked(self, people: Sequence[str]) -> Marked:
        self.lines, counts = self._read(nobodys)
        for number, line in enumerate(self.lines, 1):
            for paragraph in line.paragraphs:
                self.numbers.setdefault(paragraph, []).append(number)
        remarks = [*self._told(), *self._comments()]
        edits: list[Edit] = []
        for author in people:
            for one in self._changed_by(author):
                if isinstance(one, Edit):
                    edits.append(one)
                else:
                    remarks.append(one)
        beside = tuple(around(self.package))
        notes = notes_of(self.package, counts, beside)
        stray = (*self._without_a_place(), *beside)
        before = source_from("word", (*self.lines, *stray), notes)
        mine = {line.number for line in before.text_lines}
        return Marked(
            before,
            tuple(one for one in edits if any(number in mine for number, _ in one.lines)),
            tuple(remarks),
            len([one for one in self.changes.changes if self._in_text(one.paragraph)]),
            len(self.changes.comments),
            self.changes.authors(),
        )

    def _in_text(self, paragraph: int) -> bool:
        return self.changes.paragraphs[paragraph].part in ("", "footnote", "endnote")

    def _read(self, takes: Takes) -> tuple[tuple[PageLine, ...], Counter[str]]:
        """The file's lines with some people's changes, and what was met besides words."""
        package = copy.copy(self.package)
        main = package.main
        package.roots = dict(package.roots)
        notes = [part for kind in ("footnotes", "endnotes") for part in package.related(main, kind)]
        for part in dict.fromkeys((main, *notes)):
            package.roots[part] = decided(package.root(part), self.structure, takes)
        text = WordText(package, package.body(), main, read_embedded)
        return tuple(text.lines()), text.counts

    def _changed_by(self, author: str) -> Iterator[Edit | Remark]:
        lines, _ = self._read(lambda name: name == author)
        now: dict[int, list[str]] = {}
        cleaned = Cleaned()
        for line in lines:
            for paragraph in line.paragraphs:
                now.setdefault(paragraph, []).append(cleaned.line(line.text).rstrip())
        for paragraphs, numbers in self._stretches():
            was = [cleaned.line(self.lines[number - 1].text).rstrip() for number in numbers]
            came = next((now[one] for one in paragraphs if one in now), [])
            if was == came:
                continue
            day = self._day(author, paragraphs)
            if len(was) == len(came):
                yield Edit(author, day, tuple(zip(numbers, came, strict=True)))
            elif not came and self._is_moved(paragraphs):
                continue
            else:
                kind: Kind = "reworded" if came else "removed"
                said = Said(author, day, " ".join(one.strip() for one in came))
                yield Remark(kind, said, tuple(numbers))

    def _stretches(self) -> Iterator[tuple[tuple[int, ...], list[int]]]:
        """The lines that came from the same paragraphs; a table’s cell is one line of several."""
        found: dict[tuple[int, ...], list[int]] = {}
        for number, line in enumerate(self.lines, 1):
            if line.paragraphs and line.text.strip():
                found.setdefault(line.paragraphs, []).append(number)
        yield from found.items()

    def _is_moved(self, paragraphs: Sequence[int]) -> bool:
        return any(
            one.kind == "moved" and one.paragraph in paragraphs for one in self.structure.told
        )

    def _day(self, author: str, paragraphs: Sequence[int]) -> dt.date | None:
        """The last day on which somebody changed this; of a footnote's words, anything."""
        theirs = [one for one in self.changes.changes if one.author == author]
        here = [one for one in theirs if self.structure.stands_in(one.paragraph) in paragraphs]
        days = [one.day for one in here or theirs if one.day]
        return max(days, default=None)

    def _told(self) -> Iterator[Remark]:
        for one in self.structure.told:
            if lines := self._lines_of(one.paragraph):
                said = Said(one.mark.author, one.mark.day, one.words.strip())
                yield Remark(one.kind, said, lines)

    def _lines_of(self, paragraph: int | None) -> tuple[int, ...]:
        if paragraph is None:
            return ()
        return tuple(self.numbers.get(self.structure.stands_in(paragraph), ()))

    def _comments(self) -> Iterator[Remark]:
        """Each that opens a thread, is open, and stands on words."""
        for one in self.changes.comments:
            if self._comes(one):
                replies = [each for each in self._thread(one) if each is not one and each.words]
                is_new = one.paragraph in self.structure.new
                quote = one.about.split("\n")[0] if is_new else one.was_about
                said = Said(one.author, one.day, one.words)
                lines = self._lines_of(one.paragraph)
                yield Remark("comment", said, lines, quote, tuple(_said(each) for each in replies))

    def _thread(self, one: Comment) -> list[Comment]:
        return [each for each in self.changes.comments if self._first(each) is one]

    def _first(self, one: Comment) -> Comment:
        """The comment that opened the thread; of a thread that goes in a circle, any of it."""
        by_name = {each.name: each for each in self.changes.comments}
        met = {one.name}
        while one.reply_to in by_name and one.reply_to not in met:
            one = by_name[one.reply_to]
            met.add(one.name)
        return one

    def _comes(self, one: Comment) -> bool:
        first = self._first(one) is one
        return bool(first and one.words and not one.done and self._lines_of(one.paragraph))

    def _without_a_place(self) -> Iterator[PageLine]:
        """What was said and does not come as a comment, for the list of what is left out."""
        for one in self.changes.comments:
            first = self._first(one)
            if not self._comes(first):
                by = f"{COMMENT} by {one.author}" if one.author.strip() else COMMENT
                why = RESOLVED if first.done else NO_PLACE
                for line in one.words.split("\n"):
                    yield PageLine(line, f"{by}, {why}", 1)


def _said(one: Comment) -> Said:
    return Said(one.author, one.day, one.words)
