"""Delivery: how each commitment is getting on, and what became of it in the end."""

from django.db import models

from councils.models import User
from councils.record.history import ActHistoryRow
from plans.models import Commitment
from web.stated import StatedRow


class ProgressUpdate(StatedRow, ActHistoryRow):
    """How a commitment stands at a date; a new row each time, none overwritten."""

    record_kind = "progress_update"
    stated_field = "as_at"

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        ON_TRACK = "on_track", "On track"
        AT_RISK = "at_risk", "At risk"
        OFF_TRACK = "off_track", "Off track"
        DONE = "done", "Done"

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="updates")
    as_at = models.DateField()
    status = models.CharField(max_length=20, choices=Status)
    narrative = models.TextField("what has happened")
    next_step = models.TextField("what comes next", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-as_at", "-recorded_at"]

    def __str__(self) -> str:
        return f"{self.commitment.reference}: {self.get_status_display().lower()}"


class CommitmentOutcome(ActHistoryRow):
    """What became of a commitment when its plan closed."""

    record_kind = "commitment_outcome"

    class Outcome(models.TextChoices):
        DONE = "done", "Done"
        CARRIED = "carried", "Carried into another plan"
        STOPPED = "stopped", "Stopped"

    commitment = models.OneToOneField(Commitment, on_delete=models.PROTECT, related_name="ending")
    outcome = models.CharField(max_length=20, choices=Outcome)
    words = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.commitment.reference}: {self.get_outcome_display().lower()}"
