"""What lets a plan be decided with less notice than the law asks for: a row of its own."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from approvals.models.clearance import ClearanceRound
from approvals.models.step import DecisionStep
from councils.models import User
from councils.record.history import ActHistoryRow
from plans.models import Plan
from web.dates import day_in_words
from web.stated import StatedRow

if TYPE_CHECKING:
    from django.db.models import QuerySet


class NoticeExceptionQuerySet(models.QuerySet["NoticeException"]):
    def of(self, step: DecisionStep) -> "QuerySet[NoticeException]":
        """Those of a step, and what was said when it was sent to the same meeting, in order.

        Of a step that corrects another, what was said of that one as well.
        """
        here = Q(step__in=[one.pk for one in corrected_steps(step)])
        if step.round_id and step.kind == DecisionStep.Kind.DECIDER:
            said = self.said_for(step.plan, step.meets_on, step.body)
            here |= Q(pk__in=said.filter(round__lte=step.round_id).values("pk"))
        return self.filter(here).select_related("recorded_by").order_by("pk")

    def told_of(self, step: DecisionStep) -> "tuple[NoticeException, ...]":
        """As `of`, each once: what is said again in a further round was said before."""
        told: dict[tuple[object, ...], NoticeException] = {}
        for row in self.of(step):
            told.setdefault((row.kind, row.agreed_by, row.on, row.why), row)
        return tuple(told.values())

    def said_for(self, plan: Plan | int, on: date | None, body: str) -> "QuerySet[NoticeException]":
        """What was said of a meeting when a plan was sent to it, whichever round that was."""
        return self.filter(round__plan=plan, round__meets_on=on, round__body=body)


class NoticeException(StatedRow, ActHistoryRow):
    """Why a meeting may take a plan that is not in its agenda in time, or a key decision is made
    without its 28 days: of which kind, who agreed, when, and why.

    `on` is when they agreed, of a general exception the day on which its notice was given. It hangs
    on the step or, where the last answer puts the plan to its meeting, on the round.
    """

    record_kind = "notice_exception"
    stated_field = "on"

    class Kind(models.TextChoices):
        """Sections 100A to 100K of the Local Government Act 1972 (and reg 7 of SI 2012/2089); regs
        10 and 11 of SI 2012/2089.
        """

        LATE_ITEM = "late_item", "Late item"
        GENERAL_EXCEPTION = "general_exception", "General exception"
        SPECIAL_URGENCY = "special_urgency", "Special urgency"

    step = models.ForeignKey(
        DecisionStep, null=True, on_delete=models.PROTECT, related_name="notice_exceptions"
    )
    round = models.ForeignKey(
        ClearanceRound, null=True, on_delete=models.PROTECT, related_name="notice_exceptions"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    agreed_by = models.CharField("who agreed", max_length=200, blank=True)
    # Null: nobody said when the chair agreed to a late item.
    on = models.DateField("agreed, or its notice given, on", null=True)
    why = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = NoticeExceptionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step__isnull=False, round=None) | Q(step=None, round__isnull=False),
                name="too_little_notice_is_of_a_step_or_a_round",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="too_little_notice_says_why"),
            models.CheckConstraint(
                condition=~Q(kind="general_exception") | Q(on__isnull=False),
                name="a_general_exception_has_the_day_of_its_notice",
            ),
            models.CheckConstraint(
                condition=~Q(kind="special_urgency") | ~Q(agreed_by="") & Q(on__isnull=False),
                name="somebody_agreed_on_a_day_that_it_is_urgent",
            ),
        ]

    def __str__(self) -> str:
        """ "Special urgency, agreed by the chair of scrutiny on 3 July 2024"."""
        return ", ".join(filter(None, (self.get_kind_display(), self.how)))

    @property
    def how(self) -> str:
        """ "agreed by the chair of scrutiny on 3 July 2024", "notice given on 3 July 2024"."""
        given = self.kind == self.Kind.GENERAL_EXCEPTION
        by = f"agreed by {self.agreed_by}" if self.agreed_by else ""
        how = "notice given" if given else by or ("agreed" if self.on else "")
        return " ".join(filter(None, (how, f"on {day_in_words(self.on)}" if self.on else "")))

    @property
    def in_a_line(self) -> str:
        """The same as a sentence of its own, with the reasons."""
        how = f"{self.how[0].upper()}{self.how[1:]}: " if self.how else ""
        return f"{how}{self.why}"


def corrected_steps(step: DecisionStep) -> list[DecisionStep]:
    """A step, and those whose decision its own corrects; no query of one that corrects none."""
    found = [step]
    decision = getattr(step, "decision", None)
    while decision is not None and decision.corrects is not None:
        decision = decision.corrects
        found.append(decision.step)
    return found
