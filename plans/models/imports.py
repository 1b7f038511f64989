"""What was brought in and waits for its next page: kept between the two, then removed."""

from django.db import models

from councils.models import Council, User
from plans.models.plan import Plan


class Import(models.Model):
    """`source` is the text as read (`plans.importing.Source`), line by line.

    `steps` are what its author said of its lines so far (`plans.importing.placing.Step`), in order.
    `marked` is the text before the changes that its file tracks, with these and the comments
    (`plans.importing.marked.Marked`), null where it has none; `changes` is what becomes of them.
    """

    class Changes(models.TextChoices):
        NOT_ASKED = "", "Not asked"
        ACCEPTED = "accepted", "Take the text with all changes accepted"
        SUGGESTED = "suggested", "Keep the text as it was"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="imports")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    source = models.JSONField()
    steps = models.JSONField(default=list)
    marked = models.JSONField(null=True)
    changes = models.CharField(max_length=9, choices=Changes, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class WaitingLetter(models.Model):
    """A letter that a commission was read from, until that is added and its file stored."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
