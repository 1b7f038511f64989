"""The form with which somebody decides alone, and that for the day of their decision’s notice."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from approvals.alone.signing import Outcome, SignedData
from approvals.workflow.forms import TransitionForm
from plans.forms.base import LONGEST_TEXT
from web.forms.fields import DayField, long_text
from web.govuk import Details, TextInput


class SignForm(TransitionForm):
    """Nothing is chosen beforehand."""

    submit = "Sign this as my decision"
    mark_optional = False

    outcome = forms.ChoiceField(
        label="What do you decide?", choices=Outcome.choices, widget=forms.RadioSelect
    )
    next_meets_on = DayField(label="If you put it off: to be decided on", required=False)
    reasons = long_text("Your reasons", rows=4, most=LONGEST_TEXT, required=True)
    options_rejected = long_text(
        "Alternatives you considered and rejected",
        "If there were none, say so.",
        rows=3,
        most=LONGEST_TEXT,
        required=True,
    )
    consulted = long_text(
        "Whom you consulted",
        "And any conflict of interest that they declared. Leave it empty if nobody was.",
        rows=2,
        most=LONGEST_TEXT,
    )
    call_in_exempt_why = forms.CharField(
        label="Why it is exempt from call-in",
        help_text="And who agreed to that. Only if it is.",
        max_length=500,
        required=False,
        widget=TextInput,
    )

    def __init__(self, *args: Any, called_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not called_in:
            del self.fields["call_in_exempt_why"]

    def layout(self) -> Layout:
        exempt = [
            Details("It is urgent, and exempt from call-in", name)
            for name in ("call_in_exempt_why",)
            if name in self.fields
        ]
        told = ("outcome", "next_meets_on", "reasons", "options_rejected", "consulted")
        return Layout(*told, *exempt)

    def said(self) -> SignedData:
        """What was decided, out of what the form cleaned."""
        typed = self.cleaned_data
        names = (*("outcome", "reasons", "options_rejected"), *("consulted", "next_meets_on"))
        exempt = typed.get("call_in_exempt_why", "")
        return SignedData(call_in_exempt_why=exempt, **{name: typed[name] for name in names})


class NoticeDayForm(TransitionForm):
    submit = "Record the day"
    notice_on = DayField(label="Decision notice published on")
