"""What somebody was given to write: by when, and what is asked of them."""

from datetime import date

from django.db import models
from django.db.models import Q

# Of what a column says that came with assignments: older rows were written without.
CAME_LATER = {"wanted_on": None, "asked_for": ""}
# Characters of what is asked of somebody.
LONGEST_ASKED = 1_000


class Assigned(models.Model):
    """A row that has a `writer`: a paragraph, a theme, or a question of the commission.

    `wanted_on` is null where the plan's own day counts (see `plans.assignments.day_of`).
    """

    wanted_on = models.DateField("wanted by", null=True, blank=True)
    asked_for = models.TextField("what is asked", blank=True, default="")

    # The day on which its writer's role ended, where a page asked (see councils.duties).
    writer_ended: date | None

    class Meta:
        abstract = True


def asked_of_somebody(name: str) -> models.CheckConstraint:
    """Nobody is given a day or a note for what they were not given."""
    nothing = Q(wanted_on=None, asked_for="")
    return models.CheckConstraint(condition=Q(writer__isnull=False) | nothing, name=name)
