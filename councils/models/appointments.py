"""Who holds which role in which council, and from when until when."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from councils.models.history import Records
from councils.roles import NEVER_TOGETHER, Role


class Held(Func):
    """The days an appointment covers, both ends included, as a PostgreSQL range."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


def never_together(roles: set[Role]) -> ExclusionConstraint:
    """No person holds two different roles of `roles` in one council on one day."""
    return ExclusionConstraint(
        name="never_" + "_and_".join(sorted(roles)),
        expressions=[
            ("council", RangeOperators.EQUAL),
            ("person", RangeOperators.EQUAL),
            ("role", RangeOperators.NOT_EQUAL),
            (Held(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
        ],
        condition=Q(role__in=sorted(roles)),
    )


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self, on: date):
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


class Appointment(models.Model):
    council = models.ForeignKey(
        "councils.Council", on_delete=models.PROTECT, related_name="appointments"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments"
    )
    role = models.CharField(max_length=40, choices=Role)
    title = models.CharField("job title", max_length=120, blank=True)
    deputy = models.BooleanField("deputy", default=False)
    starts_on = models.DateField("from")
    ends_on = models.DateField("until", null=True, blank=True)

    revision = models.PositiveIntegerField(default=1)
    history = Records()

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["council", "role", "deputy", "starts_on"]
        indexes = [models.Index(fields=["person", "council"], name="what_a_person_holds")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="an_appointment_ends_after_it_starts",
            ),
            *(never_together(roles) for roles in NEVER_TOGETHER),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.capacity}"

    @property
    def capacity(self) -> str:
        """The role as an act records it, "Monitoring Officer (deputy)"."""
        return f"{self.get_role_display()} (deputy)" if self.deputy else self.get_role_display()
