"""How each of a commission's questions is dealt with: by paragraphs, by a statement, or not yet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet

from plans.commission import BriefQuestion, BriefTheme, CommissionBrief
from plans.models import Passage, Plan, QuestionCoverage, QuestionLink
from web.compiled_queries import prepared

OPEN = "open"
OPEN_LABEL = "Open"


@dataclass(frozen=True)
class QuestionRow:
    """One question: its state ("open" or a `QuestionCoverage.State`), its answers, or why not."""

    question: BriefQuestion
    state: str
    label: str
    reason: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class ThemeRows:
    theme: BriefTheme
    rows: tuple[QuestionRow, ...]

    @property
    def open(self) -> int:
        return sum(row.state == OPEN for row in self.rows)


def coverage_of(plan: Plan) -> tuple[ThemeRows, ...]:
    """Every question in the commission's order; two queries."""
    return rows_for(plan.asked, answers_in(plan.pk), statements_in(plan.pk))


@prepared
def answers_in(plan: int) -> QuerySet[QuestionLink]:
    return QuestionLink.objects.filter(passage__plan=plan).select_related("passage")


@prepared
def statements_in(plan: int) -> QuerySet[QuestionCoverage]:
    return QuestionCoverage.objects.filter(plan=plan)


def questions_dealt_with(plan: Plan) -> set[str]:
    """The keys of the questions that a paragraph answers or a statement says something of."""
    return {key for (key,) in (*answered_in(plan.pk), *stated_of(plan.pk))}


@prepared
def answered_in(plan: int) -> QuerySet[Any, Any]:
    passages = ArraySubquery(Passage.objects.filter(plan=plan).order_by().values("pk"))
    return QuestionLink.objects.filter(passage__any=passages).order_by().values_list("question")


@prepared
def stated_of(plan: int) -> QuerySet[Any, Any]:
    return QuestionCoverage.objects.filter(plan=plan).order_by().values_list("question")


def rows_for(
    asked: CommissionBrief, answers: Iterable[QuestionLink], said: Iterable[QuestionCoverage]
) -> tuple[ThemeRows, ...]:
    """A statement counts before paragraphs, and paragraphs before nothing."""
    by_question: dict[str, list[Passage]] = defaultdict(list)
    for answer in answers:
        by_question[answer.question].append(answer.passage)
    statements = {row.question: row for row in said}
    return tuple(
        ThemeRows(
            theme,
            tuple(
                _row(question, by_question[question.key], statements.get(question.key))
                for question in theme.questions
            ),
        )
        for theme in asked.themes
    )


def _row(
    question: BriefQuestion, passages: list[Passage], said: QuestionCoverage | None
) -> QuestionRow:
    if said:
        state, label, reason = said.state, said.get_state_display(), said.reason
    elif passages:
        state, label, reason = (
            QuestionCoverage.State.ANSWERED,
            QuestionCoverage.State.ANSWERED.label,
            "",
        )
    else:
        state, label, reason = OPEN, OPEN_LABEL, ""
    return QuestionRow(question, state, label, reason, tuple(passages))
