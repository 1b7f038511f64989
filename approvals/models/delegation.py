"""Powers over a plan that a resolution gave: to whom, to do what, how long, on what terms."""

from collections.abc import Sequence
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from approvals.models.decision import Resolution
from councils.record.history import ActHistoryRow


def named(titles: Sequence[str], *, jointly: bool | None) -> str:
    """ "Leader and Chief Executive", or "or" where each may act alone."""
    return (" or " if jointly is False else " and ").join(titles)


class Delegation(ActHistoryRow):
    """What a resolution left to others; each use of it is a step of its own, under the resolution.

    Without a day it has no end that is known. `jointly` says whether several act together; null is
    not known.
    """

    record_kind = "delegation"

    class Scope(models.TextChoices):
        APPROVE = "approve", "Approve the plan"
        FINALISE = "finalise", "Finalise its wording"
        AMEND = "amend", "Amend it"
        UPDATE = "update", "Keep it up to date"
        SUBMIT = "submit", "Submit it"
        PUBLISH = "publish", "Publish it"

    # With one of these a holder may put other words in the place of those endorsed.
    CHANGING = frozenset({Scope.APPROVE, Scope.FINALISE, Scope.AMEND, Scope.UPDATE})

    resolution = models.OneToOneField(
        Resolution, on_delete=models.PROTECT, related_name="delegation"
    )
    scope = ArrayField(models.CharField(max_length=10, choices=Scope), blank=True, default=list)
    jointly = models.BooleanField("they act together", null=True)
    consulting = models.CharField("in consultation with", max_length=300, blank=True)
    conditions = models.TextField(blank=True)
    until = models.DateField("it ends with", null=True, blank=True)
    report_back = models.TextField("what is reported back, and to whom", blank=True)

    def __str__(self) -> str:
        return named([one.title for one in self.holders.all()], jointly=self.jointly)

    @property
    def together_in_words(self) -> str:
        return {True: "Together", False: "Each alone", None: ""}[self.jointly]

    @property
    def scope_in_words(self) -> str:
        """ "finalise its wording, submit it"."""
        return ", ".join(self.Scope(one).label.lower() for one in self.scope)

    def is_over(self, on: date) -> bool:
        return self.until is not None and self.until < on


class DelegationHolder(ActHistoryRow):
    """Somebody who was given the power: by office, or by name, as the resolution has it."""

    record_kind = "delegation_holder"

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="holders")
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="a_power_is_given_to_somebody")
        ]

    def __str__(self) -> str:
        return self.title
