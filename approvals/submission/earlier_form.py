"""The form in which a submission is entered that was made before the plan came here."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from approvals.decisions.record_form import known_or_not
from approvals.models import Submission
from approvals.submission.earlier import EarlierData
from plans.models import Plan
from web.forms.base import BaseForm
from web.forms.fields import DayField, TimeField, check_moment, moment_of
from web.govuk import Fieldset

TIMINGS = [
    ("", "Not known"),
    (Plan.Submitted.BY_DEADLINE, "By the deadline"),
    (Plan.Submitted.AFTER_DEADLINE, "After the deadline"),
]


class EarlierForm(BaseForm):
    """Everything may be left empty: that it was submitted is what is said."""

    submit = "Enter the submission"
    mark_optional = False

    sent_on = DayField(label="Day it was sent", required=False)
    sent_time = TimeField(label="Time, if it is known", required=False)
    timing = forms.ChoiceField(
        label="Was it by the deadline?",
        help_text="Where the day is known, this is counted.",
        choices=TIMINGS,
        required=False,
    )
    basis = forms.ChoiceField(
        label="As what was it sent?",
        choices=[("", "Not known"), *Submission.Basis.choices],
        required=False,
    )
    same_words = known_or_not("Were its words those that were endorsed?")
    evidence = forms.CharField(label="How do we know?", max_length=300, required=False)

    def layout(self) -> Layout:
        hint = "Leave empty what the record does not show."
        moment = Fieldset(
            "When was it sent?", "sent_on", "sent_time", "timing", hint=hint, size="s"
        )
        return Layout(moment, "basis", "same_words", "evidence")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("sent_time") and not typed.get("sent_on") and "sent_on" not in self.errors:
            self.add_error("sent_on", "Enter the day, or leave the time empty")
        check_moment(self, "sent_on", "sent_time")
        return typed

    def shown(self) -> EarlierData:
        """What `record_earlier` takes."""
        told = {
            name: self.cleaned_data[name]
            for name in ("sent_on", "timing", "basis", "same_words", "evidence")
        }
        known = self.cleaned_data["sent_on"] and self.cleaned_data["sent_time"]
        at = moment_of(self.cleaned_data, "sent_on", "sent_time") if known else None
        return EarlierData(sent_at=at, **told)
