"""What is kept of a version beside its words."""

from django.db import models

from plans.models.evidence import StoredFile
from plans.models.plans import Version


class VersionPdf(models.Model):
    """A version as a PDF with one marking; every later reader is given the bytes drawn first."""

    append_only = True

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="pdfs")
    # What is printed on every page; "" on one without a marking.
    marking = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "marking"], name="a_version_has_one_pdf_for_each_marking"
            )
        ]

    def __str__(self) -> str:
        return f"PDF of {self.version}"
