"""How each of a commission's questions is dealt with: by paragraphs, by a statement, or not yet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from plans.commission import Asked, AskedQuestion, AskedTheme
from plans.models import Answer, Coverage, Passage, Plan

OPEN = "open"
OPEN_LABEL = "Open"


@dataclass(frozen=True)
class Row:
    """One question: its state ("open" or one of Coverage.State), who answers it, and why not."""

    question: AskedQuestion
    state: str
    label: str
    reason: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class ThemeRows:
    theme: AskedTheme
    rows: tuple[Row, ...]

    @property
    def open(self) -> int:
        return sum(row.state == OPEN for row in self.rows)


def coverage_of(plan: Plan) -> tuple[ThemeRows, ...]:
    """Every question in the commission's order; two queries."""
    answers = Answer.objects.filter(passage__plan=plan).select_related("passage")
    return rows_for(plan.asked, answers, Coverage.objects.filter(plan=plan))


def rows_for(
    asked: Asked, answers: Iterable[Answer], said: Iterable[Coverage]
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


def _row(question: AskedQuestion, passages: list[Passage], said: Coverage | None) -> Row:
    if said:
        state, label, reason = said.state, said.get_state_display(), said.reason
    elif passages:
        state, label, reason = Coverage.State.ANSWERED, Coverage.State.ANSWERED.label, ""
    else:
        state, label, reason = OPEN, OPEN_LABEL, ""
    return Row(question, state, label, reason, tuple(passages))
