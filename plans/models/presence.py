"""Who has which passage open just now: no part of the plan, forgotten once it is closed."""

from datetime import timedelta
from typing import ClassVar

from django.db import models

from councils.models import User
from plans.models.plan import Plan


class Presence(models.Model):
    """That a person's page has a passage open to write, since when, and when it last said so.

    It has no history and no act. `passage` is a key, for a passage may be removed while somebody
    has it open.
    """

    # A page says so every fifteen seconds: who has not for this long has gone.
    lasts: ClassVar[timedelta] = timedelta(seconds=45)

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    passage = models.BigIntegerField()
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["plan", "seen_at"], name="who_is_in_a_plan")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "passage"], name="somebody_has_a_passage_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person.name} since {self.since}"
