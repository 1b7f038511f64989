"""The forms of a call-in: who asked for it, whether it is valid, what came of it."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from approvals.decisions.call_ins import CallInData, HeardData
from approvals.models import CallInOutcome
from approvals.workflow.forms import TransitionForm
from plans.forms.base import LONGEST_TEXT
from web.forms.fields import DayField, TimeField, check_moment, long_text, moment_of
from web.govuk import Details, TextInput

VALID, NOT_VALID = "valid", "not_valid"


class ReceiveCallInForm(TransitionForm):
    """When it came and from whom; whether it is valid is said on a page of its own."""

    submit = "Record the call-in"
    mark_optional = False

    received_on = DayField(label="When was it received?", required=False)
    received_time = TimeField(
        label="At what time?",
        required=False,
        help_text="For example 5.15pm, or 17:15:01 where a second counts.",
    )
    made_by = long_text("Who called it in?", "Each member on a line of its own.", required=True)
    grounds = long_text("On what grounds", most=LONGEST_TEXT)
    body = forms.CharField(
        label="Who looks at it", max_length=200, required=False, widget=TextInput(width=30)
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        check_moment(self, "received_on", "received_time")
        if bool(typed.get("received_on")) != bool(typed.get("received_time")):
            other = "received_time" if typed.get("received_on") else "received_on"
            if other not in self.errors:
                self.add_error(other, "Enter day and time, or neither where no record shows them")
        return typed

    def said(self) -> CallInData:
        typed = self.cleaned_data
        at = moment_of(typed, "received_on", "received_time")
        told = ("made_by", "grounds", "body")
        return CallInData(received_at=at, **{name: typed[name] for name in told})


class RuleForm(TransitionForm):
    submit = "Record this"
    mark_optional = False

    valid = forms.ChoiceField(
        label="Is it valid?",
        choices=[(VALID, "Yes: the decision is looked at again"), (NOT_VALID, "No")],
        widget=forms.RadioSelect,
    )
    decided_by = forms.CharField(
        label="Who decided that?",
        help_text="By office or name, for example the Monitoring Officer.",
        max_length=200,
        required=False,
        widget=TextInput(width=30),
    )
    why = long_text("Why", most=LONGEST_TEXT)

    def said(self) -> dict[str, Any]:
        typed = self.cleaned_data
        told = {name: typed[name] for name in ("decided_by", "why")}
        return {"valid": typed["valid"] == VALID, **told}


class HeardForm(TransitionForm):
    submit = "Record what came of it"
    mark_optional = False

    came = forms.ChoiceField(
        label="What came of it?", choices=CallInOutcome.Came.choices, widget=forms.RadioSelect
    )
    on = DayField(label="When?", required=False)
    words = long_text("What was said or recommended", most=LONGEST_TEXT)
    minute = forms.CharField(
        label="Minute", max_length=80, required=False, widget=TextInput(width=10)
    )
    next_body = forms.CharField(
        label="Who decides it again",
        help_text="Left empty: whoever decided it.",
        max_length=200,
        required=False,
        widget=TextInput(width=30),
    )
    next_meets_on = DayField(label="When they decide", required=False)

    def layout(self) -> Layout:
        return Layout(
            *("came", "on", "words", "minute"),
            Details("If it is decided again", "next_body", "next_meets_on"),
        )

    def said(self) -> HeardData:
        names = ("came", "on", "words", "minute", "next_body", "next_meets_on")
        return HeardData(**{name: self.cleaned_data[name] for name in names})
