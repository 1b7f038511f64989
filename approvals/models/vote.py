"""How members voted, by name."""

from django.db import models
from django.db.models import Q

from approvals.models.decision import Decision
from councils.record.history import ActHistoryRow


class Vote(ActHistoryRow):
    """How one member voted, by name, where the minute or the clerk has it."""

    record_kind = "vote"

    class Way(models.TextChoices):
        FOR = "for", "For"
        AGAINST = "against", "Against"
        ABSTAINED = "abstained", "Abstained"
        ABSENT = "absent", "Absent, or did not vote"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="votes")
    member = models.CharField(max_length=120)
    way = models.CharField(max_length=10, choices=Way)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "member"], name="a_member_votes_once"),
            models.CheckConstraint(condition=~Q(member=""), name="a_named_vote_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_way_display().lower()}"
