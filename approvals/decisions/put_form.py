"""To which meeting a cleared plan goes."""

from django import forms

from approvals.workflow.forms import TransitionForm
from web.forms.fields import DayField
from web.govuk import TextInput


class PutToDecisionForm(TransitionForm):
    submit = "Put it to this meeting"
    body = forms.CharField(label="Who decides?", max_length=80, widget=TextInput(width=20))
    meets_on = DayField(label="When do they meet?")
    item = forms.CharField(
        label="Agenda item",
        help_text="If it is known.",
        max_length=40,
        required=False,
        widget=TextInput(width=10),
    )
