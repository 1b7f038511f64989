"""A council, how it is run, and the days on which it does not work."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from councils.record.history import RecordedHistory
from councils.roles import Role
from web.dates import day_in_words

if TYPE_CHECKING:
    from councils.models.people import User


def usual_clearing_roles() -> list[str]:
    return [Role.MONITORING_OFFICER, Role.SECTION_151, Role.PORTFOLIO_HOLDER]


class CouncilQuerySet(models.QuerySet["Council"]):
    def of(self, person: "User", *, on: date) -> "CouncilQuerySet":
        """Councils in which `person` holds a role on a day."""
        return self.filter(
            models.Q(appointments__ends_on=None) | models.Q(appointments__ends_on__gte=on),
            models.Q(appointments__effective_on=None)
            | models.Q(appointments__effective_on__lte=on),
            appointments__starts_on__lte=on,
            appointments__person=person,
            appointments__invited_as="",
        ).distinct()


class Council(models.Model):
    record_kind = "council"
    came_later: ClassVar[dict[str, Any]] = {
        "call_in_closes_at": None,
        "call_in_effect": "calendar",
        "call_in_members": None,
        "key_notice_days": "calendar",
        "decision_notice_days": None,
        "despatch_days": None,
        "clearing_days": None,
        "asked_on_figures": [],
        "asked_on_powers": [],
        "asked_on_words": [],
        "asked_second": [],
        "asked_last": [],
        "amendment_days": None,
    }

    class Colour(models.TextChoices):
        BLUE = "blue", "Blue"
        GREEN = "green", "Green"
        TEAL = "teal", "Teal"
        PURPLE = "purple", "Purple"
        RED = "red", "Red"
        BROWN = "brown", "Brown"
        BLACK = "black", "Black"

    class Days(models.TextChoices):
        WORKING = "working", "Working days"
        CALENDAR = "calendar", "Calendar days"

    class CallInStart(models.TextChoices):
        PUBLICATION = "publication", "Publication of the decision notice"
        DECISION = "decision", "The decision"

    class TakesEffect(models.TextChoices):
        CALENDAR = "calendar", "The next day, even a Saturday"
        WORKING = "working", "The next working day"

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    colour = models.CharField(
        "colour of the pages", max_length=20, choices=Colour, default=Colour.BLUE
    )
    cabinet_word = models.CharField("what the Cabinet is called", max_length=40, default="Cabinet")

    # People and how they sign in.
    grant_delay_days = models.PositiveSmallIntegerField(
        "whole days before a role that clears or decides takes effect", default=1
    )
    second_factor_roles = ArrayField(
        models.CharField(max_length=40, choices=Role),
        verbose_name="who signs in with a code as well",
        default=list,
        blank=True,
    )
    idle_minutes = models.PositiveSmallIntegerField(
        "minutes after which somebody who does nothing is signed out", default=60
    )

    # Clearance and sign-off.
    clearing_roles = ArrayField(
        models.CharField(max_length=40, choices=Role),
        verbose_name="who clears a plan",
        default=usual_clearing_roles,
    )
    # The order of clearing: whoever is in neither list is asked at once.
    asked_second = ArrayField(
        models.CharField(max_length=40, choices=Role),
        verbose_name="who is asked once the first have answered",
        default=list,
        blank=True,
    )
    asked_last = ArrayField(
        models.CharField(max_length=40, choices=Role),
        verbose_name="who is asked last, once all others have answered",
        default=list,
        blank=True,
    )
    contributors_may_clear = models.BooleanField(
        "officers who wrote a part may clear the plan", default=False
    )
    authors_may_record = models.BooleanField(
        "an author who is also democratic services may record what became of their own plan",
        default=False,
    )
    collects_sign_offs = models.BooleanField(
        "Cabinet members sign off a plan one by one", default=False
    )

    # Sent again, whom which change is put to; where a list is empty, to everybody. Another role's
    # answer is carried to the new words (`approvals.clearance.carrying`).
    asked_on_figures = ArrayField(
        models.CharField(max_length=40, choices=Role),
        verbose_name="who is asked again when a figure, a saving or a metric changes",
        default=list,
        blank=True,
    )
    asked_on_powers = ArrayField(
        models.CharField(max_length=40, choices=Role),
        verbose_name="who is asked again when who decides, or by which powers, changes",
        default=list,
        blank=True,
    )
    asked_on_words = ArrayField(
        models.CharField(max_length=40, choices=Role),
        verbose_name="who is asked again when other words of the plan or its report change",
        default=list,
        blank=True,
    )

    # Which days the 28 clear days of regulations 5 and 9 are is not settled: docs/governance.md.
    key_notice_days = models.CharField(
        "notice of a key decision is counted in",
        max_length=10,
        choices=Days,
        default=Days.CALENDAR,
    )

    # The council's own time, no rule of law: nothing is counted by what is left empty.
    decision_notice_days = models.PositiveSmallIntegerField(
        "working days after a decision until its notice is out", null=True, blank=True
    )
    despatch_days = models.PositiveSmallIntegerField(
        "working days before an agenda by which reports are handed over", null=True, blank=True
    )
    clearing_days = models.PositiveSmallIntegerField(
        "working days for those who clear a plan", null=True, blank=True
    )
    # Of its standing orders, too: where it is empty, amendments are lodged until the meeting.
    amendment_days = models.PositiveSmallIntegerField(
        "working days before a meeting by which amendments are lodged", null=True, blank=True
    )

    # Call-in: see docs/governance.md for the rules these settings vary.
    call_in_applies = models.BooleanField("decisions can be called in", default=True)
    call_in_length = models.PositiveSmallIntegerField(
        "days in which a decision can be called in", default=5
    )
    call_in_days = models.CharField(
        "call-in is counted in", max_length=10, choices=Days, default=Days.WORKING
    )
    call_in_start = models.CharField(
        "call-in is counted from",
        max_length=12,
        choices=CallInStart,
        default=CallInStart.PUBLICATION,
    )
    call_in_closes_at = models.TimeField(
        "time at which call-in ends on its last day", null=True, blank=True
    )
    call_in_effect = models.CharField(
        "what was not called in takes effect",
        max_length=10,
        choices=TakesEffect,
        default=TakesEffect.CALENDAR,
    )

    call_in_members = models.PositiveSmallIntegerField(
        "members who have to ask for call-in together", null=True, blank=True
    )

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory()

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(grant_delay_days__gte=1), name="a_grant_waits_a_day_or_more"
            ),
            models.CheckConstraint(
                condition=models.Q(idle_minutes__gte=5, idle_minutes__lte=720),
                name="an_idle_session_lasts_five_minutes_to_twelve_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def counts_call_in_from_notice(self) -> bool:
        return self.call_in_applies and self.call_in_start == self.CallInStart.PUBLICATION


class DayOff(models.Model):
    """A weekday that is no working day: a bank holiday, or the council's own closure."""

    record_kind = "day_off"

    class Kind(models.TextChoices):
        BANK_HOLIDAY = "bank_holiday", "Bank holiday"
        CLOSURE = "closure", "Council closed"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="days_off")
    on = models.DateField()
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.CLOSURE)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory()

    class Meta:
        ordering = ["on"]
        verbose_name = "day off"
        verbose_name_plural = "days off"
        constraints = [
            models.UniqueConstraint(fields=["council", "on"], name="a_day_off_is_listed_once")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {day_in_words(self.on)}"
