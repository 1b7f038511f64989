"""Who signed in, and who failed to: when and how it ended, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from councils.models.appointments import Appointment

if TYPE_CHECKING:
    from councils.models import Council, User


@dataclass(frozen=True)
class SinceLast:
    """When somebody signed in before this time, and how often that failed meanwhile."""

    before: datetime | None
    failed: int


class SignInQuerySet(models.QuerySet["SignIn"]):
    def failures(self) -> "SignInQuerySet":
        return self.exclude(outcome=SignIn.Outcome.SIGNED_IN)

    def since_the_one_before(self, person: "User") -> SinceLast:
        """Of the sign-in before the newest one."""
        own = self.filter(person=person)
        signed_in = own.filter(outcome=SignIn.Outcome.SIGNED_IN).order_by("-pk")
        last_two = list(signed_in.values_list("pk", "at")[:2])
        failed = own.failures()
        if len(last_two) < 2:
            return SinceLast(None, failed.count())
        key, before = last_two[1]
        return SinceLast(before, failed.filter(pk__gt=key).count())

    def seen_by(self, council: "Council") -> "SignInQuerySet":
        """Of people while they held a role in a council, from when it was given to them.

        What somebody did before, or did elsewhere afterwards, is no business of this council.
        """
        history = Appointment.history.model
        given = history.objects.filter(
            council_id=council.pk,
            person_id=OuterRef("person_id"),
            history_type="+",
            history_date__lte=OuterRef("at"),
        )
        held = Appointment.objects.filter(
            Q(ends_on=None) | Q(ends_on__gte=OuterRef("at__date")),
            council=council,
            person_id=OuterRef("person_id"),
        )
        return self.filter(Exists(given), Exists(held))


class SignIn(models.Model):
    """One attempt with somebody's address. No address of a machine, and no password, is kept."""

    append_only = True
    # So long that a year's pattern is seen, and no longer: who runs the servers deletes nothing by
    # hand (config/forgetting.py), and the privacy notice says it.
    kept_days = 365

    class Outcome(models.TextChoices):
        SIGNED_IN = "signed_in", "Signed in"
        WRONG_PASSWORD = "wrong_password", "Wrong password"
        WRONG_CODE = "wrong_code", "Wrong code"
        LOCKED_OUT = "locked_out", "Locked out for five minutes, after too many attempts"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sign_ins"
    )
    at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome)

    objects = SignInQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["person", "-id"], name="sign_ins_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_outcome_display()}"
