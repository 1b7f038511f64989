"""The form that a council's own reports have."""

from django.db import models
from django.db.models import Q

from councils.models.council import Council
from councils.record.history import ActHistoryRow
from councils.report_forms.layout import Layout, layout_of


class ReportTemplate(ActHistoryRow):
    """What was typed of the form of reports; the newest row counts, and without one the usual form.

    A row never changes, so that a report goes on in the form it was begun in. All is empty where
    a council went back to the usual form.
    """

    record_kind = "report_template"

    class Numbering(models.TextChoices):
        SECTIONS = "sections", "Sections: 1, 2, 3"
        PARAGRAPHS = "paragraphs", "Sections and their paragraphs: 1, 1.1, 1.2"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="report_templates")
    front = models.TextField("front table", blank=True)
    opening = models.TextField("sections before the numbered ones", blank=True)
    numbered = models.TextField("numbered sections", blank=True)
    numbering = models.CharField("what has a number", max_length=10, choices=Numbering, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(front="", opening="", numbered="", numbering="")
                | ~Q(numbering="") & (~Q(front="") | ~Q(opening="") | ~Q(numbered="")),
                name="a_form_of_reports_has_parts_and_says_what_is_numbered",
            ),
        ]

    def __str__(self) -> str:
        return "The council’s own form" if self.numbering else "The usual form"

    @property
    def layout(self) -> Layout | None:
        """Its parts in their places; None of the usual form."""
        if not self.numbering:
            return None
        typed = {"front": self.front, "opening": self.opening, "numbered": self.numbered}
        return layout_of(typed, self.numbering)
