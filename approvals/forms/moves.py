"""What the form of every move shares: what its page showed; and the moves that take a reason."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from approvals.workflow import Seen
from councils.forms.dates import DayField
from councils.forms.words import CleanWords
from councils.govuk import TextInput

LONDON = ZoneInfo("Europe/London")


class MoveForm(CleanWords):
    """Carries how often the plan had moved, and the digests of the words the page showed."""

    moves = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    plan = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    report = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, seen: Seen, **kwargs: Any) -> None:
        shown = {"moves": seen.moves, "plan": seen.plan, "report": seen.report}
        kwargs["initial"] = {**kwargs.get("initial", {}), **shown}
        super().__init__(*args, **kwargs)


def take_seen(typed: dict[str, Any]) -> Seen:
    """What the page showed, taken out of what its form cleaned."""
    return Seen(typed.pop("moves"), typed.pop("plan"), typed.pop("report"))


class WithdrawForm(MoveForm):
    submit = "Withdraw the plan"
    submit_kind = "warning"
    reason = forms.CharField(
        label="Why is it withdrawn?",
        help_text="The history keeps it, with what was answered.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OvertakenForm(MoveForm):
    submit = "Close the plan as overtaken"
    submit_kind = "warning"
    reason = forms.CharField(
        label="What overtook it?",
        help_text="For example, “the department withdrew the commission”.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PutForm(MoveForm):
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


class TimeField(forms.TimeField):
    """A time of day as people write it: 14:30, 2.30pm, 9am."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", TextInput(width=5))
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"])
        kwargs.setdefault("error_messages", {"invalid": "Enter a time like 14:30 or 2.30pm"})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> time | None:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


def moment_in(typed: Mapping[str, Any], day: str, at: str) -> datetime | None:
    """The moment in London that a day and a time of day name; None when either is missing."""
    on, clock = typed.get(day), typed.get(at)
    return datetime.combine(on, clock, tzinfo=LONDON) if on and clock else None
