"""The page on which an author writes the decision report and sends it with the plan."""

from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from approvals.clearance.officers_form import ClearingOfficersForm
from approvals.clearance.terms import ClearanceTerms
from approvals.models import ClearanceRound, Implication, Report
from approvals.reports.actions import ImplicationTyped
from councils.models import Appointment
from plans.forms.base import RevisionField
from web.forms.fields import DayField, long_text
from web.govuk import Button, Details, Field, Fieldset, TextInput

LONG = 20_000
LEAST_IMPLICATIONS = 3
WORDS = ("title", "summary", "recommendation", "reasons", "background", "options")
RISK = ("risk_now", "risk_now_why", "risk_after", "risk_after_why")
TERMS = ("due_on", "body", "meets_on", "then_put")
CHOICES = [("", "Not assessed"), *Report.Risk.choices]


def terms_of(last: ClearanceRound | None) -> dict[str, Any]:
    """By when answers are wanted, and whether it then goes on: as last time, but no past day."""
    if last is None:
        return {"then_put": True}
    due_on = last.due_on if last.due_on and last.due_on >= timezone.localdate() else None
    return {"due_on": due_on, "then_put": last.then_put}


class SendForm(ClearingOfficersForm):
    """The report, who clears it by when, and the meeting; saved alone, or sent with the plan."""

    SAVE = "save"
    mark_optional = False

    seen = RevisionField()
    title = forms.CharField(label="Title of the report", max_length=200)
    summary = long_text("Summary", rows=4, most=LONG)
    recommendation = long_text(
        "Recommendation",
        "Each recommendation on a line of its own.",
        rows=4,
        most=LONG,
        required=True,
    )
    reasons = long_text("Reasons for the recommendation", most=LONG)
    background = long_text("Background", rows=4, most=LONG)
    options = long_text("Options considered", most=LONG)
    risk_now = forms.ChoiceField(label="Risk as things are", choices=CHOICES, required=False)
    risk_now_why = forms.CharField(label="Why", max_length=500, required=False)
    risk_after = forms.ChoiceField(label="Risk if it is agreed", choices=CHOICES, required=False)
    risk_after_why = forms.CharField(label="Why", max_length=500, required=False)
    due_on = DayField(label="Answers wanted by", required=False)
    body = forms.CharField(label="Who decides?", max_length=80, widget=TextInput(width=20))
    meets_on = DayField(label="When do they meet?", required=False)
    then_put = forms.BooleanField(
        label="When everybody has answered, put it to this meeting", required=False
    )
    reason = forms.CharField(
        label="Why is it sent again?", max_length=500, required=False, widget=TextInput
    )

    def __init__(
        self,
        *args: Any,
        report: Report,
        implications: list[Implication],
        holders: list[Appointment],
        required: list[str],
        meeting: tuple[str, date | None],
        last: ClearanceRound | None,
        **kwargs: Any,
    ) -> None:
        body, meets_on = meeting
        kwargs["initial"] = {
            "seen": report.revision if report.pk else 0,
            **{name: getattr(report, name) for name in (*WORDS, *RISK)},
            "body": body,
            "meets_on": meets_on,
            **terms_of(last),
        }
        super().__init__(*args, **kwargs)
        self.places = range(1, max(LEAST_IMPLICATIONS, len(implications) + 1) + 1)
        self.add_implications(implications)
        self.add_clearers(required, holders, last)
        if last is None:
            del self.fields["reason"]

    def add_implications(self, held: list[Implication]) -> None:
        for place in self.places:
            row = held[place - 1] if place <= len(held) else Implication(headings=[])
            self.fields[f"headings_{place}"] = forms.MultipleChoiceField(
                label="For which headings?",
                choices=Implication.Heading.choices,
                initial=row.headings,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            box = long_text("What does the decision mean for them?", rows=2, most=LONG)
            self.fields[f"text_{place}"] = box
            self.fields[f"none_on_{place}"] = DayField(
                label="If there are none: the day this was found", required=False
            )
            self.initial[f"text_{place}"] = row.text
            self.initial[f"none_on_{place}"] = row.none_on

    def layout(self) -> Layout:
        again = ["reason"] if "reason" in self.fields else []
        more = [self.implication(place) for place in list(self.places)[1:]]
        return Layout(
            Fieldset("The decision report", *WORDS, size="l"),
            Fieldset(
                "Implications",
                self.implication(1),
                *(
                    Details(f"Another sentence for other headings ({number})", *parts.fields)
                    for number, parts in enumerate(more, start=2)
                ),
                hint="One sentence may serve several headings.",
            ),
            Fieldset("Risk", *RISK),
            *self.clearers(),
            Fieldset("By when, and where it goes next", *TERMS),
            *again,
        )

    def implication(self, place: int) -> Layout:
        return Layout(Field(f"headings_{place}", small=True), f"text_{place}", f"none_on_{place}")

    def buttons(self) -> list[Button]:
        return [
            Button("Send for clearance"),
            Button("Save the report only", name="only", value=self.SAVE, kind="secondary"),
        ]

    @property
    def only_saves(self) -> bool:
        return self.data.get("only") == self.SAVE

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        used: set[str] = set()
        for place in self.places:
            headings, said = typed.get(f"headings_{place}"), typed.get(f"text_{place}")
            if said and not headings:
                self.add_error(f"headings_{place}", "Tick the headings this sentence is for")
            if headings and not said:
                self.add_error(f"text_{place}", "Write the sentence for these headings")
            if twice := used & set(headings or ()):
                names = ", ".join(Implication.Heading(one).label for one in sorted(twice))
                self.add_error(f"headings_{place}", f"These have a sentence already: {names}")
            used |= set(headings or ())
        return typed

    def written(self) -> dict[str, str]:
        """The report's blocks as typed."""
        return {name: self.cleaned_data[name] for name in (*WORDS, *RISK)}

    def implications(self) -> list[ImplicationTyped]:
        typed = self.cleaned_data
        return [
            ImplicationTyped(
                tuple(typed[f"headings_{place}"]), typed[f"text_{place}"], typed[f"none_on_{place}"]
            )
            for place in self.places
            if typed[f"text_{place}"]
        ]

    def rest(self) -> dict[str, Any]:
        """Who is asked, by when, where it goes next, and why it is sent again."""
        typed = self.cleaned_data
        return {
            "clear": self.clear(),
            "terms": ClearanceTerms(**{name: typed[name] for name in TERMS}),
            "reason": typed.get("reason", ""),
        }
