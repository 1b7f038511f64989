"""A returned file read against the version it came from: once for what nobody tracked, and once for
each person who tracked their changes."""

import copy
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET

from plans.exports.tables import theme_title
from plans.importing.bringing import NotComing
from plans.importing.changes import Changes, changes_in
from plans.importing.errors import TOO_LONG, Unreadable
from plans.importing.marked import Said
from plans.importing.opening import opened
from plans.importing.word import read_embedded
from plans.importing.word_before import Takes, nobodys
from plans.importing.word_package import Package
from plans.importing.word_text import WordText
from plans.returned.against import Against
from plans.returned.comments import returned_comments
from plans.returned.data import (
    FigureChange,
    ItemChange,
    Proposal,
    Recognised,
    Returned,
    ReturnedComment,
    Sent,
)
from plans.returned.items import Rows, changed, items_of, notes_in, rows_in, rows_sent
from plans.returned.marks import marks_of
from plans.returned.pairs import put_together
from plans.returned.reading import Passages, Reading
from plans.returned.settled import marks_of_notes, runs_on, settled, take_notes_out
from plans.returned.standing import Standing, standing_in

# The text is read once for each person who changed it: so many elements of XML in all.
MOST_WORK = 600_000
TOO_MANY = (
    "More people tracked changes in this file than can be told apart. Ask for it back in parts, or "
    "with fewer people’s changes."
)
# Of a file without its marks so much must be the plan's own text.
LEAST_ALIKE = 0.2


def read_returned(data: bytes, sent: Sent) -> Returned:
    """What the file says against what was sent; raises Unreadable as an import of it would."""
    with opened(data) as package:
        plan, of_round = marks_of(package)
        if plan and plan != sent.plan:
            return Returned("another plan", plan, of_round)
        changes = changes_in(package)
        people = tuple(dict.fromkeys(one.author for one in changes.changes))
        elements = sum(1 for _ in package.root(package.main).iter())
        if elements * (len(people) + 1) > MOST_WORK:
            raise Unreadable(TOO_MANY if len(people) > 1 else TOO_LONG)
        return Meeting(package, changes, sent, plan, of_round).returned(people)


def marks_in(data: bytes) -> tuple[str, str]:
    """The plan's and the round's mark that the file bears, "" for none."""
    with opened(data) as package:
        return marks_of(package)


@dataclass
class Meeting:
    """One file and one version on their way."""

    package: Package
    changes: Changes
    sent: Sent
    plan: str
    round: str
    proposals: list[Proposal] = field(default_factory=list)
    figures: list[FigureChange] = field(default_factory=list)
    items: list[ItemChange] = field(default_factory=list)
    comments: list[ReturnedComment] = field(default_factory=list)
    left: list[NotComing] = field(default_factory=list)

    def returned(self, people: Sequence[str]) -> Returned:
        document = self.sent.document
        stands = standing_in(document)
        reading, rows = self._read(nobodys)
        untracked = Said("", None, "")
        base = self._against(
            stands, reading, {one.id: one.id for one in stands}, lambda *_: untracked
        )
        recognised = self._recognised(base, stands)
        if recognised == "not alike":
            return Returned(recognised, self.plan, self.round)
        sent_rows = rows_sent(document)
        self._take(base, sent_rows, rows, untracked)
        self._beside(reading, Reading((), document.title, _titles(self.sent)), untracked)
        sent_of = {now: was.id for now, was in base.was_of.items()}
        before = base.restored()
        for author in people:
            self._person(author, before, sent_of, (reading, rows))
        self._comments(base, sent_of, rows)
        return Returned(
            recognised,
            self.plan,
            self.round,
            tuple(self.proposals),
            tuple(self.figures),
            tuple(self.items),
            tuple(self.comments),
            tuple(self.left),
            base.same(),
        )

    def _person(
        self,
        author: str,
        before: tuple[Standing, ...],
        sent_of: Mapping[int, int],
        base: tuple[Reading, tuple[Rows, ...]],
    ) -> None:
        reading, rows = self._read(lambda name: name == author)
        # Both readings are of one file, whose paragraphs are told by their numbers.
        before = tuple(_by_number(one) for one in before)
        after = replace(reading, pieces=tuple(_by_number(one) for one in reading.pieces))

        def says(was: Standing | None, now: Standing | None) -> Said:
            numbers = {number for one in (was, now) if one for number in one.paragraphs}
            return Said(author, self._day(author, numbers), "")

        found = self._against(before, after, sent_of, says)
        said = Said(author, self._day(author, set()), "")
        self._take(found, base[1], rows, said)
        self._beside(after, base[0], said)

    def _against(
        self,
        before: Sequence[Standing],
        after: Reading,
        sent_of: Mapping[int, int],
        says: Callable[[Standing | None, Standing | None], Said],
    ) -> Against:
        document = self.sent.document
        figures = {one.name: one for one in document.figures}
        absent = frozenset(one.id for one in document.themes) - set(after.themes)
        return Against(before, after.pieces, sent_of, figures, says, absent)

    def _recognised(self, base: Against, stands: Sequence[Standing]) -> Recognised:
        least = 1 if self.plan else max(1, LEAST_ALIKE * len(stands))
        if len(base.was_of) < least and stands:
            return "not alike"
        if not self.plan:
            return "marks lost"
        return "this round" if self.round == self.sent.round else "an older round"

    def _take(
        self, found: Against, before: tuple[Rows, ...], after: tuple[Rows, ...], said: Said
    ) -> None:
        self.proposals += found.proposals()
        self.figures += found.figure_changes()
        for one in changed(before, after, said):
            if isinstance(one, ItemChange):
                self.items.append(one)
            else:
                what, words = one
                self.left.append(NotComing(what, Said(said.author, said.day, words)))

    def _beside(self, now: Reading, was: Reading, said: Said) -> None:
        """What stands beside the text, and titles, which are no passage, are told."""

        def tell(what: str, words: str) -> None:
            self.left.append(NotComing(what, Said(said.author, said.day, words)))

        for what, words in now.beside:
            if (what, words) not in was.beside:
                tell(what, words)
        if now.title and now.title.split() != was.title.split():
            tell("the plan’s title", now.title)
        for theme, title in was.themes.items():
            if theme not in now.themes:
                tell("the title of a theme, taken out", title)
            elif now.themes[theme].split() != title.split():
                tell("the title of a theme", now.themes[theme])
        order = [theme for theme in now.themes if theme in was.themes]
        if order != [theme for theme in was.themes if theme in now.themes]:
            tell("the themes in another order", ", ".join(now.themes[theme] for theme in order))

    def _comments(
        self, base: Against, sent_of: Mapping[int, int], tables: tuple[Rows, ...]
    ) -> None:
        stands_in = runs_on(self.changes.paragraphs, nobodys).stands_in
        of_number = {
            number: sent_of[one.id]
            for one in base.after
            if one.id in sent_of
            for number in one.paragraphs
        }
        passages = {
            each.number: of_number[stands_in(each.number)]
            for each in self.changes.paragraphs
            if stands_in(each.number) in of_number
        }
        for one in returned_comments(self.changes.comments, passages, items_of(tables)):
            if isinstance(one, NotComing):
                self.left.append(one)
            else:
                self.comments.append(one)

    def _read(self, takes: Takes) -> tuple[Reading, tuple[Rows, ...]]:
        """The file with some people's changes: its passages, and the records' tables."""
        package = copy.copy(self.package)
        package.roots = dict(package.roots)
        main = package.main
        kinds = ("footnotes", "endnotes")
        notes = dict.fromkeys(part for kind in kinds for part in package.related(main, kind))
        for part in dict.fromkeys((main, *notes)):
            package.roots[part] = self._settled(package.root(part), takes)
        left_out = marks_of_notes(self.package.root(main)) - marks_of_notes(package.root(main))
        for part in notes:
            take_notes_out(package.root(part), left_out)
        text = WordText(package, package.body(), main, read_embedded)
        reading = Passages(text, self.sent.document).read()
        if not reading.in_our_styles:
            pieces = put_together(reading.pieces, standing_in(self.sent.document))
            reading = replace(reading, pieces=pieces)
        words = notes_in(package.root(part) for part in notes)
        return reading, rows_in(package.body(), rows_sent(self.sent.document), words)

    def _settled(self, root: ET.Element, takes: Takes) -> ET.Element:
        return settled(root, self.changes.paragraphs, takes)

    def _day(self, author: str, numbers: set[int]) -> dt.date | None:
        """The last day on which somebody changed these paragraphs; of none of them, anything."""
        theirs = [one for one in self.changes.changes if one.author == author]
        here = [one for one in theirs if one.paragraph in numbers]
        return max((one.day for one in here or theirs if one.day), default=None)


def _titles(sent: Sent) -> dict[int, str]:
    return {one.id: theme_title(one) for one in sent.document.themes}


def _by_number(one: Standing) -> Standing:
    return replace(one, marks=frozenset(one.paragraphs))
