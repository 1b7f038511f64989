"""The form in which a report written elsewhere is pasted: looked at first, then filled in."""

from django import forms

from approvals.workflow.forms import TransitionForm
from web.forms.fields import long_text
from web.govuk import Button

LONG = 200_000


class PastedReportForm(TransitionForm):
    FILL = "fill"
    mark_optional = False

    text = long_text(
        "The report, with its headings",
        "Select all of it where it was written, copy it, and paste it here.",
        rows=12,
        most=LONG,
        required=True,
    )

    def buttons(self) -> list[Button]:
        """To fill it is offered once the page shows what goes where."""
        look = "See what goes where"
        if not self.is_bound or self.errors:
            return [Button(look)]
        fill = Button("Fill the report with it", name="only", value=self.FILL)
        return [fill, Button(look, kind="secondary")]

    @property
    def fills(self) -> bool:
        return self.data.get("only") == self.FILL

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError("Paste the report")
        return text
