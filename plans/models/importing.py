"""A text brought in and not yet placed: kept between the paste and the review, then removed."""

from django.db import models

from councils.models import User
from plans.models.plans import Plan


class Import(models.Model):
    """`source` is the text as read (`plans.importing.Source`), line by line."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="imports")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    source = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name
