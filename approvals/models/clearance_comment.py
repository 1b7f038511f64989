"""What a clearing officer and the report authors say to each other alone."""

from django.db import models
from django.db.models import Q

from approvals.models.clearance import ClearanceRound
from councils.models import User
from councils.record.history import ActHistoryRow


class ClearanceComment(ActHistoryRow):
    """Words of an officer to the report authors alone, or of an author to that officer.

    `opened_by` is the officer whose talk it is: they and the report authors read it, and nobody
    else. It is no answer, and is in no report, paper or file.
    """

    record_kind = "clearance_comment"

    round = models.ForeignKey(ClearanceRound, on_delete=models.PROTECT, related_name="comments")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    words = models.TextField("comment")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_clearance_comment_has_words")
        ]

    def __str__(self) -> str:
        return "comment between an officer and the report authors alone"
