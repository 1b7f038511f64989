"""What somebody is to write, in each plan: what they were given and have not said is ready."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, Exists, F, IntegerField, OuterRef, Q, QuerySet
from django.db.models import Value as V
from django.db.models.functions import Cast, Left

from councils.access import Access
from councils.roles import Right
from dashboard.next_actions import Action
from dashboard.plan_state import PlanState
from plans.access import plan_url
from plans.assignments import PASSAGE, QUESTION, THEME, plan_day
from plans.models import Passage, QuestionAssignment, QuestionLink, Stage, Theme
from plans.models.passages import ENOUGH_TO_NAME, opening_words
from web.compiled_queries import prepared

# By the kind of what is to be written, the codes of the actions that ask for it.
CODES = {PASSAGE: "write", THEME: "write_theme", QUESTION: "write_question"}
States = dict[int, PlanState]


class ToWrite(NamedTuple):
    """One row: a theme or a question only while its writer has no paragraph there."""

    kind: str
    plan: int
    key: int
    question: str
    words: str
    theme: str | None
    theme_place: int | None
    place: int | None
    wanted_on: date | None

    @property
    def order(self) -> tuple[int, ...]:
        """As in the text: the introduction first, a theme before what is in it, questions last."""
        at = -1 if self.theme_place is None else self.theme_place
        return (self.plan, self.kind == QUESTION, at, self.place or -1)


def assigned_to(person: int) -> list[ToWrite]:
    """All that somebody is to write, in one query, plan by plan and in the order of the text."""
    return sorted((ToWrite(*row) for row in rows_assigned_to(person)), key=lambda row: row.order)


@prepared
def rows_assigned_to(person: int) -> QuerySet[Any, Any]:
    open_ones = ~Q(plan__stage=Stage.CLOSED)
    passages = Passage.objects.filter(open_ones, writer=person, ready=False)
    theirs = Passage.objects.filter(theme=OuterRef("pk"), writer=person)
    themes = Theme.objects.filter(open_ones, ~Exists(theirs), writer=person)
    answering = QuestionLink.objects.filter(
        question=OuterRef("question"), passage__plan=OuterRef("plan"), passage__writer=person
    )
    questions = QuestionAssignment.objects.filter(open_ones, ~Exists(answering), writer=person)
    nothing, nowhere = V("", CharField()), V(None, IntegerField())
    return columns(
        passages,
        PASSAGE,
        (nothing, Left("body", ENOUGH_TO_NAME), F("theme__title"), F("theme__place"), F("place")),
    ).union(
        columns(themes, THEME, (nothing, F("title"), F("title"), F("place"), nowhere)),
        columns(
            questions,
            QUESTION,
            (F("question"), nothing, V(None, CharField()), nowhere, nowhere),
        ),
        all=True,
    )


def columns(rows: Any, kind: str, rest: tuple[Any, ...]) -> QuerySet[Any, Any]:
    """One kind's rows with the columns of `ToWrite`, each of the same type for every kind."""
    names = ("of_question", "words", "of_theme", "theme_at", "place_at")
    types: list[Any] = [*(CharField(),) * 3, *(IntegerField(),) * 2]
    cast = {n: Cast(one, kept) for n, one, kept in zip(names, rest, types, strict=True)}
    typed = rows.order_by().annotate(of_kind=V(kind, CharField()), **cast)
    found: QuerySet[Any, Any] = typed.annotate(day=Cast("wanted_on", DateField()))
    return found.values_list("of_kind", "plan", "pk", *names, "day")


def to_write(
    access: Access, assigned: Iterable[ToWrite], states: States, today: date
) -> list[Action]:
    """Of plans in this council that are being written: what is late first, then as in the text."""
    if not access.may(Right.WRITE_ASSIGNED, Right.WRITE_PLANS):
        return []
    found = actions_in(access, assigned, states)
    return sorted(found, key=lambda one: min(one.by or today, today))


def actions_in(access: Access, assigned: Iterable[ToWrite], states: States) -> Iterator[Action]:
    for row in assigned:
        state = states.get(row.plan)
        if state and state.plan.council_id == access.council.pk and state.is_being_written:
            label, where, href = told(row, state)
            by = row.wanted_on or plan_day(state.plan)
            title = state.plan.title
            yield Action(CODES[row.kind], label, href, where, waits=True, title=title, by=by)


def told(row: ToWrite, state: PlanState) -> tuple[str, str, str]:
    """What it is called, where it is, and where it is written."""
    plan = state.plan
    if row.kind == QUESTION:
        texts = {one.key: one.text for one in plan.asked.questions}
        words = texts.get(row.question, "")
        return (
            f"Question {row.question}",
            words or "No longer asked",
            plan_url("question_write", plan, row.question),
        )
    if row.kind == THEME:
        page = plan_url("passage_add", plan, row.key, Passage.Kind.PARAGRAPH)
        return row.words, "A new paragraph", page
    return opening_words(row.words), row.theme or "Introduction", plan_url("passage", plan, row.key)
