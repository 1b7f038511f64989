"""What somebody tried and was refused: who, what, where and why, and never what they typed."""

from django.db import models

from councils.models.council import Council
from councils.models.people import User


class RefusedAttempt(models.Model):
    """One refused attempt at a move, a grant or what else a rule guards.

    `tried` is the verb that the record would have kept, or the page that was sent where it has no
    verb; `plan` the plan's number, as in `Act`. The same within a minute is kept up to a `number`.
    """

    append_only = True

    class Reason(models.TextChoices):
        NO_RIGHT = "no_right", "They have no right to it"
        STALE_PAGE = "stale_page", "Their page was out of date"
        OTHER_WORDS = "other_words", "It was about other words"
        WRONG_STAGE = "wrong_stage", "The plan’s stage does not allow it"
        BARRED = "barred", "They may not clear this plan"
        ROUND_OVER = "round_over", "The clearance was over"
        NOT_THEIRS = "not_theirs", "It is somebody else’s to say"
        SAID_ALREADY = "said_already", "They had said it already"
        NO_EMAIL = "no_email", "The file is no e-mail"
        OWN_PLAN = "own_plan", "It is their own plan"
        OWN_GRANT = "own_grant", "They would have given the role to themselves"
        NOT_DECLARED = "not_declared", "They had not declared their interests"
        INTEREST = "interest", "They declared an interest"
        RULE = "rule", "A rule was in the way"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="refused_attempts")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    tried = models.CharField(max_length=60)
    plan = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=20, choices=Reason)
    words = models.TextField()
    at = models.DateTimeField()
    minute = models.DateTimeField()
    number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "person", "tried", "plan", "reason", "minute", "number"],
                name="the_same_refusal_is_counted_within_a_minute",
            )
        ]
        indexes = [models.Index(fields=["council", "-at", "-id"], name="refused_in_a_council")]

    def __str__(self) -> str:
        return f"{self.person}: {self.tried}, {self.get_reason_display()}"
