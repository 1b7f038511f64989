"""Later deadlines that the department granted."""

from django.db import models
from django.db.models import Q

from councils.models import User
from councils.record.history import ActHistoryRow
from plans.models import Plan, StoredFile
from web.dates import day_in_words
from web.stated import StatedRow


class DeadlineExtension(StatedRow, ActHistoryRow):
    """A later deadline for one plan: a moment, or an event such as "after the July Executive"."""

    record_kind = "deadline_extension"
    stated_field = "granted_on"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="extensions")
    due = models.DateTimeField(null=True, blank=True)
    event = models.CharField(max_length=200, blank=True)
    # By whom and when, where that is known: an older record may only show until when.
    granted_by = models.CharField(max_length=200, blank=True)
    granted_on = models.DateField(null=True)
    evidence = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(due=None) | ~Q(event=""),
                name="an_extension_has_a_moment_or_an_event",
            )
        ]

    @property
    def granted_in_words(self) -> str:
        """ "Granted by the department on 8 July 2024", as far as both are known."""
        if not (self.granted_by or self.granted_on):
            return "By whom and when it was granted is not known"
        by = f" by {self.granted_by}" if self.granted_by else ""
        return (
            f"Granted{by} on {day_in_words(self.granted_on)}" if self.granted_on else f"Granted{by}"
        )

    def __str__(self) -> str:
        return self.event or f"{day_in_words(self.due)}"
