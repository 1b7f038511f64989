"""Forms of delivery: how commitments stand, what became of them, and progress at a date."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from approvals.workflow.forms import TransitionForm
from delivery.actions import OutcomeData, ProgressData
from delivery.models import CommitmentOutcome, ProgressUpdate
from plans.models import Commitment
from web.dates import day_in_words
from web.forms.base import BaseForm
from web.forms.fields import DayField, long_text
from web.govuk import Field, Fieldset

LONGEST = 4000


def as_at_field() -> DayField:
    return DayField(
        label="As at",
        help_text="The day that this is true of, for example the end of the quarter.",
    )


def newest_update(commitment: Commitment) -> ProgressUpdate | None:
    """From the updates that came along with it."""
    return next(iter(commitment.updates.all()), None)


def last_said(commitment: Commitment) -> str:
    """What was said of it last, in a line."""
    newest = newest_update(commitment)
    if newest is None:
        return "Nothing is reported on it yet."
    said = f"Last: {newest.get_status_display().lower()}, as at {day_in_words(newest.as_at)}."
    return f"{said} Next was: {newest.next_step}" if newest.next_step else said


def is_done(commitment: Commitment) -> bool:
    newest = newest_update(commitment)
    return newest is not None and newest.status == ProgressUpdate.Status.DONE


class ProgressUpdateForm(BaseForm):
    """How one commitment stands."""

    submit = "Record this update"

    status = forms.ChoiceField(
        label="How does it stand?", choices=ProgressUpdate.Status, widget=forms.RadioSelect
    )
    narrative = long_text("What has happened?", most=LONGEST, required=True)
    next_step = long_text("What comes next?", rows=2, most=LONGEST)
    as_at = as_at_field()


class ProgressReportForm(BaseForm):
    """How several commitments stand on one day; a row that is left empty is left out."""

    submit = "Record these updates"
    mark_optional = False

    as_at = as_at_field()

    def __init__(self, *args: Any, commitments: Sequence[Commitment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commitments = commitments
        statuses = [("", "Nothing to report"), *ProgressUpdate.Status.choices]
        for one in commitments:
            self.fields[f"status-{one.pk}"] = forms.ChoiceField(
                label=f"How does {one.reference} stand?", choices=statuses, required=False
            )
            self.fields[f"narrative-{one.pk}"] = long_text(
                "What has happened?", rows=2, most=LONGEST
            )
            self.fields[f"next_step-{one.pk}"] = long_text("What comes next?", rows=2, most=LONGEST)

    def layout(self) -> Layout:
        """Each commitment under its own words, with what was said of it last."""
        names = ("status", "narrative", "next_step")
        rows = [
            Fieldset(
                str(one), *(f"{name}-{one.pk}" for name in names), hint=last_said(one), size="s"
            )
            for one in self.commitments
        ]
        return Layout("as_at", *rows)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for one in self.commitments:
            status, narrative = typed.get(f"status-{one.pk}"), typed.get(f"narrative-{one.pk}")
            said = narrative or typed.get(f"next_step-{one.pk}")
            if said and not status and f"status-{one.pk}" not in self.errors:
                self.add_error(f"status-{one.pk}", f"Choose how {one.reference} stands")
            if status and not narrative and f"narrative-{one.pk}" not in self.errors:
                self.add_error(f"narrative-{one.pk}", f"Say what has happened with {one.reference}")
        return typed

    def reported(self, typed: dict[str, Any]) -> list[ProgressData]:
        """The filled rows of what was typed."""
        return [
            ProgressData(
                one,
                typed[f"status-{one.pk}"],
                typed[f"narrative-{one.pk}"],
                typed[f"next_step-{one.pk}"],
            )
            for one in self.commitments
            if typed[f"status-{one.pk}"]
        ]


class CommitmentOutcomeForm(BaseForm):
    """What became of one commitment."""

    submit = "Record the outcome"
    mark_optional = False  # the hint says when words are needed

    outcome = forms.ChoiceField(
        label="What became of it?", choices=CommitmentOutcome.Outcome, widget=forms.RadioSelect
    )
    words = long_text(
        "Where it went, or why it stopped", "Leave it empty if it is done.", most=LONGEST
    )


class StartMonitoringForm(TransitionForm):
    submit = "Start monitoring"


class CloseForm(TransitionForm):
    """What became of each commitment that goes on, and why the plan closes."""

    submit = "Close the plan"
    submit_kind = "warning"
    mark_optional = False

    commission_ended = forms.BooleanField(
        label="The commission itself has ended: close without an outcome for each commitment",
        required=False,
    )
    reason = long_text(
        "Why is the plan closed?",
        "Needed only if the commission has ended.",
        rows=2,
        most=LONGEST,
    )

    def __init__(self, *args: Any, commitments: Sequence[Commitment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commitments = commitments
        for one in commitments:
            self.fields[f"outcome-{one.pk}"] = forms.ChoiceField(
                label=f"What became of {one.reference}?",
                choices=CommitmentOutcome.Outcome,
                widget=forms.RadioSelect,
                required=False,
                initial=CommitmentOutcome.Outcome.DONE if is_done(one) else None,
            )
            self.fields[f"words-{one.pk}"] = long_text(
                "Where it went, or why it stopped",
                "Leave it empty if it is done.",
                rows=2,
                most=LONGEST,
            )

    def layout(self) -> Layout:
        """Each commitment under its own words, then the end of the plan."""
        rows = [
            Fieldset(
                str(one),
                Field(f"outcome-{one.pk}", hide_label=True, small=True),
                f"words-{one.pk}",
                hint=last_said(one),
                size="s",
            )
            for one in self.commitments
        ]
        without = ("commission_ended",) if self.commitments else ()
        return Layout(*rows, Fieldset("The end", *without, "reason", size="s"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for one in self.commitments:
            outcome, said = typed.get(f"outcome-{one.pk}"), typed.get(f"words-{one.pk}")
            if not outcome and not typed.get("commission_ended"):
                self.missing(f"outcome-{one.pk}", f"Say what became of {one.reference}")
            if outcome and outcome != CommitmentOutcome.Outcome.DONE and not said:
                self.missing(
                    f"words-{one.pk}", f"Say where {one.reference} went, or why it stopped"
                )
        if typed.get("commission_ended") and not typed.get("reason"):
            self.missing("reason", "Say how the commission ended")
        return typed

    def missing(self, name: str, message: str) -> None:
        if name not in self.errors:
            self.add_error(name, message)

    def take_endings(self, typed: dict[str, Any]) -> list[OutcomeData]:
        """The outcomes, taken out of what was typed."""
        said = [
            (one, typed.pop(f"outcome-{one.pk}"), typed.pop(f"words-{one.pk}"))
            for one in self.commitments
        ]
        return [OutcomeData(one, outcome, told) for one, outcome, told in said if outcome]


class ProgressDayForm(BaseForm):
    """The day that a page of progress tells of."""

    method = "get"
    submit = "Show"
    submit_kind = "secondary"
    mark_optional = False

    on = DayField(
        label="Progress at the end of",
        required=False,
        help_text="Only what is told of that day or earlier counts.",
    )

    @property
    def day(self) -> date:
        """The day that is asked for; today when none is, or none that can be read."""
        asked = self.cleaned_data["on"] if self.is_valid() else None
        return asked or timezone.localdate()

    def parts(self) -> dict[str, int]:
        """The day as this form's fields carry it in an address."""
        day = self.day
        return {"on_day": day.day, "on_month": day.month, "on_year": day.year}
