"""Whom plan and report are sent to, by when, and where they go next: looked at, then sent."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from approvals.clearance.officers_form import ClearingOfficersForm
from approvals.clearance.terms import ClearanceTerms
from approvals.models import ClearanceRound
from approvals.models.routes import OFFERED
from approvals.papers.notice_fields import LATE_ITEM, FoldedNotice, LateItemFields
from councils.models import Appointment
from plans.forms.base import RevisionField
from web.forms.fields import DayField
from web.govuk import Button, Fieldset, TextInput

IN_SPITE = "Why does it go although words are still to come?"
TERMS = ("due_on", "route", "body", "meets_on", "then_put")


def terms_of(last: ClearanceRound | None) -> dict[str, Any]:
    """By when answers are wanted, and whether it then goes on: as last time, but no past day."""
    if last is None:
        return {"then_put": True}
    due_on = last.due_on if last.due_on and last.due_on >= timezone.localdate() else None
    return {"due_on": due_on, "then_put": last.then_put}


class SendForm(LateItemFields, ClearingOfficersForm):
    """Who clears it by when, and the meeting; `seen` is the revision of the report it goes with."""

    BACK = "back"
    mark_optional = False

    seen = RevisionField()
    due_on = DayField(label="Answers wanted by", required=False)
    route = forms.ChoiceField(label="How is it decided?", choices=[("", "Choose one"), *OFFERED])
    body = forms.CharField(label="Who decides?", max_length=80, widget=TextInput(width=20))
    meets_on = DayField(label="When do they meet, or decide?", required=False)
    then_put = forms.BooleanField(
        label="When everybody has answered, put it to this meeting", required=False
    )
    reason = forms.CharField(
        label="Why is it sent again?", max_length=500, required=False, widget=TextInput
    )

    def __init__(
        self,
        *args: Any,
        revision: int,
        holders: list[Appointment],
        required: list[str],
        meeting: tuple[str, str, date | None],
        last: ClearanceRound | None,
        stopped: bool = False,
        notice: str = "",
        **kwargs: Any,
    ) -> None:
        """`stopped` says that words of the plan are still to come, so that sending it has a why."""
        self.stopped = stopped
        route, body, meets_on = meeting
        kwargs["initial"] = {
            "seen": revision,
            "route": route,
            "body": body,
            "meets_on": meets_on,
            **terms_of(last),
        }
        super().__init__(*args, **kwargs)
        self.fields["meets_on"].help_text = notice
        self.add_clearers(required, holders, last)
        if stopped:
            self.fields["reason"].label = IN_SPITE
        elif last is None:
            del self.fields["reason"]

    def layout(self) -> Layout:
        return Layout(
            *self.clearers(),
            Fieldset("By when, and where it goes next", *TERMS),
            FoldedNotice("The agenda of that meeting cannot be out in time", *LATE_ITEM),
            *(["reason"] if "reason" in self.fields else []),
        )

    def buttons(self) -> list[Button]:
        return [
            Button("Send for clearance"),
            Button("Back to the report", name="only", value=self.BACK, kind="secondary"),
        ]

    @property
    def goes_back(self) -> bool:
        return self.data.get("only") == self.BACK

    def facts(self) -> dict[str, Any]:
        """Who is asked, by when, where it goes next, and why it is sent again."""
        typed = self.cleaned_data
        return {
            "clear": self.clear(),
            "terms": ClearanceTerms(**{name: typed[name] for name in TERMS}, notice=self.notice()),
            "reason": typed.get("reason", ""),
            "revision": typed["seen"],
        }
