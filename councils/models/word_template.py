"""The look that a council's Word files have."""

from django.db import models

from councils.models.council import Council
from councils.record.history import ActHistoryRow


class WordTemplate(ActHistoryRow):
    """The styles of a council's own Word template; the newest row counts, and without one ours.

    `styles` is what was taken from the file called `name`; both are empty where a council went
    back to ours.
    """

    record_kind = "word_template"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="word_templates")
    name = models.CharField("template", max_length=200, blank=True)
    styles = models.TextField("styles", blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(name="", styles="") | ~models.Q(name="") & ~models.Q(styles=""),
                name="a_word_template_has_its_name_and_its_styles",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "Clearday’s own look"
