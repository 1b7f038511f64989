"""A department's letter made into a commission: themes, questions, dates, and what it requires."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from plans.importing import boundaries
from plans.importing.boilerplate import find_boilerplate
from plans.importing.letter_blocks import statements
from plans.importing.letter_facts import LetterFacts, find_letter_facts
from plans.importing.line_outcomes import LineOutcome, LineOutcomes
from plans.importing.page_line import LEFT_OUT
from plans.importing.questions import UNTITLED, ThemeAsked, themes_asked
from plans.importing.source import Source

KEPT_WITH_LETTER = "the letter’s own words, kept with the letter"


@dataclass(frozen=True, slots=True)
class ImportedLetterTheme:
    """`explanation` is what the letter says of the theme besides its questions."""

    number: int
    title: str
    questions: tuple[str, ...]
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class ImportedCommission:
    """What a letter asks; `unsure` are plain sentences for the person to settle."""

    title: str
    department: str
    letter_date: date | None
    due: date | None
    due_time: time | None
    address: str
    page_guidance: tuple[int, int] | None
    themes: tuple[ImportedLetterTheme, ...]
    requirements: tuple[str, ...]
    unsure: tuple[str, ...]
    lines: tuple[LineOutcome, ...]
    notes: tuple[str, ...] = ()


def read_letter(source: Source) -> ImportedCommission:
    """The commission found in the source; where one of its annexes is the letter, in that alone."""
    stretch = boundaries.letter_stretch(source.text_lines)
    inside = source.text_lines[stretch.start : stretch.stop]
    page = find_boilerplate(inside, source)
    text = [line for line in inside if line.number not in page and line.part not in LEFT_OUT]
    said = statements(text, wrapped=source.is_wrapped)
    asked = themes_asked(said)
    told = {number: what for theme in asked for number, what in theme.where.items()}
    found = find_letter_facts([each for each in said if not told.keys() & set(each.sources)])
    fates = LineOutcomes()
    for line in inside:
        fates.leave_out(line.number, line.part if line.part in LEFT_OUT else KEPT_WITH_LETTER)
    fates.furniture(page)
    for number, what in (*told.items(), *found.where):
        fates.place(number, what)
    lines = fates.of(source, otherwise=("left out", "not part of the letter"))
    return _commission(found, tuple(_theme(theme) for theme in asked), lines, source.notes)


def _commission(
    found: LetterFacts,
    themes: tuple[ImportedLetterTheme, ...],
    lines: tuple[LineOutcome, ...],
    notes: tuple[str, ...],
) -> ImportedCommission:
    return ImportedCommission(
        title=found.title,
        department=found.department,
        letter_date=found.letter_date,
        due=found.due,
        due_time=found.due_time,
        address=found.address,
        page_guidance=found.page_guidance,
        themes=themes,
        requirements=found.requirements,
        unsure=(*found.unsure, *_unsure_of(themes)),
        lines=lines,
        notes=notes,
    )


def _theme(asked: ThemeAsked) -> ImportedLetterTheme:
    return ImportedLetterTheme(
        asked.number, asked.title, tuple(asked.questions), "\n\n".join(asked.explanation)
    )


def _unsure_of(themes: Sequence[ImportedLetterTheme]) -> Iterator[str]:
    if [theme.title for theme in themes] == [UNTITLED]:
        yield "The letter has no themes: its points are one. Check them, and give it a title."
    if not themes:
        yield "No themes with questions were found: add them by hand."
    if [theme.number for theme in themes] != list(range(1, len(themes) + 1)):
        numbers = ", ".join(str(theme.number) for theme in themes)
        yield f"The themes are numbered {numbers}: check that none is missing."
    for theme in themes:
        for position, question in enumerate(theme.questions, 1):
            if "?" not in question:
                place = f"Theme {theme.number}, question {position}"
                yield f"{place} has no question mark: check that it is whole."
