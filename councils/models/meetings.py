"""The meetings of a council's bodies, as democratic services keep them."""

import uuid

from django.db import models
from django.db.models.functions import Lower

from councils.models.council import Council
from councils.record.history import RecordedHistory
from web.dates import day_in_words


def new_uid() -> str:
    """By which a calendar knows a meeting again, wherever it was taken."""
    return str(uuid.uuid4())


class Meeting(models.Model):
    """A day on which a body meets. One that is cancelled stays, and says so.

    A plan names the meeting it goes to by body and day, so a body has one a day.
    """

    record_kind = "meeting"

    class Kind(models.TextChoices):
        """By codes that are those of the route by which such a body decides."""

        EXECUTIVE = "cabinet", "The executive"
        COMMITTEE = "committee", "A committee"
        COUNCIL = "council", "Full council"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="meetings")
    body = models.CharField("who meets", max_length=80)
    kind = models.CharField("what kind of body it is", max_length=10, choices=Kind)
    on = models.DateField("day")
    starts_at = models.TimeField("time", null=True, blank=True)
    uid = models.CharField(max_length=255, default=new_uid, editable=False)
    is_cancelled = models.BooleanField("cancelled", default=False)
    cancelled_why = models.CharField("why it is cancelled", max_length=500, blank=True)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory()

    class Meta:
        ordering = ["on", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "council", "on", Lower("body"), name="a_body_meets_once_on_a_day"
            ),
            models.UniqueConstraint(
                fields=["council", "uid"], name="a_calendar_knows_a_meeting_by_its_own_mark"
            ),
            models.CheckConstraint(
                condition=models.Q(is_cancelled=True) | models.Q(cancelled_why=""),
                name="only_what_is_cancelled_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {day_in_words(self.on)}"
