"""The form in which an author writes the decision report."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from approvals.models import Implication, Report
from approvals.reports.form_parts import add_parts, name_as_the_council_does, name_of, words_in
from approvals.reports.implications import (
    BECAUSE,
    LOOKED_BY,
    LOOKED_ON,
    SAID,
    ImplicationTyped,
    missing_from,
    wrong_with,
)
from approvals.reports.parts import PART, FormTyped, wrong_with_parts
from approvals.reports.saved import RISK, WORDS, words_of
from approvals.workflow.forms import TransitionForm
from plans.forms.base import RevisionField
from web.dates import day_in_words, london_day
from web.forms.fields import DayField, long_text
from web.govuk import Button, Fieldset, TextInput

LONG = 20_000
CHOICES = [("", "Choose one, if it was assessed"), *Report.Risk.choices]
EQUALITIES = Implication.Heading.EQUALITIES


def whose(row: Implication) -> str:
    """Who wrote what stands in a box, and when."""
    on = day_in_words(london_day(row.written_at)) if row.written_at else ""
    return f"As {row.written_by} wrote it{f', {on}' if on else ''}."


class ReportForm(TransitionForm):
    """The report's words, what it means under each heading, and the risk; saved, and gone on with.

    It may be saved half-written; whoever goes on has said something under each heading.
    """

    SAVE, LOOK = "save", "look"
    mark_optional = False

    seen = RevisionField()
    template = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
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

    def __init__(
        self, *args: Any, report: Report, implications: list[Implication], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {
            "seen": report.revision if report.pk else 0,
            "template": report.template_id or 0,
            **words_of(report),
        }
        super().__init__(*args, **kwargs)
        self.words = words_in(report)
        for name in set(WORDS) - set(self.words):
            del self.fields[name]
        name_as_the_council_does(self, report, self.words)
        self.risk_name = name_of(report, "risk", "Risk")
        self.add_implications(report, implications)
        self.parts = add_parts(self, report)

    def add_implications(self, report: Report, held: list[Implication]) -> None:
        """Two boxes for each heading: what stands in them is somebody's, and says whose."""
        written = {heading: row for row in held for heading in row.headings if row.written_by}
        for heading in Implication.Heading:
            row = written.get(heading)
            applies = row is None or row.kind != Implication.Kind.NOT_APPLICABLE
            name = name_of(report, heading.value, heading.label)
            self.add_heading(heading, name, whose(row) if row else "", applies=applies)
            if row:
                self.initial[f"{SAID if applies else BECAUSE}{heading}"] = row.text
        if row := written.get(EQUALITIES):
            self.initial.update({LOOKED_BY: row.looked_by, LOOKED_ON: row.looked_on})

    def add_heading(
        self, heading: Implication.Heading, name: str, hint: str, *, applies: bool
    ) -> None:
        asked = f"{name}: what it means"
        if heading == EQUALITIES:
            asked = f"{name}: what was found"
            hint = hint or "If no full assessment was needed, say so, and why."
            self.fields[LOOKED_BY] = forms.CharField(
                label=f"{name}: who looked",
                help_text="At the effect on people whom the Equality Act 2010 protects.",
                max_length=200,
                required=False,
                widget=TextInput,
            )
            self.fields[LOOKED_ON] = DayField(label=f"{name}: when they looked", required=False)
        self.fields[f"{SAID}{heading}"] = long_text(
            asked, hint if applies else "", rows=2, most=LONG
        )
        if heading != EQUALITIES:
            self.fields[f"{BECAUSE}{heading}"] = forms.CharField(
                label=f"{name}: not applicable because",
                help_text="" if applies else hint,
                max_length=500,
                required=False,
                widget=TextInput,
            )

    def layout(self) -> Layout:
        return Layout(
            Fieldset("The decision report", *self.words, size="l"),
            Fieldset(
                "Implications",
                *(self.boxes_of(heading) for heading in Implication.Heading),
                hint="Each heading needs somebody’s sentence, or why it does not apply.",
                size="l",
            ),
            Fieldset(self.risk_name, *RISK),
            *([Fieldset("What the council’s own form asks", *self.parts)] if self.parts else []),
        )

    def boxes_of(self, heading: Implication.Heading) -> Layout:
        if heading == EQUALITIES:
            return Layout(LOOKED_BY, LOOKED_ON, f"{SAID}{heading}")
        return Layout(f"{SAID}{heading}", f"{BECAUSE}{heading}")

    def buttons(self) -> list[Button]:
        return [
            Button("Go on"),
            Button("Save the report", name="only", value=self.SAVE, kind="secondary"),
            Button("Save it and look at it", name="only", value=self.LOOK, kind="secondary"),
        ]

    @property
    def only_saves(self) -> bool:
        return self.data.get("only") in (self.SAVE, self.LOOK)

    @property
    def looks(self) -> bool:
        return self.data.get("only") == self.LOOK

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for heading in Implication.Heading:
            if typed.get(f"{SAID}{heading}") and typed.get(f"{BECAUSE}{heading}"):
                self.add_error(
                    f"{BECAUSE}{heading}", "Either it means something, or it does not apply"
                )
        said = self.implications()
        today = timezone.localdate()
        faults = [
            *wrong_with(said, today=today),
            *wrong_with_parts(self.form_typed().parts),
            *([] if self.only_saves else missing_from(said)),
        ]
        for fault in faults:
            if fault.field not in self.errors:
                self.add_error(fault.field, str(fault))
        return typed

    def texts(self) -> list[tuple[str, str]]:
        """What stands in each box, by its label; the names of roles are ours."""
        return [(f"“{one.label}”", str(one.value() or "")) for one in self if not one.is_hidden]

    def written(self) -> dict[str, str]:
        """The report's blocks as typed."""
        return {name: self.cleaned_data[name] for name in (*self.words, *RISK)}

    def form_typed(self) -> FormTyped:
        """What was typed in the parts of the council's own form, and in which form."""
        typed = self.cleaned_data
        parts = {name.removeprefix(PART): typed.get(name, "") for name in self.parts}
        return FormTyped(typed.get("template") or 0, parts)

    def implications(self) -> list[ImplicationTyped]:
        """What was typed of each heading that has words."""
        said = [self.implication_typed(heading) for heading in Implication.Heading]
        return [one for one in said if one.text or one.looked_by or one.looked_on]

    def implication_typed(self, heading: Implication.Heading) -> ImplicationTyped:
        typed = self.cleaned_data
        words, because = typed.get(f"{SAID}{heading}", ""), typed.get(f"{BECAUSE}{heading}", "")
        if because and not words:
            return ImplicationTyped(heading, because, Implication.Kind.NOT_APPLICABLE)
        if heading != EQUALITIES:
            return ImplicationTyped(heading, words)
        looked = (typed.get(LOOKED_BY, ""), typed.get(LOOKED_ON))
        return ImplicationTyped(heading, words, Implication.Kind.SAID, *looked)
