"""An answer to a clearance that stands for other words than those it was given to."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from approvals.models.clearance import ClearanceRequest, ClearanceResponse
from councils.record.history import ActHistoryRow
from councils.record.models import Identity
from councils.roles import Role
from plans.compare.kinds import ChangeKind


class CarriedAnswer(ActHistoryRow):
    """That a role's answer to an earlier version stands for a round, by the council's rule then.

    No statement of that officer: the rule carried it, when somebody sent the plan again. `changed`
    is what changed since `from_version`, which it was given to, and `asks` whom the rules put such
    changes to; both are empty where no word changed. `answered_by` is who gave it, as they stood
    then: the database asks of them what it asks of whoever answers.
    """

    record_kind = "carried_answer"

    asked = models.OneToOneField(ClearanceRequest, on_delete=models.PROTECT, related_name="carried")
    answer = models.ForeignKey(
        ClearanceResponse, on_delete=models.PROTECT, related_name="carried_to"
    )
    answered_by = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="+")
    from_version = models.PositiveIntegerField()
    changed = ArrayField(models.CharField(max_length=20, choices=ChangeKind), blank=True)
    asks = ArrayField(models.CharField(max_length=40, choices=Role), blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(changed=[], asks=[]) | (~Q(changed=[]) & ~Q(asks=[])),
                name="a_rule_that_carries_says_whom_it_asks",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked}: carried from version {self.from_version}"

    @property
    def rule_in_words(self) -> str:
        """What changed since, and whom the rules put that to."""
        if not self.changed:
            return "No word has changed since then."
        kinds = "; ".join(ChangeKind(one).label for one in self.changed)
        roles = ", ".join(Role(one).label for one in self.asks)
        return f"Changed since then: {kinds}. The council’s rules put that to: {roles}."

    @property
    def in_words(self) -> str:
        given = f"Given to version {self.from_version}, and carried to these words."
        return f"{given} {self.rule_in_words}"
