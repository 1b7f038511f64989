"""The form in which a decision that was recorded wrongly is corrected, from its minute."""

from dataclasses import replace
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from approvals.decisions.correcting import Correction
from approvals.decisions.decide_form import DecideForm
from approvals.models import Decision
from approvals.workflow.engine import PageState
from plans.forms.base import LONGEST_TEXT
from web.forms.fields import long_text

AS_RECORDED, AS_IT_STANDS = "recorded", "working"


class CorrectForm(DecideForm):
    """The whole decision as the minute has it: what was recorded first stays as it was."""

    submit = "Record the correction"

    why = long_text("What was recorded wrongly, and why", rows=3, most=LONGEST_TEXT, required=True)
    amended_words = forms.ChoiceField(
        label="If it was agreed with amendments, which words were agreed?",
        choices=[
            (AS_RECORDED, "Those recorded first"),
            (AS_IT_STANDS, "Those of the plan as it stands now"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    known_to_be_out = forms.BooleanField(
        label="Words that were published or submitted stay where they went: I know", required=False
    )

    def __init__(self, *args: Any, out: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["known_to_be_out"].help_text = out
        if not out:
            del self.fields["known_to_be_out"]

    def layout(self) -> Layout:
        out = ["known_to_be_out"] if "known_to_be_out" in self.fields else []
        return Layout("why", *super().layout().fields, "amended_words", *out)

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        amended = not self.errors and self.minute_in(typed).effect() == Decision.Outcome.AMENDED
        if amended and not typed.get("amended_words"):
            self.add_error("amended_words", "Say which words were agreed")
        return typed

    def taken(self, seen: PageState, typed: dict[str, Any]) -> dict[str, Any]:
        """What `correct_decision` takes."""
        minute = self.minute_in(typed)
        amended = minute.effect() == Decision.Outcome.AMENDED
        recorded = typed["amended_words"] == AS_RECORDED
        said = Correction(
            why=typed["why"],
            minute=minute,
            as_recorded=amended and recorded,
            known_to_be_out=typed.get("known_to_be_out", False),
            **self.following(typed),
        )
        working = amended and not recorded
        return {"seen": replace(seen, plan=typed["working"]) if working else seen, "said": said}
