"""The days on which what is done once a day was done."""

from datetime import date

from django.db import models
from django.db.models.functions import Now


class DayDoneQuerySet(models.QuerySet["DayDone"]):
    def last_before(self, day: date) -> date | None:
        """The day on which it was done before this one; None when it never was."""
        return self.filter(on__lt=day).order_by("on").values_list("on", flat=True).last()


class DayDone(models.Model):
    """A day of which nothing is left to do; written once all of it was done."""

    on = models.DateField(primary_key=True)
    at = models.DateTimeField(db_default=Now())

    objects = DayDoneQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.on)
