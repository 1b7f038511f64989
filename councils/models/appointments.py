"""Who holds which role in which council, and from when until when."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Greatest

from councils.record.history import RecordedHistory
from councils.roles import NEVER_TOGETHER, Office, Role, capacity_in_full
from web.compiled_queries import prepared

if TYPE_CHECKING:
    from councils.models.council import Council
    from councils.record.models import Identity


class DateSpan(Func):
    """The days an appointment covers, both ends included, as a PostgreSQL range."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


# A withdrawn appointment covers no day, and PostgreSQL has no range that ends before it starts.
NOT_WITHDRAWN = Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))


def never_together(roles: set[Role]) -> ExclusionConstraint:
    """No person holds two different roles of `roles` in one council on one day."""
    return ExclusionConstraint(
        name="never_" + "_and_".join(sorted(roles)),
        expressions=[
            ("council", RangeOperators.EQUAL),
            ("person", RangeOperators.EQUAL),
            ("role", RangeOperators.NOT_EQUAL),
            (DateSpan(F("starts_on"), F("ends_on")), RangeOperators.OVERLAPS),
        ],
        condition=Q(role__in=sorted(roles)) & NOT_WITHDRAWN,
    )


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def current(self, on: date):
        """Held on a day: begun, not ended, accepted, and no longer waiting to take effect."""
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=on),
            Q(effective_on=None) | Q(effective_on__lte=on),
            starts_on__lte=on,
            invited_as="",
        )

    def held_within(self, first: date, last: date | None):
        """Held on any day from `first` to `last`, or ever after."""
        held = self.filter(Q(ends_on=None) | Q(ends_on__gte=Greatest(F("starts_on"), first)))
        return held.filter(starts_on__lte=last) if last else held


class Appointment(models.Model):
    """A role a person holds in a council, from the first day to the last.

    Somebody whose account is of another council accepts it first. Until then it gives no role, and
    they are called here what this council called them, `invited_as`: their own name is not told.

    One that ends the day before it starts, or before it took effect, was withdrawn: it gave its
    role on no day.
    """

    record_kind = "appointment"

    class State(models.TextChoices):
        CURRENT = "current", "Holds the role"
        WAITING = "waiting", "Waits to take effect"
        FUTURE = "future", "Starts later"
        PAST = "past", "Ended"
        WITHDRAWN = "withdrawn", "Withdrawn"

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
    # A role that clears or decides gives nothing before this day, whatever its first day is.
    effective_on = models.DateField("takes effect", null=True, blank=True)
    # The last day that somebody asked for, where another has to confirm the ending.
    ending_on = models.DateField("ending asked for", null=True, blank=True)
    invited_as = models.CharField("invited as", max_length=150, blank=True, default="")

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory()

    # What the record calls somebody who acts without a role that was given to them.
    called: str = ""
    # Who that is in the record, where it was looked up before a lock was waited for.
    recorded_as: "Identity | None" = None

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["council", "role", "deputy", "starts_on"]
        indexes = [models.Index(fields=["person", "council"], name="what_a_person_holds")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on") - timedelta(days=1)),
                name="an_appointment_ends_after_it_starts",
            ),
            *(never_together(roles) for roles in NEVER_TOGETHER),
        ]

    def __str__(self) -> str:
        return f"{self.person_name}, {self.in_full}"

    @property
    def person_name(self) -> str:
        """What the person is called in this council."""
        return self.invited_as or str(self.person)

    @property
    def office(self) -> Office:
        """What somebody is asked as; a job title is none of it."""
        role = Role(self.role)
        return Office(role, self.called or (self.title if role == Role.CLEARING_OFFICER else ""))

    @property
    def codes(self) -> dict[str, Any]:
        """In which office somebody acts, as the record keeps it."""
        return {"role": str(self.role), "title": self.office.title, "deputy": self.deputy}

    @property
    def in_full(self) -> str:
        """The role in words that explain it: "Clearing officer for Equality (deputy)"."""
        return capacity_in_full(self.role, self.office.title, self.deputy)

    @property
    def is_unanswered(self) -> bool:
        """Whether they have not been here since they were invited, known elsewhere or not."""
        return bool(self.invited_as) or self.person.last_login is None

    @property
    def recorded_name(self) -> str:
        """What the record calls it; the office is kept in codes beside it."""
        return self.person_name

    @property
    def is_withdrawn(self) -> bool:
        first = max(self.starts_on, self.effective_on or date.min)
        return self.ends_on is not None and self.ends_on < first

    def state(self, on: date) -> State:
        """How it stands on a day."""
        if self.is_withdrawn:
            return self.State.WITHDRAWN
        if self.ends_on and self.ends_on < on:
            return self.State.PAST
        if self.effective_on and self.effective_on > max(on, self.starts_on):
            return self.State.WAITING
        return self.State.CURRENT if self.starts_on <= on else self.State.FUTURE


def vacant_after(council: "Council", role: Role, on: date) -> date | None:
    """The last day on which somebody is in an office that is held today; None if that is open.

    Deputies stand in for it and do not count, nor does who still waits to take effect.
    """
    rows = Appointment.objects.filter(council=council, role=role, deputy=False)
    held = [one for one in rows.filter(person__is_active=True) if not waits(one, on)]
    day = on
    while here := [one for one in held if one.state(day) == Appointment.State.CURRENT]:
        if any(one.ends_on is None for one in here):
            return None
        day = max(one.ends_on for one in here if one.ends_on) + timedelta(days=1)
    return day - timedelta(days=1) if day > on else None


def waits(held: Appointment, on: date) -> bool:
    return held.effective_on is not None and held.effective_on > on


@prepared
def held_by(person: int, council: int, on: date) -> models.QuerySet[Appointment]:
    """What a person holds in a council on a day."""
    return Appointment.objects.current(on).filter(person=person, council=council).order_by()


@prepared
def held_at_address(person: int, council: str, on: date) -> models.QuerySet[Appointment]:
    """The same by the council's address, with the council itself."""
    held = Appointment.objects.current(on).filter(person=person, council__slug=council)
    return held.select_related("council").order_by()


@prepared
def held_everywhere(person: int, on: date) -> models.QuerySet[Appointment]:
    """The same in each of their councils, with the council, by its name."""
    held = Appointment.objects.current(on).filter(person=person)
    return held.select_related("council").order_by("council__name", "pk")


@prepared
def invited_to(person: int) -> models.QuerySet[Appointment]:
    """What a person was invited to and has not accepted, with the council, by its name."""
    waiting = Appointment.objects.filter(person=person).exclude(invited_as="")
    return waiting.select_related("council").order_by("council__name", "pk")
