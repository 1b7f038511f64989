"""The forms in which it is said what a decision leaves to be done, and what of it is done."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout, LayoutObject
from django import forms

from approvals.decisions.follow_ups import FollowUpData
from approvals.decisions.to_do import Task
from approvals.models import FollowUp
from plans.forms.base import LONGEST_TEXT
from web.dates import day_in_words
from web.forms.base import BaseForm
from web.forms.fields import DayField, long_text
from web.govuk import Details, TextInput

# As many as one sends at once; whoever has more sends them again.
ROWS = range(1, 5)
PARTS = ("kind", "words", "owed_by", "owed_to", "due_on", "received_on")
KINDS = [("", "Choose what kind"), *FollowUp.Kind.choices]
RECEIVED_HINT = (
    "Of a recommendation of scrutiny: the day the executive had it or, if later, the notice asking "
    "for a response. Where the law asks for one within two months, its day is counted from this."
)


class FollowUpForm(BaseForm):
    """Several things to do at once: each says its kind and words, and what else is known."""

    submit = "Record what is to be done"
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in ROWS:
            self.add_row(n)

    def add_row(self, n: int) -> None:
        of = "" if n == 1 else f" ({n})"
        self.fields |= {
            f"kind_{n}": forms.ChoiceField(label=f"What is it?{of}", choices=KINDS, required=False),
            f"words_{n}": long_text(
                f"In the words of the record{of}", "What is to be done.", most=LONGEST_TEXT
            ),
            f"owed_by_{n}": line(f"By whom{of}", "By office or name."),
            f"owed_to_{n}": line(f"To whom{of}"),
            f"due_on_{n}": DayField(
                label=f"By when{of}",
                help_text="Leave it empty if no day was said.",
                required=False,
            ),
            f"received_on_{n}": DayField(
                label=f"When did the executive receive it?{of}",
                help_text=RECEIVED_HINT,
                required=False,
            ),
        }

    def layout(self) -> Layout:
        first, *others = (self.row_layout(n) for n in ROWS)
        return Layout(*first, *(Details(f"Another ({n})", *row) for n, row in enumerate(others, 2)))

    def row_layout(self, n: int) -> list[str | LayoutObject]:
        return [f"{part}_{n}" for part in PARTS]

    def clean(self) -> dict[str, Any]:
        """A row that says anything says its kind and has words."""
        typed = super().clean() or {}
        for n in ROWS:
            said = [part for part in PARTS if typed.get(f"{part}_{n}")]
            if said and "kind" not in said:
                self.add_error(f"kind_{n}", "Choose what kind it is")
            if said and "words" not in said:
                self.add_error(f"words_{n}", "Enter what is to be done")
        if not self.errors and not self.said(typed):
            self.add_error("words_1", "Enter what is to be done")
        return typed

    def said(self, typed: dict[str, Any]) -> list[FollowUpData]:
        """What the form cleaned, row by row; an empty row is none."""
        return [
            FollowUpData(**{part: typed[f"{part}_{n}"] for part in PARTS}, row=n)
            for n in ROWS
            if typed.get(f"words_{n}")
        ]


def line(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=200, widget=TextInput(width=20)
    )


class ByWhenForm(BaseForm):
    """By when something is to be done of which that was not known."""

    submit = "Record the day"
    mark_optional = False

    due_on = DayField(label="By when?", required=False)
    received_on = DayField(
        label="When did the executive receive it?", help_text=RECEIVED_HINT, required=False
    )

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if task.kind != FollowUp.Kind.RECOMMENDATION:
            del self.fields["received_on"]


class DischargeForm(BaseForm):
    """Which of the things that are still to be done a paper does."""

    submit = "Record that it is done"

    tasks = forms.MultipleChoiceField(
        label="What does this paper do?", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, waiting: Sequence[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["tasks"]
        field.choices = [(one.key, in_a_line(one)) for one in waiting]


def in_a_line(task: Task) -> str:
    """ "A promise made at the meeting: To write to the ward. (By 3 March 2025)"."""
    by = f" (By {day_in_words(task.due_on)})" if task.due_on else ""
    words = task.words if len(task.words) <= 200 else f"{task.words[:200].rstrip()}…"
    return f"{task.kind.label}: {words}{by}"


class MistakeForm(BaseForm):
    """Why something was recorded by mistake."""

    submit = "Take it back"

    why = long_text("Why was it a mistake?", most=LONGEST_TEXT, required=True)
