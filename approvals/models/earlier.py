"""What an older record shows of a submission that was made before the plan came here."""

from django.db import models
from django.db.models import Q

from approvals.models.submission import Submission
from councils.models import User
from councils.record.history import ActHistoryRow
from plans.models import Plan
from web.dates import day_in_words, moment_in_words
from web.stated import StatedRow


class EarlierSubmission(StatedRow, ActHistoryRow):
    """That a plan was submitted, as far as its record shows: a moment, a day, or neither.

    What was sent is not held here; whether its words are those endorsed is said, or not known. A
    correction is a further row, and the newest counts.
    """

    record_kind = "earlier_submission"
    stated_field = "sent_on"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="earlier_submissions")
    sent_at = models.DateTimeField("sent, where the moment is known", null=True)
    sent_on = models.DateField("day it was sent", null=True)
    timing = models.CharField(max_length=15, choices=Plan.Submitted, blank=True)
    # Empty where the record does not say.
    basis = models.CharField(max_length=20, choices=Submission.Basis, blank=True)
    same_words = models.BooleanField("the words as they were endorsed", null=True)
    evidence = models.CharField("how it is known", max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(sent_on__isnull=False),
                name="a_moment_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"submission {self.when_in_words}"

    @property
    def when_in_words(self) -> str:
        """ "on 29 July 2024, 3:10pm", "by the deadline", or that it is not known."""
        if self.sent_at:
            return moment_in_words(self.sent_at)
        if self.sent_on:
            return f"on {day_in_words(self.sent_on)}"
        return self.get_timing_display() or "at a time that is not known"

    @property
    def is_settled(self) -> bool:
        """Whether nothing is known to be owed still: it went as endorsed, or in the same words."""
        return self.basis != Submission.Basis.SUBJECT or bool(self.same_words)
