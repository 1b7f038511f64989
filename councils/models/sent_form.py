"""Forms that were sent and carried out: each drawing of one is taken once."""

from django.conf import settings
from django.db import models


class SentForm(models.Model):
    """A sending that became an act. `key` is the drawing's, `digest` is of all that was sent.

    Written in the act's own transaction: whoever sends the same page twice at once waits for the
    first to commit, and then adds nothing.
    """

    append_only = True

    key = models.UUIDField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    act = models.ForeignKey("councils.Act", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "digest"], name="what_a_person_sent")]

    def __str__(self) -> str:
        return f"{self.path}, {self.at}"
