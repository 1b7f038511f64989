"""The parts of a plan as its pages go through them: the introduction, then each theme."""

from datetime import date
from itertools import zip_longest
from typing import Any

from django.db.models import Exists, Expression, OuterRef, Q

from councils.duties import ended_on
from councils.roles import MAY, Right
from plans.assemble import paragraph_numberer
from plans.models import GuestLink, Passage, Plan, Theme
from web.text import clean

# Roles in which somebody writes what they were assigned.
WRITING = {*MAY[Right.WRITE_PLANS], *MAY[Right.WRITE_ASSIGNED]}


def writer_ended(on: date) -> Expression:
    """The day on which the role of a row's writer ended; of one who has a link, none did."""
    links = GuestLink.objects.filter(
        plan=OuterRef("plan"),
        person=OuterRef("writer"),
        may_write=True,
        revoked_at=None,
        until__gte=on,
    )
    by_link = Q(Exists(links.order_by()))
    return ended_on("writer", "plan__council", WRITING, on, unless=by_link)


class PlanPart:
    """The introduction or a theme, with its passages in order, as a page goes through them."""

    def __init__(self, theme: Theme | None, passages: list[Passage], position: int = 0) -> None:
        self.theme = theme
        self.passages = passages
        self.position = position

    @property
    def key(self) -> str:
        return str(self.theme.pk) if self.theme else "introduction"

    @property
    def name(self) -> str:
        return f"theme {self.position}" if self.theme else "the introduction"

    @property
    def title(self) -> str:
        return self.theme.title if self.theme else "Introduction"

    @property
    def ready_in_words(self) -> str:
        """How many of its paragraphs are ready, in a few words."""
        marks = [one.ready for one in self.passages if not one.is_heading]
        if not marks:
            return "Nothing written yet"
        return "All ready" if all(marks) else f"{sum(marks)} of {len(marks)} ready"

    @property
    def writers(self) -> str:
        """Who has any of it and is not done, by name."""
        rows: list[Theme | Passage] = [one for one in self.passages if not one.ready]
        who = [one.writer for one in ([self.theme, *rows] if self.theme else rows) if one.writer]
        return ", ".join(dict.fromkeys(person.name for person in who))


def parts_of(plan: Plan, *, on: date | None = None) -> list[PlanPart]:
    """The plan's introduction and themes in order, with their passages; two queries.

    With a day, each passage and theme says whether its writer's role was over by then
    (`writer_ended`), and each theme comes with its writer.
    """
    # The stubs would have the column twice: the model says that a page may have asked for it.
    rows: Any = plan.passages.select_related("writer").order_by("place")
    of_themes: Any = plan.themes.order_by("place")
    if on:
        ended = writer_ended(on)
        rows = rows.annotate(writer_ended=ended)
        of_themes = of_themes.select_related("writer").annotate(writer_ended=ended)
    passages = list(rows)
    themes = list(of_themes)
    parts = [PlanPart(None, [one for one in passages if one.theme_id is None])]
    parts += [
        PlanPart(theme, [one for one in passages if one.theme_id == theme.pk], position)
        for position, theme in enumerate(themes, start=1)
    ]
    number = paragraph_numberer(plan)
    for part in parts:
        number(True)
        for passage, after in zip_longest(part.passages, part.passages[1:]):
            passage.joins = bool(after) and not (passage.is_heading or after.is_heading)
            numbered = part.theme and not passage.is_heading
            passage.number = number(False) if numbered else ""
    return parts


def paragraphs_in(text: str) -> list[str]:
    """Split typed text at blank lines; a list belongs to the paragraph before it."""
    found: list[str] = []
    for block in clean(text).split("\n\n"):
        words = block.strip("\n")
        if not words.strip():
            continue
        is_list = words.lstrip().startswith(("- ", "* ", "• ", "a. ", "1. ", "b. ", "2. "))
        if found and (is_list or words.startswith("   ")):
            found[-1] += f"\n\n{words}"
        else:
            found.append(words)
    return found
