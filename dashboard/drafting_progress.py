"""How far the writing of a plan is: its parts, its questions, its lists and its pages."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Value
from django.utils import timezone

from councils.record.models import Act
from plans.commission import PageGuidance
from plans.coverage import questions_dealt_with
from plans.item_types import ITEM_TYPES
from plans.models import Passage, Plan, Theme
from plans.parts import PlanPart, writer_ended
from web.compiled_queries import prepared
from web.ended import named_with_end


@dataclass(frozen=True)
class PartProgress:
    """One part of the plan: how many paragraphs it has, how many are ready, who has the others."""

    part: PlanPart
    paragraphs: int
    ready: int
    writers: tuple[str, ...]

    @property
    def state(self) -> str:
        if not self.paragraphs:
            return "empty"
        return "ready" if self.ready == self.paragraphs else "writing"

    @property
    def label(self) -> str:
        labels = {"empty": "No text yet", "ready": "Ready", "writing": "Being written"}
        return labels[self.state]

    @property
    def hint(self) -> str:
        said = f"{self.ready} of {self.paragraphs} paragraph{'s' * (self.paragraphs > 1)} ready."
        names = ", ".join(self.writers)
        waits = f"Waiting for {names}." if names else ""
        return " ".join(part for part in (said if self.paragraphs else "", waits) if part)


@dataclass(frozen=True)
class Progress:
    plan: Plan
    parts: tuple[PartProgress, ...]
    asked_questions: int
    open_questions: int
    counts: dict[str, int]
    last_act: Act | None

    @property
    def has_text(self) -> bool:
        return any(part.paragraphs for part in self.parts)

    @property
    def guidance(self) -> PageGuidance | None:
        return self.plan.asked.pages


def progress_of(plan: Plan) -> Progress:
    """Six queries, however much is written."""
    last_act = next(iter(newest_act_on(plan.pk)), None)
    asked = {question.key for theme in plan.asked.themes for question in theme.questions}
    return Progress(
        plan=plan,
        parts=tuple(parts_progress(plan, timezone.localdate())),
        asked_questions=len(asked),
        open_questions=len(asked - questions_dealt_with(plan)),
        counts=counts_of(plan),
        last_act=last_act,
    )


def parts_progress(plan: Plan, on: date) -> Iterator[PartProgress]:
    """The introduction and each theme, without a word of their text; two queries."""
    paragraphs = defaultdict(list)
    for theme, *paragraph in paragraphs_of(plan.pk, on):
        paragraphs[theme].append(paragraph)
    for position, theme in enumerate([None, *themes_of(plan.pk, on)]):
        here = paragraphs[theme.pk if theme else None]
        waiting = [named_with_end(name, over) for ready, name, over in here if name and not ready]
        if theme and theme.writer and theme.writer.name not in {name for _, name, _ in here}:
            waiting.insert(0, named_with_end(theme.writer.name, theme.writer_ended))
        yield PartProgress(
            PlanPart(theme, [], position),
            len(here),
            sum(ready for ready, _, _ in here),
            tuple(dict.fromkeys(waiting)),
        )


@prepared
def newest_act_on(plan: int) -> QuerySet[Act]:
    return Act.objects.filter(plan=plan).order_by("-sequence").select_related("actor")[:1]


@prepared
def paragraphs_of(plan: int, on: date) -> QuerySet[Any, Any]:
    """The theme of each, whether it is ready, its writer, and when they ceased to be one."""
    ended = writer_ended(on)
    rows = Passage.objects.filter(plan=plan, kind=Passage.Kind.PARAGRAPH).order_by("place")
    return rows.annotate(ended=ended).values_list("theme", "ready", "writer__name", "ended")


@prepared
def themes_of(plan: int, on: date) -> QuerySet[Theme]:
    """With whoever is to write in each, and when they ceased to be one who does."""
    themes: Any = Theme.objects.filter(plan=plan).select_related("writer").order_by("place")
    found: QuerySet[Theme] = themes.annotate(writer_ended=writer_ended(on))
    return found


def counts_of(plan: Plan) -> dict[str, int]:
    """How many rows each of the plan's lists has, in one query; nothing for an empty list."""
    return Counter(key for (key,) in rows_of_lists(plan.pk))


@prepared
def rows_of_lists(plan: int) -> QuerySet[Any, Any]:
    # A row of each is its list's key: joined to one plan, the lists would multiply each other.
    named = [
        one.model._default_manager.filter(plan=plan).order_by().values_list(Value(key))
        for key, one in ITEM_TYPES.items()
    ]
    return named[0].union(*named[1:], all=True)
