"""The form in which a council says what its reports look like: a line for each heading."""

from itertools import islice
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from councils.models import ReportTemplate
from councils.report_forms.examples import EXAMPLES
from councils.report_forms.layout import MOST_FAULTS, PLACES, faults_of
from web.forms.base import BaseForm
from web.forms.fields import long_text
from web.govuk import Button

LONG = 10_000
FIELDS = (*PLACES, "numbering")


class ReportTemplateForm(BaseForm):
    """Three boxes of lines, and what is numbered; or back to the usual form where there is one."""

    USUAL = "usual"
    mark_optional = False

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    front = long_text("Front table", "A row for each line.", rows=8, most=LONG)
    opening = long_text("Sections before the numbered ones", rows=4, most=LONG)
    numbered = long_text("Numbered sections", rows=14, most=LONG)
    numbering = forms.ChoiceField(
        label="What has a number?",
        choices=ReportTemplate.Numbering.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(
        self, *given: Any, stands: ReportTemplate | None, example: str = "", **options: Any
    ) -> None:
        self.has_own = bool(stands and stands.numbering)
        shown = EXAMPLES.get(example) or stands
        held = {name: getattr(shown, name) for name in FIELDS} if shown else {}
        initial = {**held, "seen": stands.pk if stands else 0}
        super().__init__(*given, initial=initial, **options)

    def layout(self) -> Layout:
        return Layout("seen", *FIELDS)

    def buttons(self) -> list[Button]:
        usual = Button("Use the usual form", name="only", value=self.USUAL, kind="secondary")
        return [Button("Save this form"), *([usual] if self.has_own else [])]

    @property
    def goes_back(self) -> bool:
        return self.has_own and self.data.get("only") == self.USUAL

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if self.goes_back:
            return typed
        if not typed.get("numbering") and "numbering" not in self.errors:
            self.add_error("numbering", "Choose what has a number")
        if not any(place in self.errors for place in PLACES):
            for fault in islice(faults_of(self.typed()), MOST_FAULTS):
                self.add_error(fault.field, str(fault))
        return typed

    def typed(self) -> dict[str, str]:
        """What stands in each box."""
        return {place: self.cleaned_data.get(place, "") for place in PLACES}


class ExampleChoice(forms.Form):
    """Which example to begin with, if any."""

    example = forms.ChoiceField(
        choices=[(code, one.name) for code, one in EXAMPLES.items()], required=False
    )

    def chosen(self) -> str:
        return self.cleaned_data["example"] if self.is_valid() else ""

    @property
    def is_unknown(self) -> bool:
        return not self.is_valid()
