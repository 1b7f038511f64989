"""What a text that comes would change in a plan that has one; nothing is changed here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.actions.bases import base_of
from plans.actions.imports import asked_title
from plans.arriving import INTRODUCTION, Meeting, Printed, Text, as_printed, meet, part_name
from plans.arriving_since import told_since
from plans.figures import figure_formatter
from plans.importing.passages import ImportedPassage
from plans.importing.plan import ImportedPlan, ImportedTheme
from plans.lengths import LONGEST_HEADING
from plans.models import Passage, Plan, Theme

# A theme that is not there yet is counted.
NEW_THEME = "new-"


@dataclass(frozen=True)
class Retitled:
    """A theme that the text words otherwise."""

    theme: Theme
    title: str

    @property
    def key(self) -> str:
        return f"title-{self.theme.pk}"


@dataclass(frozen=True)
class Offered:
    """What a text would change in a plan: its paragraphs, and titles; `titles` names each part.

    `made_from` says of which words of the plan it was made, as far as that can be told.
    """

    meeting: Meeting
    retitled: tuple[Retitled, ...]
    titles: dict[str, str]
    made_from: str = ""

    @property
    def keys(self) -> set[str]:
        found = {one.key for one in self.meeting.differences}
        return found | {one.key for one in self.retitled}


def offered(plan: Plan, imported: ImportedPlan) -> Offered:
    """The plan's text and the one that comes, paragraph by paragraph; nothing is changed."""
    themes = list(plan.themes.order_by("place"))
    part_of = [part_for(plan, themes, one, place) for place, one in enumerate(imported.themes)]
    printed = figure_formatter(plan.figures.all())
    standing = [standing_text(one, printed) for one in in_reading_order(plan)]
    coming = list(texts_of(imported, part_of))
    titles = {INTRODUCTION: "Introduction"} | {part_name(one.pk): one.title for one in themes}
    known = {part_name(one.pk): one for one in themes}
    retitled = []
    for part, one in zip(part_of, imported.themes, strict=True):
        titles.setdefault(part, one.title or asked_title(plan, key_of(plan, one)))
        if part in known and one.title and one.title != known[part].title:
            retitled.append(Retitled(known[part], one.title))
    ordered = sorted(standing, key=lambda one: list(titles).index(one.part))
    arriving = sorted(coming, key=lambda one: list(titles).index(one.part))
    base = base_of(plan, standing, coming)
    meeting = meet(ordered, arriving, base.texts if base else {})
    if base:
        meeting = told_since(meeting, base.texts, standing, printed)
    return Offered(meeting, tuple(retitled), titles, base.name if base else "")


def standing_text(row: Passage, printed: Printed) -> Text:
    words = as_printed(row.body, printed)
    return Text(row.pk, part_name(row.theme_id), row.is_heading, row.body, *words)


def in_reading_order(plan: Plan) -> list[Passage]:
    rows = plan.passages.select_related("theme").order_by("theme__place", "place")
    return sorted(rows, key=lambda one: one.theme_id is not None)


def key_of(plan: Plan, part: ImportedTheme) -> str:
    """The key under which the commission asks for the theme, if it does."""
    asked = plan.asked.themes
    return asked[part.commission_theme - 1].key if part.commission_theme else ""


def part_for(plan: Plan, themes: Sequence[Theme], part: ImportedTheme, place: int) -> str:
    """The plan's theme for an imported one: by what it answers, else by its title."""
    key = key_of(plan, part)
    for theme in themes:
        same = theme.answers == key if key else theme.title.casefold() == part.title.casefold()
        if same:
            return part_name(theme.pk)
    return f"{NEW_THEME}{place}"


def texts_of(imported: ImportedPlan, part_of: Sequence[str]) -> Iterator[Text]:
    """What comes, in its order, numbered below zero."""
    number = 0
    parts = [(INTRODUCTION, imported.introduction)]
    parts += [(part, one.passages) for part, one in zip(part_of, imported.themes, strict=True)]
    for part, passages in parts:
        for passage in passages:
            number -= 1
            yield Text(number, part, is_heading(passage), passage.body, passage.body)


def is_heading(passage: ImportedPassage) -> bool:
    """A heading too long to be one is a paragraph: no word of it is lost."""
    return passage.kind == "heading" and len(passage.body) <= LONGEST_HEADING
