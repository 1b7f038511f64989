"""The parts of a plan as its pages go through them: the introduction, then each theme."""

from datetime import date
from itertools import zip_longest
from typing import Any

from django.db.models import Exists, Expression, OuterRef, Q, QuerySet
from django.utils.safestring import SafeString

from councils.duties import ended_on
from councils.models import User
from councils.roles import MAY, Right
from plans.assemble import paragraph_numberer
from plans.models import GuestLink, Passage, Plan, Stash, Theme
from web.compiled_queries import prepared
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

    # Its passages as HTML, where a page drew them.
    rows: list[SafeString]

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


def parts_of(plan: Plan, *, on: date | None = None, to_write: User | None = None) -> list[PlanPart]:
    """The plan's introduction and themes in order, with their passages; two queries.

    With a day, each passage and theme says whether its writer's role was over by then
    (`writer_ended`), and each theme comes with its writer. With whoever is `to_write` besides, each
    passage says whether they typed something there that is not saved (`unsaved`).
    """
    if on and to_write:
        passages = passages_to_write(plan.pk, on, to_write.pk)
        themes = themes_and_ends(plan.pk, on)
    elif on:
        passages, themes = passages_and_ends(plan.pk, on), themes_and_ends(plan.pk, on)
    else:
        passages = list(plan.passages.select_related("writer").order_by("place"))
        themes = list(plan.themes.order_by("place"))
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


@prepared
def passages_and_ends(plan: int, on: date) -> QuerySet[Any, Passage]:
    # The stubs would have the column twice: the model says that a page may have asked for it.
    rows: Any = Passage.objects.filter(plan=plan).select_related("writer").order_by("place")
    found: QuerySet[Any, Passage] = rows.annotate(writer_ended=writer_ended(on))
    return found


@prepared
def passages_to_write(plan: int, on: date, person: int) -> QuerySet[Any, Passage]:
    mine = Stash.objects.filter(passage=OuterRef("pk"), person=person)
    rows: Any = Passage.objects.filter(plan=plan).select_related("writer").order_by("place")
    found: QuerySet[Any, Passage] = rows.annotate(
        writer_ended=writer_ended(on), unsaved=Exists(mine.order_by())
    )
    return found


@prepared
def themes_and_ends(plan: int, on: date) -> QuerySet[Any, Theme]:
    rows: Any = Theme.objects.filter(plan=plan).select_related("writer").order_by("place")
    found: QuerySet[Any, Theme] = rows.annotate(writer_ended=writer_ended(on))
    return found


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
