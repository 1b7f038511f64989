"""The decision report: the blocks that councils' own reports share, and its frozen versions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from councils.record.history import ActHistoryRow, RecordedHistory
from plans.models import Plan, Version
from web.frozen import FrozenTextField


class Report(models.Model):
    """The working copy of a plan's decision report; each line of `recommendation` is a limb."""

    record_kind = "decision_report"

    class Risk(models.TextChoices):
        LOW = "low", "Low"
        MEDIUM = "medium", "Medium"
        HIGH = "high", "High"

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="report")
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


class Implication(models.Model):
    """One sentence on what the decision means for one heading or for several; "none" is dated."""

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

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="implications")
    place = models.PositiveSmallIntegerField()
    headings = ArrayField(models.CharField(max_length=20, choices=Heading))
    text = models.TextField()
    none_on = models.DateField("none, as found on", null=True, blank=True)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "place"], name="each_implication_has_its_place"
            ),
            models.CheckConstraint(
                condition=Q(headings__len__gt=0), name="an_implication_has_a_heading"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


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
