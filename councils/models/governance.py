"""How a council is governed, from which day."""

from datetime import date

from django.db import models

from councils.models.council import Council
from councils.record.history import ActHistoryRow
from web.dates import day_in_words


class GovernanceQuerySet(models.QuerySet["Governance"]):
    def on(self, council: Council, day: date) -> "GovernanceQuerySet":
        """The row that counts on a day, alone; none where nobody has said."""
        known = self.filter(council=council, starts_on__lte=day)
        return known.order_by("-starts_on", "-pk")[:1]


class Governance(ActHistoryRow):
    """From a day on, who takes a council's decisions: an executive, or its committees.

    Of several rows with one first day the one recorded last counts, so that a mistake is put right
    by a further row. A council without a row: not known.
    """

    record_kind = "governance"

    class Form(models.TextChoices):
        LEADER = "leader", "A leader and cabinet"
        MAYOR = "mayor", "An elected mayor and cabinet"
        COMMITTEES = "committees", "Committees"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="governance")
    form = models.CharField("how the council is governed", max_length=12, choices=Form)
    starts_on = models.DateField("since")

    objects = GovernanceQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_form_display()}, since {day_in_words(self.starts_on)}"
