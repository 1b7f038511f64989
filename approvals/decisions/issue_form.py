"""The form with which the record of a decision is issued to the public."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout, LayoutObject
from django import forms

from approvals.decisions.issuing import IssueData
from approvals.models import Decision
from approvals.models.routes import offered_in
from approvals.papers.duties import Duty
from web.forms.base import BaseForm
from web.govuk import Details, Fieldset, TextInput

LEFT_OUT = ("withheld", "withheld_under", "withheld_why", "nothing_withheld")


def line(label: str, hint: str = "", *, most: int = 200, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=most, required=required, widget=TextInput()
    )


class IssueForm(BaseForm):
    """Who made the record, whom to ask, and what of it is not for publication."""

    submit = "Issue it to the public"

    seen = forms.IntegerField(widget=forms.HiddenInput)
    route = forms.ChoiceField(label="Who decided?", widget=forms.RadioSelect)
    made_by = line("Who made this record?", "Their title, for example “Proper officer”.")
    contact = line("Whom to ask about it", "A team, with its e-mail address or number.", most=300)
    call_in_by = line("Who may call it in, and how", most=300)
    withheld = forms.MultipleChoiceField(
        label="Parts that are not for publication",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    withheld_under = line(
        "Under which paragraph", "For example “paragraph 3 of Schedule 12A”.", required=False
    )
    withheld_why = line("Why, in the public interest", most=500, required=False)
    nothing_withheld = forms.BooleanField(
        label="The exempt part is in neither of these papers", required=False
    )

    def __init__(
        self,
        *args: Any,
        decision: Decision,
        duty: Duty,
        parts: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.offer("route", offered_in(decision.step.plan.council))
        self.is_exempt = bool(decision.exempt_information)
        parts_field = self.fields["withheld"]
        assert isinstance(parts_field, forms.MultipleChoiceField)
        parts_field.choices = list(parts)
        called_in = decision.call_in_applies and not decision.call_in_exempt_why.strip()
        for name, asked in {
            "route": duty.code == "no_route",
            "call_in_by": called_in,
            "nothing_withheld": self.is_exempt,
        }.items():
            if not asked:
                del self.fields[name]
        if duty.made_by:
            self.fields["made_by"].help_text = f"The law names {duty.made_by}."

    def layout(self) -> Layout:
        asked = [one for one in ("route", "made_by", "contact", "call_in_by") if one in self.fields]
        return Layout("seen", *asked, self.left_out())

    def left_out(self) -> LayoutObject:
        """In sight where part of it was exempt information; folded away elsewhere."""
        names, title = [one for one in LEFT_OUT if one in self.fields], "Leave parts out"
        return Fieldset(title, *names) if self.is_exempt else Details(title, *names)

    def said(self) -> IssueData:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return IssueData(**typed)
