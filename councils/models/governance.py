"""How a council is governed, from which day."""

from django.db import models

from councils.models.council import Council
from councils.record.history import ActHistoryRow
from web.dates import day_in_words


class Governance(ActHistoryRow):
    """From a day on, who takes a council's decisions: an executive, or its committees.

    Of several rows with one first day the one recorded last counts, so that a mistake is put right
    by a further row (see `councils.governed`). A council without a row: not known.
    """

    record_kind = "governance"

    class Form(models.TextChoices):
        LEADER = "leader", "A leader and cabinet"
        MAYOR = "mayor", "An elected mayor and cabinet"
        COMMITTEES = "committees", "Committees"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="governance")
    form = models.CharField("how the council is governed", max_length=12, choices=Form)
    starts_on = models.DateField("since")

    class Meta:
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_form_display()}, since {day_in_words(self.starts_on)}"
