"""The form that settles what several people would have of one passage."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms

from plans.actions.beside import OWN, TOGETHER
from plans.beside import Beside, OneOfThem
from plans.forms.base import ChangeForm, RichTextField
from plans.forms.suggestions import LOST_ITS_PLACE, why_field, words_shown
from plans.lengths import LONGEST_HEADING
from plans.models import Passage, Suggestion

VALUE = re.compile(rf"[0-9]{{1,18}}|{TOGETHER}|{OWN}")
TOO_MANY_CHOICES = "You ticked whose words are in yours. Choose your own words, or tick none."
NOTHING_LEFT = "Write the words that should stand here."


class TakeField(forms.ChoiceField):
    """One of the suggestions, whether it can be taken still or not: the action says so."""

    widget = forms.RadioSelect

    def valid_value(self, value: str) -> bool:
        return bool(VALUE.fullmatch(value))


class BesideForm(ChangeForm):
    """One's words, everybody's, or one's own; nothing is chosen beforehand."""

    submit = "Settle it"
    mark_optional = False
    shown = forms.CharField(widget=forms.HiddenInput, error_messages={"required": LOST_ITS_PLACE})
    take = TakeField(
        label="What should stand here?",
        error_messages={"required": "Choose what should stand here"},
    )
    used = forms.TypedMultipleChoiceField(
        label="Whose suggestions are in your words?",
        help_text="They count as accepted, the others as refused.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        coerce=int,
    )

    def __init__(
        self, *args: Any, row: Passage, beside: Beside, reason: str | None, **kwargs: Any
    ) -> None:
        keys = " ".join(str(one.pk) for one in beside.rows)
        initial = {"shown": keys, "own": row.body}
        super().__init__(*args, row=row, initial=initial, **kwargs)
        self.offer("take", list(choices_of(beside)))
        self.offer("used", [(str(one.pk), one.whose) for one in beside.rows])
        own: forms.Field = (
            forms.CharField(label="Your own words", max_length=LONGEST_HEADING, required=False)
            if row.is_heading
            else RichTextField(label="Your own words", required=False)
        )
        reason_field = why_field(reason, "Whoever reads drafts")
        used = self.fields.pop("used")
        self.fields |= {"own": own, "used": used, "reason": reason_field}

    def clean_shown(self) -> list[int]:
        """The keys of these that the page showed."""
        keys = [int(one) for one in self.cleaned_data["shown"].split() if one.isdecimal()]
        if not keys:
            raise forms.ValidationError(LOST_ITS_PLACE)
        return keys

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        take, own = typed.get("take"), typed.get("own") or ""
        if take == OWN and not own and "own" not in self.errors:
            self.add_error("own", NOTHING_LEFT)
        if take and take != OWN:
            if typed.get("used"):
                self.add_error("used", TOO_MANY_CHOICES)
            if own not in ("", words_shown(self)):
                self.add_error(
                    "take", "You wrote words of your own below. Choose them, or take them out."
                )
        return typed


def choices_of(beside: Beside) -> Iterator[tuple[str, str]]:
    for one in beside.shown:
        if one.text is not None and one.may_accept:
            yield str(one.suggestion.pk), words_for(one)
    if beside.together is not None:
        yield TOGETHER, "Everybody’s words together"
    yield OWN, "My own words, as I write them below"


def words_for(one: OneOfThem) -> str:
    whose = one.suggestion.whose
    if one.suggestion.kind == Suggestion.Kind.GONE:
        return f"What {whose} would have: it is taken out"
    return f"What {whose} would have"
