"""The decision report: the blocks that councils' own reports share, and its frozen versions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from councils.models import ReportTemplate
from councils.record.history import ActHistoryRow, RecordedHistory
from councils.record.models import Identity
from councils.report_forms.blocks import WRITTEN
from plans.models import Plan, Version
from web.frozen import FrozenTextField


class Report(models.Model):
    """The working copy of a plan's decision report; each line of `recommendation` is a limb.

    `template` is the council's own form that it was begun in; None: the usual form.
    """

    record_kind = "decision_report"
    came_later = {"template_id": None}

    class Risk(models.TextChoices):
        LOW = "low", "Low"
        MEDIUM = "medium", "Medium"
        HIGH = "high", "High"

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="report")
    template = models.ForeignKey(
        ReportTemplate,
        verbose_name="form",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    recommendation = models.TextField(blank=True)
    reasons = models.TextField("reasons for the recommendation", blank=True)
    background = models.TextField(blank=True)
    options = models.TextField("options considered", blank=True)
    risk_now = models.CharField("risk as things are", max_length=10, choices=Risk, blank=True)
    risk_now_why = models.CharField("why", max_length=500, blank=True)
    risk_after = models.CharField("risk if it is agreed", max_length=10, choices=Risk, blank=True)
    risk_after_why = models.CharField("why", max_length=500, blank=True)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory()

    def __str__(self) -> str:
        return self.title


class WithAuthors(models.Manager["Implication"]):
    """Nobody reads such a sentence without whose it is."""

    def get_queryset(self) -> models.QuerySet["Implication"]:
        return super().get_queryset().select_related("written_by")


class Implication(models.Model):
    """What the decision means for one heading, in somebody's words, with who wrote them and when.

    Equalities say who looked, and when. Rows from before authors were kept (`kind` empty) may serve
    several headings and date a plain "none"; where `written_by` is empty too, nobody wrote them.
    """

    record_kind = "implication"

    class Heading(models.TextChoices):
        FINANCIAL = "financial", "Financial"
        LEGAL = "legal", "Legal"
        EQUALITIES = "equalities", "Equalities"
        CLIMATE = "climate", "Environment, climate and ecology"
        WELLBEING = "wellbeing", "Well-being and health"
        STAFFING = "staffing", "Staffing"
        PROPERTY = "property", "Property and assets"
        DATA = "data", "Data protection"

    class Kind(models.TextChoices):
        SAID = "said", "What it means"
        NOT_APPLICABLE = "not_applicable", "Not applicable, and why"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="implications")
    place = models.PositiveSmallIntegerField()
    headings = ArrayField(models.CharField(max_length=20, choices=Heading))
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    text = models.TextField()
    looked_by = models.CharField("who looked", max_length=200, blank=True)
    looked_on = models.DateField("when they looked", null=True, blank=True)
    written_by = models.ForeignKey(
        Identity, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    written_at = models.DateTimeField(null=True, editable=False)
    none_on = models.DateField("none, as found on", null=True, blank=True)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory()

    objects = WithAuthors()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "place"], name="each_implication_has_its_place"
            ),
            models.CheckConstraint(
                condition=Q(headings__len__gt=0), name="an_implication_has_a_heading"
            ),
            models.CheckConstraint(
                condition=Q(kind="")
                | Q(headings__len=1, none_on=None)
                & Q(written_by__isnull=False, written_at__isnull=False),
                name="an_implication_is_of_one_heading_and_somebodys",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ReportPart(models.Model):
    """What stands in a part that the council's own form of reports asks for."""

    record_kind = "report_part"

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="parts")
    block = models.CharField("part", max_length=20, choices=WRITTEN)
    text = models.TextField()

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "block"], name="each_part_of_a_report_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_block_display()}: {self.text[:80]}"


class ReportVersion(ActHistoryRow):
    """A report frozen together with a version of its plan."""

    record_kind = "report_version"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="report_versions")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveIntegerField()
    document = FrozenTextField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="report_versions_are_numbered")
        ]

    def __str__(self) -> str:
        return f"report {self.number}"

    @property
    def reference(self) -> str:
        return self.digest[:8]
