"""Words that somebody typed and has not saved: theirs alone, and no part of the plan."""

from typing import Any, ClassVar

from django.db import models

from councils.models import User
from plans.models.plan import Plan


class Unsaved(models.Model):
    """What one person was typing in one place of a plan; of that place each kind of row tells.

    It has no history and no act, nobody else can read it, and it goes when the words are saved.
    """

    # After so many days it is deleted, and its writer told.
    kept_days: ClassVar[int] = 30
    # The page of the plan on which its writer finds it, as in an address.
    page: ClassVar[tuple[Any, ...]] = ("unsaved",)

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(blank=True)
    kept_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return "words that are not saved"


class Stash(Unsaved):
    """What somebody was typing in a passage, on the revision `seen` that their page showed.

    `passage` is a key, for a passage may be removed while somebody writes in it.
    """

    passage = models.BigIntegerField()
    seen = models.PositiveIntegerField()

    class Meta:
        ordering = ["-kept_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "passage"], name="somebody_writes_a_passage_once"
            )
        ]

    @property
    def page(self) -> tuple[Any, ...]:  # type: ignore[override]
        return "passage", self.passage


class NewStash(Unsaved):
    """What somebody was typing for a paragraph that is to come.

    `theme` is the key of the theme it is for, null for the introduction. It is to follow the
    passage of the key `after`, stands first where that is 0, and last where it is null. `question`
    is the question of the commission for which it is written, if it was begun for one.
    """

    theme = models.BigIntegerField(null=True)
    after = models.BigIntegerField(null=True)
    question = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-kept_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "plan", "theme", "after", "question"],
                nulls_distinct=False,
                name="somebody_begins_one_paragraph_in_a_place",
            )
        ]
