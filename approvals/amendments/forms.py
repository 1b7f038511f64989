"""Forms of amendments before their meeting."""

from collections.abc import Sequence
from typing import Any

from django import forms

from approvals.models import LodgedAmendment
from approvals.workflow.forms import TransitionForm
from plans.forms.base import RichTextField
from web.forms.fields import long_text
from web.govuk import TextInput, WholeNumberField

LONGEST_NAME = 200


class LodgeForm(TransitionForm):
    """The words of a paragraph, to be changed as somebody moves that they read."""

    submit = "Lodge the amendment"

    new_words: forms.CharField = RichTextField(label="The paragraph as it would read")
    moved_by = forms.CharField(
        label="Who moves it?",
        help_text="The member for whom you lodge it, as the minute will name them.",
        max_length=LONGEST_NAME,
        widget=TextInput(width=20),
    )
    seconded_by = forms.CharField(
        label="Who seconds it?",
        help_text="Leave it empty while that is not known.",
        max_length=LONGEST_NAME,
        required=False,
        widget=TextInput(width=20),
    )

    def __init__(self, *args: Any, words: str, for_another: bool, **kwargs: Any) -> None:
        """`words` are the paragraph's own; `for_another` whether its mover is named."""
        super().__init__(*args, initial={"new_words": words}, **kwargs)
        if not for_another:
            del self.fields["moved_by"]


class WithdrawForm(TransitionForm):
    """Nothing has to be said of it."""

    submit = "Withdraw the amendment"
    submit_kind = "warning"

    words = long_text("Why?", "If there is something to say.", rows=2)


class SayForm(TransitionForm):
    submit = "Put it beside the amendment"

    words = long_text(
        "What you say of it",
        "Everybody who reads the amendment reads it, with your name and office. To correct it "
        "later, write again: both are kept.",
        rows=6,
        required=True,
        counted=True,
    )


class OrderForm(TransitionForm):
    """A number for each amendment that stands; one without a number comes after the others."""

    submit = "Save the order"

    def __init__(self, *args: Any, standing: Sequence[LodgedAmendment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [one.number for one in standing]
        for one in standing:
            self.fields[f"place_{one.number}"] = WholeNumberField(
                label=f"Amendment {one.number}, moved by {one.moved_by}",
                help_text=one.place,
                min_value=1,
                max_value=999,
                required=False,
                initial=one.voted_on,
                widget=TextInput({"inputmode": "numeric"}, width=3),
            )
        self.reworded = tuple(self.fields)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        found = {number: typed.pop(f"place_{number}", None) for number in self.numbers}
        typed["places"] = {number: place for number, place in found.items() if place}
        return typed
