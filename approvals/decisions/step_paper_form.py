"""The form in which a paper of a step is recorded."""

from crispy_forms.layout import Layout
from django import forms

from approvals.decisions.step_papers import PaperData
from approvals.models import StepPaper
from plans.forms.base import LONGEST_TEXT
from plans.forms.files import UploadField
from web.forms.base import BaseForm
from web.forms.fields import DayField, long_text
from web.govuk import Details, TextInput

WHY = ("words", "agreed_by")


class StepPaperForm(BaseForm):
    """Which paper, since when it is public, and where it is; what is not known stays empty."""

    submit = "Record the paper"

    kind = forms.ChoiceField(
        label="Which paper?", choices=[("", "Choose which"), *StepPaper.Kind.choices]
    )
    published_on = DayField(
        label="When was it published?",
        help_text="Leave it empty if that is not known. Call-in is counted from the day of the "
        "decision notice.",
        required=False,
    )
    address = forms.URLField(
        label="Its address on the council’s website",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=TextInput(),
    )
    file = UploadField(label="The paper itself, as a file", required=False)
    words = long_text("What it says, or why it was needed", rows=3, most=LONGEST_TEXT)
    agreed_by = forms.CharField(
        label="Who agreed to it?",
        help_text="Of special urgency: the chair of scrutiny, or who stood in.",
        required=False,
        max_length=200,
        widget=TextInput(),
    )

    def layout(self) -> Layout:
        shown = ("kind", "published_on", "address", "file")
        return Layout(*shown, Details("What it says, and who agreed", *WHY))

    def paper(self) -> PaperData:
        return PaperData(**self.cleaned_data)
