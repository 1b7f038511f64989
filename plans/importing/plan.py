"""A council's own text made into a plan's introduction, themes and paragraphs."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from plans.importing import boundaries, headings
from plans.importing.boilerplate import find_boilerplate
from plans.importing.inline import opened
from plans.importing.line_outcomes import LineOutcome, LineOutcomes
from plans.importing.lines import Line, classify, plain_words
from plans.importing.matching import Themes
from plans.importing.page_line import LEFT_OUT
from plans.importing.passages import ImportedPassage, ImportedSection
from plans.importing.source import Source, SourceLine
from plans.importing.to_markup import linked


@dataclass(frozen=True, slots=True)
class ImportedTheme:
    """`commission_theme` counts from 1 and is None where no theme of the commission is alike."""

    title: str
    commission_theme: int | None
    passages: tuple[ImportedPassage, ...]
    source_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    title: str
    introduction: tuple[ImportedPassage, ...]
    themes: tuple[ImportedTheme, ...]
    unplaced: tuple[ImportedPassage, ...]
    lines: tuple[LineOutcome, ...]
    notes: tuple[str, ...] = ()


def read_plan(
    source: Source, commission_themes: Sequence[str], kept: Collection[int] = ()
) -> ImportedPlan:
    """The plan found in the source; what could not be placed is in `unplaced`, never dropped.

    `kept` are the numbers of lines that a person put back: they are text, whatever they look like.
    """
    reading = Reading(source, commission_themes, frozenset(kept))
    reading.read()
    return reading.plan()


def has_its_themes(imported: ImportedPlan) -> bool:
    """Whether every theme found answers the commission, in its order, with words in it.

    Where one does not, a person looks before anything is saved: a line may have been taken for a
    heading, or a heading for a line.
    """
    answered = [theme.commission_theme for theme in imported.themes]
    known = [theme for theme in answered if theme is not None]
    in_order = known == answered and known == sorted(set(known))
    return in_order and all(theme.passages for theme in imported.themes)


class Reading:
    """One source on its way to a plan, with the fate of each of its lines."""

    def __init__(
        self, source: Source, commission_themes: Sequence[str], kept: frozenset[int]
    ) -> None:
        self.source = source
        self.kept = kept
        self.titles = commission_themes
        self.themes = Themes(commission_themes)
        self.fates = LineOutcomes()
        self.wrapped = source.is_wrapped
        self.dead_links = 0
        self.title = ""
        self.introduction = ImportedSection(wrapped=self.wrapped)
        self.unplaced = ImportedSection(wrapped=self.wrapped)
        self.found: list[tuple[headings.ThemeHeading, tuple[int, ...], ImportedSection]] = []

    def read(self) -> None:
        lines = self.source.text_lines
        for stretch in boundaries.stretches(lines, self.themes):
            inside = lines[stretch.start : stretch.stop]
            if stretch.left_out:
                for line in inside:
                    self.fates.leave_out(line.number, stretch.left_out)
                _fill(
                    self.unplaced, self._lines([one for one in inside if one.number in self.kept])
                )
            elif stretch.plan:
                self._read_plan(inside, stretch)
            else:
                _fill(self.unplaced, self._lines(inside))

    def plan(self) -> ImportedPlan:
        themes = tuple(
            ImportedTheme(self._title_of(head), head.theme, section.passages(), sources)
            for head, sources, section in self.found
        )
        introduction = self.introduction.passages()
        self._tell("Introduction", introduction)
        for position, theme in enumerate(themes, 1):
            for number in theme.source_lines:
                self.fates.place(number, f"Theme {position}, heading")
            self._tell(f"Theme {position}", theme.passages)
        unplaced, lines = self.unplaced.passages(), self.fates.of(self.source)
        return ImportedPlan(self.title, introduction, themes, unplaced, lines, tuple(self._notes()))

    def _read_plan(self, inside: Sequence[SourceLine], stretch: boundaries.Stretch) -> None:
        if stretch.title and inside:
            self.title = plain_words(linked(stretch.title)[0]).removesuffix(".")
            self.fates.place(inside[0].number, "Title")
            inside = inside[1:]
        lines = self._lines(inside)
        heads = headings.themes_in(lines, self.themes)
        if not heads:
            _fill(self.unplaced, self._after_title(lines))
            return
        _fill(self.introduction, self._introduction(lines[: heads[0].place]))
        colon = sum(_words_of(lines, head).endswith(":") for head in heads) > 1
        number = 0
        for head, stop in zip(
            heads, [*(head.place for head in heads[1:]), len(lines)], strict=True
        ):
            section = ImportedSection(wrapped=self.wrapped, number=number)
            begin = head.place + head.span
            after = lines[stop] if stop < len(lines) else None
            _fill(section, lines[begin:stop], after=after, colon=colon)
            number = section.number
            sources = tuple(line.source for line in lines[head.place : begin])
            self.found.append((head, sources, section))

    def _lines(self, inside: Sequence[SourceLine]) -> list[Line]:
        """The lines less the page's furniture, each list typed as HTML opened into its items."""
        page = find_boilerplate(inside, self.source)
        page = {number: what for number, what in page.items() if number not in self.kept}
        self.fates.furniture(page)
        for each in inside:
            if each.part in LEFT_OUT:
                self.fates.leave_out(each.number, each.part)
                page[each.number] = each.part
        return [line for each in inside if each.number not in page for line in self._opened(each)]

    def _opened(self, line: SourceLine) -> Iterator[Line]:
        text, dead = linked(line.text)
        self.dead_links += dead
        blanks = line.blanks
        for piece in opened(text):
            yield classify(line.number, piece, blanks, line.place)
            blanks = 0

    def _introduction(self, lines: list[Line]) -> list[Line]:
        rest = self._after_title(lines)
        for place, line in enumerate(rest):
            if headings.is_introduction(line):
                self.fates.place(line.source, "Introduction, its heading")
                return [*rest[:place], *rest[place + 1 :]]
        return rest

    def _after_title(self, lines: list[Line]) -> list[Line]:
        """The lines less the title, and less what a cover prints above and below it."""
        place = None if self.title else headings.title_in(lines)
        cover: dict[int, str] = {}
        if place is not None:
            self.title = plain_words(lines[place].text)
            self.fates.place(lines[place].source, "Title")
            before = lines[: min(place, headings.COVER_LINES)]
            above = [each for each in before if headings.is_above_title(each)]
            cover = {line.source: "the cover: words above the title" for line in above}
            lines = [*lines[:place], *lines[place + 1 :]]
        for line in lines:
            if line.source not in cover:
                if not self.title or not headings.is_cover(line, self.title):
                    break
                cover[line.source] = "the cover: words of the title"
        # A line with a whole list in it is more than its first words.
        pieces = Counter(line.source for line in lines)
        cover = {
            number: what
            for number, what in cover.items()
            if pieces[number] == 1 and number not in self.kept
        }
        self.fates.furniture(cover)
        return [line for line in lines if line.source not in cover]

    def _title_of(self, head: headings.ThemeHeading) -> str:
        if head.title:
            return head.title
        return self.titles[head.theme - 1] if head.theme else "Untitled theme"

    def _tell(self, name: str, passages: Sequence[ImportedPassage]) -> None:
        """Where each line went, in the words the person will see on the page."""
        went: dict[int, list[str]] = {}
        count = 0
        for passage in passages:
            count += passage.kind == "paragraph"
            place = (
                f"paragraph {count}" if passage.kind == "paragraph" else f"heading “{passage.body}”"
            )
            for number in passage.source_lines:
                went.setdefault(number, []).append(place)
        for number, places in went.items():
            self.fates.place(number, f"{name}, {_span(places)}")

    def _notes(self) -> Iterator[str]:
        yield from self.source.notes
        if self.dead_links:
            links = "1 link led" if self.dead_links == 1 else f"{self.dead_links:,} links led"
            yield f"{links} to no web address; the words are kept."


def _fill(
    section: ImportedSection,
    lines: Sequence[Line],
    after: Line | None = None,
    *,
    colon: bool = False,
) -> None:
    """Each line where it belongs; `after` is the line that follows them all."""
    for line, following in zip(lines, [*lines[1:], after], strict=False):
        if headings.is_subheading(line, following, colon=colon):
            section.heading(line, plain_words(line.text).rstrip(":"))
        else:
            section.line(line)


def _words_of(lines: Sequence[Line], head: headings.ThemeHeading) -> str:
    return plain_words(lines[head.place + head.span - 1].text)


def _span(places: list[str]) -> str:
    """ "paragraphs 1 to 5" for a line that held five of them."""
    if len(places) == 1:
        return places[0]
    first, last = places[0], places[-1]
    if first.startswith("paragraph") and last.startswith("paragraph"):
        return f"paragraphs {first.split()[1]} to {last.split()[1]}"
    return f"{first} to {last}"
