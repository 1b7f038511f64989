"""Who may confirm savings beside the Section 151 officer, and what was confirmed of each year."""

from django.db import models
from django.db.models import F, Q

from councils.models import Council, User
from councils.record.history import ActHistoryRow, RecordedHistory
from plans.models.items import Saving
from plans.models.plan import Plan


class SavingsConfirmer(models.Model):
    """Somebody whom the Section 151 officer named to confirm savings, until that is ended."""

    record_kind = "savings_confirmer"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="confirmers")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory()

    class Meta:
        ordering = ["named_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "person"],
                condition=Q(ended_at=None),
                name="somebody_is_named_once_to_confirm_savings",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("named_by")), name="nobody_names_themselves_to_confirm"
            ),
        ]

    def __str__(self) -> str:
        return self.person.name


class SavingConfirmation(ActHistoryRow):
    """One year's savings of a commitment as they were confirmed, or that an edit undid that.

    All that was confirmed is copied: the savings may change, or go with their commitment, while
    this stays. `written_by` wrote the savings last, which the database keeps from confirming them.
    """

    record_kind = "saving_confirmation"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="confirmations")
    saving = models.ForeignKey(
        Saving, on_delete=models.DO_NOTHING, db_constraint=False, related_name="confirmations"
    )
    reference = models.CharField("commitment", max_length=20)
    year = models.PositiveSmallIntegerField("financial year")
    planned = models.DecimalField(max_digits=14, decimal_places=2)
    delivered = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    cash_releasing = models.BooleanField()
    recurring = models.BooleanField()
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="undone"
    )
    as_named = models.BooleanField("as named by the Section 151 officer", default=False)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undoes__isnull=False) | ~Q(by=F("written_by")),
                name="nobody_confirms_savings_they_wrote",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference}, {self.year} to {self.year + 1}"
