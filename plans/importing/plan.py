"""A council's own text made into a plan's introduction, themes and paragraphs."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plans.importing import boundaries, headings
from plans.importing.boilerplate import find_boilerplate
from plans.importing.inline import opened
from plans.importing.line_outcomes import LineOutcome, LineOutcomes
from plans.importing.lines import Line, classify, plain_words
from plans.importing.matching import Themes
from plans.importing.page_line import LEFT_OUT
from plans.importing.passages import ImportedPassage, ImportedSection
from plans.importing.placing import NOTHING_TOLD, Told
from plans.importing.source import Source, SourceLine
from plans.importing.to_markup import linked


@dataclass(frozen=True, slots=True)
class ImportedTheme:
    """`commission_theme` counts from 1 and is None where no theme of the commission is alike.

    The title is empty where the text has no words for it, only lines that a person put there.
    """

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
    source: Source,
    commission_themes: Sequence[str],
    kept: Collection[int] = (),
    told: Mapping[int, Told] | None = None,
) -> ImportedPlan:
    """The plan found in the source; what could not be placed is in `unplaced`, never dropped.

    `kept` are the numbers of lines that a person put back: they are text, whatever they look like.
    `told` is what a person said of lines (see `placing.told_of`): they go there and head nothing.
    """
    reading = Reading(source, commission_themes, frozenset(kept), told or {})
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


@dataclass(slots=True)
class FoundTheme:
    """A theme's heading, the numbers of the lines that are it, and the lines under it.

    `after` is the line that follows them; `colon` says that headings of this text may end with one.
    """

    head: headings.ThemeHeading
    sources: tuple[int, ...]
    lines: list[Line]
    after: Line | None = None
    colon: bool = False


class Reading:
    """One source on its way to a plan, with the fate of each of its lines."""

    def __init__(
        self,
        source: Source,
        commission_themes: Sequence[str],
        kept: frozenset[int],
        told: Mapping[int, Told],
    ) -> None:
        self.source = source
        self.kept = kept
        self.told = told
        self.titles = commission_themes
        self.themes = Themes(commission_themes)
        self.fates = LineOutcomes()
        self.wrapped = source.is_wrapped
        self.dead_links = 0
        self.title = ""
        self.introduction: list[Line] = []
        self.unplaced: list[Line] = []
        self.found: list[FoundTheme] = []

    def read(self) -> None:
        lines = self.source.text_lines
        for stretch in boundaries.stretches(lines, self.themes):
            inside = [
                line for line in lines[stretch.start : stretch.stop] if not self._moves(line.number)
            ]
            if stretch.left_out:
                for line in inside:
                    self.fates.leave_out(line.number, stretch.left_out)
                back = [one for one in inside if one.number in self.kept]
                self.unplaced += self._lines(back)
            elif stretch.plan:
                titled = stretch.title and not self._moves(lines[stretch.start].number)
                self._read_plan(inside, stretch.title if titled else "")
            else:
                self.unplaced += self._lines(inside)
        self._put_where_told()

    def plan(self) -> ImportedPlan:
        introduction = self._passages(self.introduction)
        themes = tuple(self._themes())
        unplaced = self._passages(self.unplaced)
        self.fates.tell("Introduction", introduction)
        for position, theme in enumerate(themes, 1):
            for number in theme.source_lines:
                self.fates.place(number, f"Theme {position}, heading")
            self.fates.tell(f"Theme {position}", theme.passages)
        lines = self.fates.of(self.source)
        return ImportedPlan(self.title, introduction, themes, unplaced, lines, tuple(self._notes()))

    def _moves(self, number: int) -> bool:
        """Whether a person said where the line goes, so that it is no part of what is around it."""
        return self.told.get(number, NOTHING_TOLD).moves

    def _put_where_told(self) -> None:
        """The lines that a person sent to a part stand in it where the text has them."""
        sent: dict[int, list[SourceLine]] = {}
        for line in self.source.text_lines:
            told = self.told.get(line.number, NOTHING_TOLD)
            if told.out:
                self.fates.leave_out(line.number, told.out)
            elif told.theme is not None:
                sent.setdefault(told.theme, []).append(line)
        for theme, lines in sorted(sent.items()):
            into = self._lines_of(theme)
            into += [piece for line in lines for piece in self._opened(line)]
            into.sort(key=lambda line: line.source)

    def _lines_of(self, theme: int) -> list[Line]:
        if not theme:
            return self.introduction
        for found in self.found:
            if found.head.theme == theme:
                return found.lines
        added = FoundTheme(headings.ThemeHeading(-1, 0, theme, ""), (), [])
        self.found.append(added)
        return added.lines

    def _themes(self) -> Iterator[ImportedTheme]:
        """In the text's order, each with its lines put together."""
        number = 0
        for found in self.found:
            section = ImportedSection(wrapped=self.wrapped, number=number)
            self._fill(section, found.lines, after=found.after, colon=found.colon)
            number = section.number
            title = self._title_of(found.head) if found.sources else ""
            yield ImportedTheme(title, found.head.theme, section.passages(), found.sources)

    def _passages(self, lines: Sequence[Line]) -> tuple[ImportedPassage, ...]:
        section = ImportedSection(wrapped=self.wrapped)
        self._fill(section, lines)
        return section.passages()

    def _fill(
        self,
        section: ImportedSection,
        lines: Sequence[Line],
        after: Line | None = None,
        *,
        colon: bool = False,
    ) -> None:
        """Each line where it belongs; `after` is the line that follows them all."""
        for line, following in zip(lines, [*lines[1:], after], strict=False):
            goes_on = following is not None and self._is_joined(following)
            if self._is_joined(line) and section.drafts:
                section.joined(line)
            elif goes_on:
                section.paragraph(line)
            elif headings.is_subheading(line, following, colon=colon):
                section.heading(line, plain_words(line.text).rstrip(":"))
            else:
                section.line(line)

    def _is_joined(self, line: Line) -> bool:
        return self.told.get(line.source, NOTHING_TOLD).joined

    def _read_plan(self, inside: Sequence[SourceLine], title: str) -> None:
        if title and inside:
            self.title = plain_words(linked(title)[0]).removesuffix(".")
            self.fates.place(inside[0].number, "Title")
            inside = inside[1:]
        lines = self._lines(inside)
        heads = headings.themes_in(lines, self.themes)
        if not heads:
            self.unplaced += self._after_title(lines)
            return
        self.introduction += self._introduction(lines[: heads[0].place])
        colon = sum(_words_of(lines, head).endswith(":") for head in heads) > 1
        for head, stop in zip(
            heads, [*(head.place for head in heads[1:]), len(lines)], strict=True
        ):
            begin = head.place + head.span
            after = lines[stop] if stop < len(lines) else None
            sources = tuple(line.source for line in lines[head.place : begin])
            self.found.append(FoundTheme(head, sources, lines[begin:stop], after, colon))

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
        for piece in [text] if line.place else opened(text):
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

    def _notes(self) -> Iterator[str]:
        yield from self.source.notes
        if self.dead_links:
            links = "1 link led" if self.dead_links == 1 else f"{self.dead_links:,} links led"
            yield f"{links} to no web address; the words are kept."


def _words_of(lines: Sequence[Line], head: headings.ThemeHeading) -> str:
    return plain_words(lines[head.place + head.span - 1].text)
