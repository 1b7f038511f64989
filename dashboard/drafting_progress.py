"""How far the writing of a plan is: its parts, its questions, its lists and its pages."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Value
from django.utils import timezone

from councils.record.models import Act
from plans.commission import PageGuidance
from plans.coverage import ThemeRows, coverage_of
from plans.item_types import ITEM_TYPES
from plans.models import Plan
from plans.parts import PlanPart, parts_of
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
        if not self.paragraphs:
            return ""
        said = f"{self.ready} of {self.paragraphs} paragraph{'s' * (self.paragraphs > 1)} ready"
        names = ", ".join(self.writers)
        return f"{said}. Waiting for {names}." if names else f"{said}."


@dataclass(frozen=True)
class Progress:
    plan: Plan
    parts: tuple[PartProgress, ...]
    questions: tuple[ThemeRows, ...]
    counts: dict[str, int]
    last_act: Act | None

    @property
    def open_questions(self) -> int:
        return sum(theme.open for theme in self.questions)

    @property
    def asked_questions(self) -> int:
        return sum(len(theme.rows) for theme in self.questions)

    @property
    def has_text(self) -> bool:
        return any(part.paragraphs for part in self.parts)

    @property
    def guidance(self) -> PageGuidance | None:
        return self.plan.asked.pages


def progress_of(plan: Plan) -> Progress:
    """Six queries, however much is written."""
    last_act = (
        Act.objects.filter(plan=plan.pk).order_by("-sequence").select_related("actor").first()
    )
    return Progress(
        plan=plan,
        parts=tuple(part_progress(part) for part in parts_of(plan, on=timezone.localdate())),
        questions=coverage_of(plan),
        counts=counts_of(plan),
        last_act=last_act,
    )


def part_progress(part: PlanPart) -> PartProgress:
    paragraphs = [one for one in part.passages if not one.is_heading]
    waiting = [
        named_with_end(one.writer.name, one.writer_ended)
        for one in paragraphs
        if one.writer and not one.ready
    ]
    return PartProgress(
        part,
        len(paragraphs),
        sum(one.ready for one in paragraphs),
        tuple(dict.fromkeys(waiting)),
    )


def counts_of(plan: Plan) -> dict[str, int]:
    """How many rows each of the plan's lists has, in one query; nothing for an empty list."""
    # A row of each is its list's key: joined to one plan, the lists would multiply each other.
    named = [
        one.model._default_manager.filter(plan=plan).order_by().values_list(Value(key))
        for key, one in ITEM_TYPES.items()
    ]
    return Counter(key for (key,) in named[0].union(*named[1:], all=True))
