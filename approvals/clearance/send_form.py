"""Whom plan and report are sent to, by when, and where they go next: looked at, then sent."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from approvals.clearance.in_spite import MOST_BOXES, SAY_WHY, box_of, reasons_last_time
from approvals.clearance.officers_form import ClearingOfficersForm
from approvals.clearance.terms import ClearanceTerms
from approvals.models import ClearanceRound
from approvals.models.routes import offered_in
from approvals.papers.notice_fields import LATE_ITEM, FoldedNotice, LateItemFields
from councils.models import Appointment, Council
from plans.checks.findings import Finding
from plans.forms.base import RevisionField
from web.dates import day_in_words
from web.forms.fields import DayField
from web.govuk import Button, Fieldset, TextInput

IN_SPITE = "Why does it go although this is still to come?"
FOR_ALL = "The first reason holds for each of these that has none of its own"
LONGEST_REASON = 500
TERMS = ("due_on", "route", "body", "meets_on", "then_put")


def terms_of(last: ClearanceRound | None, counted: date | None) -> dict[str, Any]:
    """By when answers are wanted, and whether it then goes on: as last time, but no past day.

    `counted` is by when they are by the council's own time, where it has set one.
    """
    if last is None:
        return {"due_on": counted, "then_put": True}
    due_on = last.due_on if last.due_on and last.due_on >= timezone.localdate() else counted
    return {"due_on": due_on, "then_put": last.then_put}


class SendForm(LateItemFields, ClearingOfficersForm):
    """Who clears it by when, and the meeting; `seen` is the revision of the report it goes with."""

    BACK = "back"
    mark_optional = False

    seen = RevisionField()
    due_on = DayField(label="Answers wanted by", required=False)
    route = forms.ChoiceField(label="How is it decided?")
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
        council: Council,
        revision: int,
        holders: list[Appointment],
        required: list[str],
        meeting: tuple[str, str, date | None],
        last: ClearanceRound | None,
        still_to_come: Sequence[Finding] = (),
        places: Mapping[Finding, str] | None = None,
        notice: str = "",
        due_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        """`still_to_come` are findings of which each asks why the plan goes; `places` name them,
        and `due_on` is by when answers are wanted by the council's own time.
        """
        self.still_to_come = list(still_to_come)
        route, body, meets_on = meeting
        kwargs["initial"] = {
            "seen": revision,
            "route": route,
            "body": body,
            "meets_on": meets_on,
            **terms_of(last, due_on),
        }
        super().__init__(*args, **kwargs)
        self.offer("route", [("", "Choose one"), *offered_in(council)])
        self.fields["meets_on"].help_text = notice
        if due_on:
            by = f"{day_in_words(due_on)} by the working days that the council sets for clearing."
            self.fields["due_on"].help_text = by
        self.add_clearers(required, holders, last)
        self.add_reasons(places or {}, reasons_last_time(last, self.still_to_come))
        if last is None:
            del self.fields["reason"]

    @property
    def stopped(self) -> bool:
        return bool(self.still_to_come)

    def add_reasons(self, places: Mapping[Finding, str], before: Mapping[Finding, str]) -> None:
        """A box for each finding, and one tick where the first reason is to hold for the rest."""
        self.boxes: dict[str, Finding] = {}
        for number, one in enumerate(self.still_to_come[:MOST_BOXES]):
            where = places.get(one, "")
            self.boxes[box_of(number)] = one
            self.fields[box_of(number)] = forms.CharField(
                label=f"{where}: {one.words}" if where else one.words,
                help_text=one.quote,
                initial=before.get(one, ""),
                max_length=LONGEST_REASON,
                required=False,
                widget=TextInput,
            )
        if len(self.still_to_come) > 1:
            self.fields["for_all"] = forms.BooleanField(label=FOR_ALL, required=False)

    def clean(self) -> dict[str, Any]:
        """Every finding that has no reason is named, and not the first alone."""
        typed = super().clean() or self.cleaned_data
        reasons = self.reasons(typed)
        for name, one in self.boxes.items():
            if one not in reasons and name not in self.errors:
                self.add_error(name, SAY_WHY)
        return typed

    def reasons(self, typed: Mapping[str, Any]) -> dict[Finding, str]:
        """Why the plan goes in spite of each finding, as far as that was said."""
        own = {one: typed.get(name, "") for name, one in self.boxes.items()}
        first = next(iter(own.values()), "") if typed.get("for_all") else ""
        said = {one: own.get(one, "") or first for one in self.still_to_come}
        return {one: why for one, why in said.items() if why}

    def layout(self) -> Layout:
        return Layout(
            *self.clearers(),
            Fieldset("By when, and where it goes next", *TERMS),
            FoldedNotice("The agenda of that meeting cannot be out in time", *LATE_ITEM),
            *([Fieldset(IN_SPITE, *self.boxes, *self.for_all())] if self.boxes else []),
            *(["reason"] if "reason" in self.fields else []),
        )

    def for_all(self) -> list[str]:
        return ["for_all"] if "for_all" in self.fields else []

    def buttons(self) -> list[Button]:
        return [
            Button("Send for clearance"),
            Button("Back to the report", name="only", value=self.BACK, kind="secondary"),
        ]

    @property
    def goes_back(self) -> bool:
        return self.data.get("only") == self.BACK

    def facts(self) -> dict[str, Any]:
        """Who is asked, by when, where it goes next, and why it goes again, or in spite of what."""
        typed = self.cleaned_data
        return {
            "clear": self.clear(),
            "terms": ClearanceTerms(**{name: typed[name] for name in TERMS}, notice=self.notice()),
            "reason": typed.get("reason", ""),
            "in_spite": self.reasons(typed),
            "revision": typed["seen"],
        }
