"""What a plan rests on: figures worded once, evidence, and the files behind it."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from councils.models import Council
from councils.record.history import RecordedHistory
from plans.models.plan import Plan


class Figure(models.Model):
    """One value, printed in many paragraphs by its name."""

    record_kind = "figure"

    class Unit(models.TextChoices):
        POUNDS = "£", "pounds (£)"
        THOUSANDS = "£k", "thousand pounds (£k)"
        MILLIONS = "£m", "million pounds (£m)"
        BILLIONS = "£bn", "billion pounds (£bn)"
        PERCENT = "%", "per cent (%)"
        NUMBER = "number", "a number"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="figures")
    name = models.CharField(
        "short name",
        max_length=80,
        validators=[
            RegexValidator(
                r"^[a-z0-9][a-z0-9-]*$",
                "Use small letters, digits and hyphens, such as savings-since-2019.",
            )
        ],
    )
    label = models.CharField("what it is", max_length=200)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=10, choices=Unit)
    unit_words = models.CharField("words after it", max_length=60, blank=True)
    period = models.CharField(max_length=60, blank=True)
    as_at = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    owner = models.CharField("owner (role)", max_length=120, blank=True)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory(read_back="plan")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "name"], name="a_figure_is_named_once_in_a_plan"
            )
        ]

    def __str__(self) -> str:
        return self.label


class StoredFile(models.Model):
    """A file under one name; its bytes lie once in a council, whoever calls them what.

    Each use has the name under which it was handed in there.
    """

    append_only = True

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["council", "sha256", "name"], name="a_file_is_stored_once_under_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Evidence(models.Model):
    record_kind = "evidence"

    class Kind(models.TextChoices):
        PUBLISHED = "published work", "Published work"
        BACKGROUND = "background paper", "Background paper"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="evidence")
    place = models.IntegerField()
    title = models.CharField(max_length=250)
    kind = models.CharField(max_length=20, choices=Kind)
    link = models.URLField(max_length=500, blank=True)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    published_on = models.DateField(null=True, blank=True)

    revision = models.PositiveIntegerField(default=1)
    history = RecordedHistory(read_back="plan")

    class Meta:
        ordering = ["place"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(condition=~Q(kind=""), name="evidence_says_what_it_is"),
            models.CheckConstraint(
                condition=~Q(link="") | Q(file__isnull=False),
                name="evidence_has_a_link_or_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title
