"""Versions of a plan: frozen words that never change."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.models import User
from councils.record.history import ActHistoryRow
from web.frozen import FrozenTextField


class Version(ActHistoryRow):
    """A plan frozen as numbered words; `document` is the exact text its digest is made of."""

    record_kind = "plan_version"

    plan = models.ForeignKey("plans.Plan", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    document = FrozenTextField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="versions_are_numbered"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="a_version_has_a_digest"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("version", args=[self.plan.council.slug, self.plan.slug, self.number])

    @property
    def reference(self) -> str:
        """The short reference printed beside the number: the digest's first eight characters."""
        return self.digest[:8]


# How long they get: a body's name has 200 characters, a minute 80; a first line names up to two.
MARK, FIRST_LINE = 400, 800


class VersionPdf(models.Model):
    """A version as a PDF with one marking and first line; later readers get the first's bytes."""

    append_only = True

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="pdfs")
    # What is printed on every page; "" on one without a marking.
    marking = models.CharField(max_length=MARK, blank=True)
    # Its first line, once a meeting has endorsed its words: by whom, when and in which minute.
    endorsed = models.CharField(max_length=FIRST_LINE, blank=True)
    file = models.ForeignKey("plans.StoredFile", on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "marking", "endorsed"],
                name="a_version_has_one_pdf_for_each_marking",
            )
        ]

    def __str__(self) -> str:
        return f"PDF of {self.version}"
