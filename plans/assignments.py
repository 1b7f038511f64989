"""Who has what of a plan: paragraphs, themes and questions, by when, and how far each is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, TextChoices
from django.utils import timezone

from councils.models import User
from councils.record.models import Act
from councils.record.naming import with_names
from plans.commission import BriefQuestion, CommissionBrief
from plans.coverage import stated_of
from plans.models import Passage, Plan, QuestionAssignment, QuestionLink, Theme
from plans.parts import PlanPart, parts_of, writer_ended

PASSAGE, THEME, QUESTION = "passage", "theme", "question"
Given = Passage | Theme | QuestionAssignment
MODELS: dict[str, type[Given]] = {PASSAGE: Passage, THEME: Theme, QUESTION: QuestionAssignment}
NUDGED, TAKEN_BACK = "writer_nudged", "assignment_taken_back"
# Of what was taken back as many are told, newest first.
MOST_TAKEN_BACK = 5


class Progress(TextChoices):
    """How far somebody is with what they were given."""

    EMPTY = "empty", "Not begun"
    WRITING = "writing", "Written, not ready"
    READY = "ready", "Ready"


@dataclass(frozen=True)
class Assignment:
    """One thing that somebody was given: `wanted` is its own day, or else the plan's."""

    row: Given
    name: str
    where: str
    wanted: date | None
    progress: Progress
    nudged: Act | None = None

    @property
    def kind(self) -> str:
        return kind_of_given(self.row)

    @property
    def key(self) -> str:
        return key_of(self.row)

    @property
    def is_ready(self) -> bool:
        return self.progress == Progress.READY

    def is_late(self, on: date) -> bool:
        return not self.is_ready and self.wanted is not None and self.wanted < on


@dataclass(frozen=True)
class WhoHasWhat:
    """What was given, in the order of the plan, and what of the plan nobody has: (value, words)."""

    given: tuple[Assignment, ...]
    free: tuple[tuple[str, str], ...]


def kind_of_given(row: Given) -> str:
    if isinstance(row, QuestionAssignment):
        return QUESTION
    return THEME if isinstance(row, Theme) else PASSAGE


def key_of(row: Given) -> str:
    """A question goes by its key in the commission, as it may be given before it has a row."""
    return row.question if isinstance(row, QuestionAssignment) else str(row.pk)


def part_named(row: Given, plan: Plan) -> str:
    """What people know it by: a paragraph's first words, a theme's title, a question's text."""
    if isinstance(row, QuestionAssignment):
        texts = {one.key: one.text for one in plan.asked.questions}
        return f"Question {row.question}: {texts.get(row.question, 'no longer asked')}"
    return str(row)


def plan_day(plan: Plan) -> date | None:
    """The plan's own day, by which all of it is wanted: its meeting's, or else its deadline's."""
    return plan.meets_on or (timezone.localdate(plan.due_at) if plan.due_at else None)


def day_of(row: Given, plan: Plan) -> date | None:
    """By when something is wanted: as whoever gave it said, or else by the plan's own day."""
    return row.wanted_on or plan_day(plan)


def theme_of(asked: CommissionBrief, question: str) -> str:
    """The key of the commission's theme in which a question is asked; "" of one it has not."""
    found = (theme.key for theme in asked.themes for one in theme.questions if one.key == question)
    return next(found, "")


def who_has_what(plan: Plan, on: date) -> WhoHasWhat:
    """Everything given and not given in a plan; six queries, however long it is."""
    parts = parts_of(plan, on=on)
    questions = {row.question: row for row in question_assignments(plan, on)}
    answers = answers_in(plan)
    nudges = nudges_in(plan)
    settled = {key for (key,) in stated_of(plan.pk)}
    given, free = [], []
    for row, name, where, ready in rows_of(plan, parts, questions, answers):
        if row.writer_id:
            nudged = nudges.get((row.record_kind, row.pk, row.writer_id))
            wanted = day_of(row, plan)
            given.append(Assignment(row, name, where, wanted, progress_of(ready), nudged))
        elif not is_done(row, ready, answers, settled):
            whole = "All of it: " if isinstance(row, Theme) else ""
            free.append((f"{kind_of_given(row)}-{key_of(row)}", f"{where}. {whole}{name}"))
    return WhoHasWhat(tuple(given), tuple(free))


def is_done(
    row: Given, ready: list[bool], answers: dict[str, list[Passage]], settled: set[str]
) -> bool:
    """Whether nobody is wanted for something that nobody has."""
    if isinstance(row, QuestionAssignment):
        return row.question in settled or bool(answers.get(row.question))
    return isinstance(row, Passage) and ready == [True]


Rows = Iterator[tuple[Given, str, str, list[bool]]]


def rows_of(
    plan: Plan,
    parts: list[PlanPart],
    questions: dict[str, QuestionAssignment],
    answers: dict[str, list[Passage]],
) -> Rows:
    """Each thing that may be given: its row, what it is called, where it is, what of it is ready.

    Ready marks are those of what its writer has there; one that is `False` is begun.
    """
    asked, told = plan.asked, set()
    for part in parts:
        where = place_of(part)
        paragraphs = [one for one in part.passages if not one.is_heading]
        if part.theme:
            yield part.theme, part.title, where, marks_of(paragraphs, part.theme.writer_id)
            for one in questions_in(asked, part.theme):
                told.add(one.key)
                yield question_row(plan, one, questions, answers, where)
        for passage in paragraphs:
            yield passage, str(passage), where, [passage.ready] if passage.body.strip() else []
    for one in asked.questions:
        if one.key not in told:
            yield question_row(plan, one, questions, answers, "In no theme yet")


def question_row(
    plan: Plan,
    asked: BriefQuestion,
    questions: dict[str, QuestionAssignment],
    answers: dict[str, list[Passage]],
    where: str,
) -> tuple[Given, str, str, list[bool]]:
    row = questions.get(asked.key) or QuestionAssignment(plan=plan, question=asked.key)
    marks = marks_of(answers.get(asked.key, []), row.writer_id)
    return row, f"Question {asked.key}: {asked.text}", where, marks


def marks_of(passages: Iterable[Passage], writer: int | None) -> list[bool]:
    """Whether each of somebody's paragraphs that has words is ready."""
    return [one.ready for one in passages if writer and one.writer_id == writer and one.body]


def progress_of(ready: list[bool]) -> Progress:
    if not ready:
        return Progress.EMPTY
    return Progress.READY if all(ready) else Progress.WRITING


def place_of(part: PlanPart) -> str:
    return f"Theme {part.position}" if part.theme else "Introduction"


def questions_in(asked: CommissionBrief, theme: Theme | None) -> tuple[BriefQuestion, ...]:
    """The questions of the commission's theme that a theme of the plan answers."""
    found = asked.theme(theme.answers) if theme and theme.answers else None
    return found.questions if found else ()


def question_assignments(plan: Plan, on: date) -> QuerySet[QuestionAssignment]:
    ended = writer_ended(on)
    rows: Any = plan.questions_assigned.select_related("writer")
    found: QuerySet[QuestionAssignment] = rows.annotate(writer_ended=ended)
    return found


def answers_in(plan: Plan) -> dict[str, list[Passage]]:
    """The paragraphs that answer each question, by its key."""
    links = QuestionLink.objects.filter(passage__plan=plan).select_related("passage")
    found: dict[str, list[Passage]] = {}
    for link in links:
        found.setdefault(link.question, []).append(link.passage)
    return found


def question_assignment(plan: Plan, question: str) -> QuestionAssignment | None:
    return QuestionAssignment.objects.filter(plan=plan, question=question).first()


def is_ready(row: Given, answers: dict[str, list[Passage]]) -> bool:
    """Whether all is ready that its writer has written of it, and something is written."""
    if isinstance(row, Passage):
        return row.ready
    here = answers.get(row.question, []) if isinstance(row, QuestionAssignment) else None
    paragraphs = row.passages.all() if isinstance(row, Theme) else here or []
    return progress_of(marks_of(paragraphs, row.writer_id)) == Progress.READY


def nudges_in(plan: Plan) -> dict[tuple[str, int | None, int], Act]:
    """When each thing was last asked after, by its kind, its key, and who was asked."""
    acts = Act.objects.filter(plan=plan.pk, verb=NUDGED).select_related("actor")
    return {
        (act.subject_kind, act.subject_id, act.details["person"]): act
        for act in acts.order_by("sequence")
    }


@dataclass(frozen=True)
class TakenBack:
    """The act that took something back, and who had it; "" where that act does not say."""

    act: Act
    had: str


def taken_back_lately(plan: Plan) -> list[TakenBack]:
    """What was taken back from somebody last, newest first; four queries."""
    acts = Act.objects.filter(plan=plan.pk, verb=TAKEN_BACK).select_related("actor")
    last = with_names(list(acts.order_by("-sequence")[:MOST_TAKEN_BACK]))
    people = User.objects.in_bulk([act.details.get("person") or 0 for act in last])
    had = {key: person.name for key, person in people.items()}
    return [TakenBack(act, had.get(act.details.get("person"), "")) for act in last]


def given_to(person: User, plan: Plan, *, theme: Theme | None, question: str) -> Given | None:
    """What lets somebody add a paragraph in a place: its theme, or the question it is for."""
    if theme and theme.writer_id == person.pk:
        return theme
    mine = QuestionAssignment.objects.filter(plan=plan, writer=person, question=question)
    found = mine.first() if question else None
    return found if found and belongs_in(plan, question) == theme else None


def belongs_in(plan: Plan, question: str) -> Theme | None:
    """The theme of a plan in which a question is answered; None (the introduction) without one."""
    key = theme_of(plan.asked, question)
    return plan.themes.filter(answers=key).order_by("place").first() if key else None
