"""The words of a plan in their order, and which question each paragraph answers."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q

from councils.models import User
from councils.record.history import RecordedHistory
from plans.blocks import without_notes
from plans.models.assigned import CAME_LATER, Assigned, asked_of_somebody
from plans.models.comments import open_on_one
from plans.models.plan import Plan, Theme, days_off_of
from plans.models.sending import sent_facts
from plans.models.suggestions import suggested_for_one
from plans.richtext import fill_figures, parse_richtext, plain_text
from plans.written_notes import OPENS, end_of_note

# Characters in which a passage's first words are found, whatever links stand among them.
ENOUGH_TO_NAME = 1000


def enough_of(body: str) -> str:
    """Its start, without a note that is cut off there: its words are none of the passage's."""
    start = body[:ENOUGH_TO_NAME]
    if len(start) < ENOUGH_TO_NAME:
        return start
    last_line = start.rfind("\n") + 1
    opens = start.find(OPENS, last_line)
    while opens >= 0 and end_of_note(start, opens):
        opens = start.find(OPENS, end_of_note(start, opens))
    return start if opens < 0 else start[:opens]


@lru_cache(maxsize=1024)
def opening_words(body: str) -> str:
    """The first words in quotation marks; kept, as lists name the same passages again and again.

    Those of a note where there are no others.
    """
    blocks = fill_figures(parse_richtext(enough_of(body)), lambda name: "…")
    words = plain_text(without_notes(blocks)).split() or plain_text(blocks).split()
    start = " ".join(words[:8])
    return f"“{start}…”" if len(words) > 8 else f"“{start}”"


class PassageQuerySet(models.QuerySet["Passage"]):
    def whole(self) -> "PassageQuerySet":
        """With its plan, the questions it answers (`answered`), and what its page shows of both."""
        answers = QuestionLink.objects.filter(passage=models.OuterRef("pk")).values("question")
        found = self.select_related("plan__commission", "theme")
        return found.defer("plan__commission__content").annotate(
            listed_days_off=days_off_of("plan__council"),
            sent_facts=sent_facts("plan__"),
            open_comments=open_on_one(),
            open_suggestions=suggested_for_one(),
            answered=ArraySubquery(answers),
        )


class Passage(Assigned):
    """A paragraph or a heading; without a theme it belongs to the introduction.

    Paragraphs and headings share one order, so they share one table. `body` is rich text as
    `plans.richtext` reads it; a heading's is one plain line.
    """

    record_kind = "passage"
    came_later = CAME_LATER

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph", "Paragraph"
        HEADING = "heading", "Heading"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="passages")
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="passages"
    )
    place = models.IntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PARAGRAPH)
    body = models.TextField(blank=True)
    writer = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    ready = models.BooleanField(default=False)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory(read_back="plan")
    # Its council's days off, what was sent of the plan, the keys of the questions it answers (see
    # PassageQuerySet.whole), and its words as HTML, where a page asked.
    listed_days_off: list[date]
    sent_facts: dict[str, Any] | None
    answered: list[str]
    # How many comments on it and suggestions for it are open, where a page asked (see
    # PassageQuerySet.whole).
    open_comments: int
    open_suggestions: int
    as_html: str
    # Whether somebody who asked typed something here that is not saved.
    unsaved: bool
    # Its number as printed, and whether it is followed by a paragraph that it may be joined with,
    # where a page counted.
    number: str
    joins: bool

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "theme", "place"],
                name="each_passage_has_its_place",
                deferrable=models.Deferrable.DEFERRED,
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~Q(kind="heading") | Q(writer=None, ready=False),
                name="a_heading_is_not_assigned",
            ),
            asked_of_somebody("a_paragraph_is_asked_of_somebody"),
        ]

    def __str__(self) -> str:
        return opening_words(self.body[:ENOUGH_TO_NAME])

    @property
    def noun(self) -> str:
        return self.get_kind_display().lower()

    @property
    def is_heading(self) -> bool:
        return self.kind == self.Kind.HEADING


class QuestionLink(models.Model):
    """A paragraph answers a question of the plan's commission."""

    record_kind = "question_link"

    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=20)

    history = RecordedHistory()

    class Meta:
        ordering = ["question"]
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "question"], name="a_paragraph_answers_a_question_once"
            )
        ]

    def __str__(self) -> str:
        return f"question {self.question}"


class QuestionCoverage(models.Model):
    """How a question is dealt with, where somebody said so; else it follows from the paragraphs."""

    record_kind = "question_coverage"

    class State(models.TextChoices):
        ANSWERED = "answered", "Answered"
        PARTLY = "partly", "Partly answered"
        THEME_LEVEL = "theme_level", "Covered at theme level"
        NOT_APPLICABLE = "not_applicable", "Not applicable"
        LEFT_OUT = "left_out", "Left out"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="coverage")
    question = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=State)
    reason = models.TextField("private reason", blank=True)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory()

    class Meta:
        ordering = ["question"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "question"], name="a_question_is_covered_in_one_way"
            )
        ]

    def __str__(self) -> str:
        return f"question {self.question}: {self.get_state_display().lower()}"
