"""The part of a decision's form that says what a resolution left to others."""

from typing import Any

from django import forms

from approvals.decisions.delegations import DelegationData
from approvals.models import Delegation
from plans.forms.base import LONGEST_TEXT
from web.forms.fields import DayField, long_text
from web.govuk import TextInput

TOGETHER = {"yes": True, "no": False}
ACT = [("", "Not said"), ("yes", "They act together"), ("no", "Each may act alone")]
DELEGATION = (
    *("delegated_to", "jointly", "scope", "consulting"),
    *("conditions", "delegated_until", "report_back"),
)
DELEGATION_HINT = "For a resolution with the verb “Delegated”: the power it gives, as it words it."


class DelegationFields(forms.Form):
    """Nothing of it is asked while nobody names whom a power was given to."""

    delegated_to = long_text("To whom", "By office or name, each on a line of its own.", rows=2)
    jointly = forms.ChoiceField(label="If to several", choices=ACT, required=False)
    scope = forms.MultipleChoiceField(
        label="What they may do",
        choices=Delegation.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    consulting = forms.CharField(
        label="In consultation with", max_length=300, required=False, widget=TextInput(width=30)
    )
    conditions = long_text("On what conditions", rows=2, most=LONGEST_TEXT)
    delegated_until = DayField(label="The power ends with", required=False)
    report_back = long_text("What they report back, and to whom", rows=2, most=LONGEST_TEXT)

    def delegation_in(self, typed: dict[str, Any]) -> DelegationData | None:
        """The power that was given, out of what the form cleaned; None where nothing is said."""
        lines = (line.strip() for line in typed["delegated_to"].splitlines())
        holders = list(dict.fromkeys(line for line in lines if line))
        said = DelegationData(
            holders=holders,
            scope=typed["scope"],
            jointly=TOGETHER.get(typed["jointly"]),
            consulting=typed["consulting"],
            conditions=typed["conditions"],
            until=typed["delegated_until"],
            report_back=typed["report_back"],
        )
        return None if said == DelegationData(holders=[], scope=[]) else said
