"""Words that somebody typed and has not saved: theirs alone, and no part of the plan."""

from typing import ClassVar

from django.db import models

from councils.models import User
from plans.models.plan import Plan


class Stash(models.Model):
    """What one person was typing in one passage, on the revision `seen` that their page showed.

    It has no history and no act, nobody else can read it, and it goes when the passage is saved.
    `passage` is a key, for a passage may be removed while somebody writes in it.
    """

    # After so many days it is deleted, and its writer told.
    kept_days: ClassVar[int] = 30

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    passage = models.BigIntegerField()
    body = models.TextField(blank=True)
    seen = models.PositiveIntegerField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["-kept_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "passage"], name="somebody_writes_a_passage_once"
            )
        ]

    def __str__(self) -> str:
        return "words that are not saved"
