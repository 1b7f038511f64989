"""Forms of links for people without an account: to send one, take it back, and open it."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from plans.forms.base import ChangeForm
from plans.models.assigned import LONGEST_ASKED
from web.forms.base import BaseForm
from web.forms.fields import DayField, long_text
from web.govuk import TextInput

# One part of a plan, whether it is there still or not: the action says so.
VALUE = re.compile(r"(?:passage|theme|comment)-[0-9]{1,18}|question-[^\s-]{1,20}")

Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]


class PartField(forms.ChoiceField):
    """One part of a plan, to write or to comment on."""

    def valid_value(self, value: str) -> bool:
        return bool(VALUE.fullmatch(value))

    def clean(self, value: Any) -> tuple[str, str]:
        kind, _, key = super().clean(value).partition("-")
        return kind, key


class SendLinkForm(BaseForm):
    """One part of a plan, to one person, until a day."""

    submit = "Send them the link"
    name = forms.CharField(
        label="Their name",
        help_text="What they write stands under this name.",
        max_length=150,
        widget=TextInput(),
    )
    email = forms.EmailField(
        label="Their e-mail address",
        help_text="The link goes there, and so does the code that opens it. Check each letter.",
        max_length=254,
        widget=TextInput(attrs={"type": "email", "autocomplete": "off", "spellcheck": "false"}),
    )
    what = PartField(
        label="What does the link open?",
        help_text="They see the theme around it, and no other part of the plan.",
    )
    until = DayField(label="Open until", help_text="They can use the link on this day too.")
    asked_for = long_text(
        "What is asked of them",
        "They see it on the page that the link opens. It is not in the e-mail.",
        most=LONGEST_ASKED,
    )

    def __init__(self, *args: Any, parts: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["what"]
        field.choices = [("", "Choose a part"), *parts]


class LinkForm(ChangeForm):
    """Something is done with a link as its page showed it."""


class CodeForm(BaseForm):
    """The digits that were sent."""

    submit = "Go on"
    code = forms.CharField(
        label="Code",
        help_text="Six digits.",
        max_length=20,
        widget=TextInput(width=10, attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class AskCodeForm(BaseForm):
    """A button: a mail scanner opens links, and presses none."""

    submit = "Send me a code"
