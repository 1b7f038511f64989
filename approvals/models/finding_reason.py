"""Why a plan was sent although something in it is still to come: one row for each such place."""

from django.db import models
from django.db.models import Q

from approvals.models.clearance import ClearanceRound
from councils.record.history import ActHistoryRow


class FindingReason(ActHistoryRow):
    """A finding that stops a plan, as it was told, and why its sender sent it all the same.

    `kind` and `key` say what of the plan it is about (see `plans.checks.findings.Place`), `name`
    what that was called. Rounds from before each finding was asked about have none: their one
    reason is that of their act.
    """

    record_kind = "finding_reason"

    round = models.ForeignKey(ClearanceRound, on_delete=models.PROTECT, related_name="in_spite")
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    key = models.BigIntegerField(null=True)
    name = models.CharField("where", max_length=300, blank=True)
    words = models.TextField("what was noticed")
    quote = models.TextField("words of the plan", blank=True)
    why = models.CharField("why it goes all the same", max_length=500)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="a_finding_is_passed_for_a_reason")
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def finding(self) -> tuple[str, str, int | None, str, str]:
        """What tells it from every other finding."""
        return self.code, self.kind, self.key, self.words, self.quote
