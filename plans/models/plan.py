"""A plan, its themes, and the versions frozen from it."""

from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q

from councils.models import Council, DayOff, User
from councils.record.history import RecordedHistory
from councils.roles import Right
from plans.commission import CommissionBrief
from plans.models.assigned import CAME_LATER, Assigned, asked_of_somebody
from plans.models.commission import CommissionVersion, kept_brief
from plans.models.sending import SentException, sent_exception, sent_facts
from plans.models.version import Version
from web.addresses import address_of
from web.dates import day_in_words
from web.stated import stated_in_words


class Stage(models.TextChoices):
    DRAFTING = "drafting", "Drafting"
    CLEARANCE = "clearance", "Clearance"
    DECISION = "decision", "Decision"
    ENDORSED = "endorsed", "Endorsed"
    MONITORING = "monitoring", "Monitoring"
    CLOSED = "closed", "Closed"


BEFORE_A_DECISION = (Stage.DRAFTING, Stage.CLEARANCE)


def readable_by(council: int, person: int, rights: frozenset[str], *, path: str = "") -> Q:
    """Which of a council's plans a person may open: by role, or by what they were given to write.

    Members see a plan once it is put to them; a contributor the plan of what they write. `path`
    leads to the plan from a row beneath it.
    """
    here = Q(**{f"{path}council": council})
    if Right.READ_DRAFTS in rights:
        return here
    # What was taken back was a draft, and stays one.
    here &= Q(**{f"{path}taken_back_at": None})
    shown = Q(pk__in=())
    if Right.READ_DECISIONS in rights:
        shown |= ~Q(**{f"{path}stage__in": BEFORE_A_DECISION})
    if Right.WRITE_ASSIGNED in rights:
        for given in ("passages", "themes", "questions_assigned"):
            written = Plan.objects.filter(**{f"{given}__writer": person}).values("pk")
            shown |= Q(**{f"{path}pk__in": written})
    return here & shown


def days_off_of(council: str) -> ArraySubquery:
    """The days off of the council that the column `council` names, as an array."""
    listed = DayOff.objects.filter(council=models.OuterRef(council)).order_by()
    return ArraySubquery(listed.values("on"))


def has_versions() -> models.Exists:
    """Whether a version was frozen from a plan."""
    return models.Exists(Version.objects.filter(plan=models.OuterRef("pk")))


class PlanQuerySet(models.QuerySet["Plan"]):
    def whole(self) -> "PlanQuerySet":
        """With what its commission asks, its council's days off and what was sent of it.

        The days off (`listed_days_off`) are for the working days it has left; see `sent_facts`.
        """
        found = self.select_related("commission").defer("commission__content")
        return found.annotate(listed_days_off=days_off_of("council"), sent_facts=sent_facts())

    def locked(self) -> "PlanQuerySet":
        """What a write decides on, its row locked: rows that refer to it can still be inserted."""
        return self.select_for_update(no_key=True, of=("self",))

    def listed(self) -> "PlanQuerySet":
        """What a list shows, and of its commission only the digest (`asked_digest`)."""
        found = self.annotate(asked_digest=models.F("commission__digest"), sent_facts=sent_facts())
        return found.only(
            *("council", "slug", "title", "stage", "moves", "meets_on", "commission"),
            *("extended_due", "extended_event", "submitted_at", "submission_recorded_at"),
            *("submitted_earlier", "submitted_earlier_on"),
        )


class Plan(models.Model):
    record_kind = "plan"
    came_later = {"submitted_earlier": "", "submitted_earlier_on": None}

    class Numbering(models.TextChoices):
        BY_THEME = "by_theme", "1, 2, 3 in each theme"
        THROUGHOUT = "throughout", "1, 2, 3 through the whole plan"
        NONE = "none", "No numbers"

    class Submitted(models.TextChoices):
        """When an older record shows that it was submitted."""

        BY_DEADLINE = "by_deadline", "by the deadline"
        AFTER_DEADLINE = "after_deadline", "after the deadline"
        NOT_KNOWN = "not_known", "at a time that is not known"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="plans")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    commission = models.ForeignKey(
        CommissionVersion, on_delete=models.PROTECT, related_name="plans"
    )
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFTING)
    numbering = models.CharField(
        "paragraph numbers", max_length=20, choices=Numbering, default=Numbering.BY_THEME
    )
    meets_on = models.DateField("date of the meeting that decides", null=True, blank=True)
    # The newest extension's, copied here so that every page of the plan can show its deadline.
    extended_due = models.DateTimeField("deadline as extended", null=True, blank=True)
    extended_event = models.CharField("deadline extended to", max_length=200, blank=True)
    # When its answer was last sent, as stated with the submission.
    submitted_at = models.DateTimeField("submitted", null=True, blank=True)
    # When that was recorded: later than it was sent, it was stated afterwards.
    submission_recorded_at = models.DateTimeField(
        "submission recorded", null=True, blank=True, editable=False
    )
    # That it was submitted before it came here, where its record shows that, and the day if known.
    submitted_earlier = models.CharField(
        "submitted earlier", max_length=15, choices=Submitted, blank=True, editable=False
    )
    submitted_earlier_on = models.DateField(
        "submitted earlier on", null=True, blank=True, editable=False
    )
    records_savings = models.BooleanField("savings by year", default=False)
    # Started by mistake, and taken back before anything was sent: no list has it from then on.
    taken_back_at = models.DateTimeField("taken back", null=True, blank=True, editable=False)
    created_at = models.DateTimeField()
    # How often it was moved on: a page that shows an earlier count is out of date.
    moves = models.PositiveIntegerField(default=0)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory(read_back="id")
    # The days its council does not work (see PlanQuerySet.whole), which words it answers (see
    # PlanQuerySet.listed), and what was sent of it (see plans.models.sending), where one asked.
    listed_days_off: list[date]
    sent_facts: dict[str, Any] | None
    asked_digest = ""

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["council", "slug"], name="a_plan_has_its_own_address"),
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="a_plan_is_in_a_known_stage"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None) | Q(stage=Stage.CLOSED),
                name="a_plan_taken_back_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("plan", self.council.slug, self.slug)

    @property
    def asks_why(self) -> bool:
        """Whether a change of its words needs a reason: once it was sent to anybody.

        While a plan is drafted, its history says who changed what; nobody is asked why.
        """
        return self.moves > 0

    @cached_property
    def asked(self) -> CommissionBrief:
        """What the plan answers, from the version of the commission it keeps."""
        return kept_brief(self.asked_digest) or self.commission.brief

    @property
    def due_at(self) -> datetime | None:
        """The last moment in time: as extended, else the commission's.

        None when the commission names none, or an extension to an event has no moment yet.
        """
        if self.extended_due or self.extended_event:
            return self.extended_due
        return self.asked.due

    @property
    def earlier_in_words(self) -> str:
        """What its record shows of a submission before it came here; "" of none, or of a moment."""
        if not self.submitted_earlier or self.submitted_at:
            return ""
        timing = self.Submitted(self.submitted_earlier)
        if self.submitted_earlier_on:
            known = timing != self.Submitted.NOT_KNOWN
            said = f", {timing.label}" if known else ""
            return f"Submitted on {day_in_words(self.submitted_earlier_on)}{said}"
        if timing == self.Submitted.NOT_KNOWN:
            return "Submitted, when is not known"
        return f"Submitted {timing.label}, when is not known"

    @property
    def submission_stated(self) -> str:
        """That the submission was stated afterwards; "" where it was not, or there is none."""
        return stated_in_words(self.submitted_at, self.submission_recorded_at)

    @property
    def sent_exception(self) -> SentException | None:
        """How what was sent last stands to what was endorsed; asked of a plan with `sent_facts`."""
        return sent_exception(self.sent_facts)

    @property
    def newest_version(self) -> "Version | None":
        return self.versions.order_by("-number").first()


class Theme(Assigned):
    """A part of the plan as the plan words it; `answers` is the key of the commission's theme.

    Its `writer` is who is to write in it: new paragraphs, which then are theirs.
    """

    record_kind = "theme"
    came_later = {"writer_id": None, **CAME_LATER}

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="themes")
    place = models.IntegerField()
    title = models.CharField(max_length=300)
    answers = models.CharField("theme it answers", max_length=20, blank=True)
    writer = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory(read_back="plan")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "place"],
                name="each_theme_has_its_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            asked_of_somebody("a_theme_is_asked_of_somebody"),
        ]

    def __str__(self) -> str:
        return self.title
