"""Who decides alone: the people named for a step, and the decision that each of them signs."""

from django.db import models
from django.db.models import Q

from approvals.models.decision import Decision
from approvals.models.step import DecisionStep
from councils.models import User
from councils.record.history import ActHistoryRow


class StepDecider(ActHistoryRow):
    """Somebody who decides a step alone, or together with the others named for it.

    `title` is their appointment's as it stood: Leader, Mayor, Director of Finance.
    """

    record_kind = "step_decider"

    step = models.ForeignKey(DecisionStep, on_delete=models.PROTECT, related_name="deciders")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["step", "person"], name="a_decider_is_named_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.title}" if self.title else str(self.person)


class Signature(ActHistoryRow):
    """What one decider decided, signed on the page that showed them the words: never changed.

    Of one decider it is the decision; of several the decision stands once all have signed.
    """

    record_kind = "signature"

    class Outcome(models.TextChoices):
        AGREED = Decision.Outcome.AGREED.value, "Approve the plan"
        NOTED = Decision.Outcome.NOTED.value, "Note it, and approve nothing"
        DEFERRED = Decision.Outcome.DEFERRED.value, "Put it off to another day"
        REFUSED = Decision.Outcome.REFUSED.value, "Refuse it"

    decider = models.OneToOneField(StepDecider, on_delete=models.PROTECT, related_name="signature")
    outcome = models.CharField(max_length=20, choices=Outcome)
    digest = models.CharField(max_length=64)
    reasons = models.TextField("reasons for the decision")
    options_rejected = models.TextField("alternatives considered and rejected")
    consulted = models.TextField("who was consulted, and what they declared", blank=True)
    call_in_exempt_why = models.CharField(
        "why it is exempt from call-in", max_length=500, blank=True
    )
    next_meets_on = models.DateField("to be decided on", null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(digest="") & ~Q(reasons="") & ~Q(options_rejected=""),
                name="a_signature_has_words_reasons_and_alternatives",
            ),
            models.CheckConstraint(
                condition=Q(outcome="deferred", next_meets_on__isnull=False)
                | ~Q(outcome="deferred") & Q(next_meets_on=None),
                name="what_is_put_off_has_its_next_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decider}: {self.get_outcome_display().lower()}"
