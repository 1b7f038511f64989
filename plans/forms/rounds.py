"""Forms of a round in Word: to whom it goes until when, and what ends the waiting."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from councils.models import User
from plans.forms.suggestions import LONGEST_WHY
from web.forms.base import BaseForm
from web.forms.fields import DayField, long_text
from web.text import one_line

BY_EMAIL, BY_HAND = "email", "hand"
LONGEST_PERSON, LONGEST_ADDRESS = 150, 254
# "Name, address", "Name <address>", or the two parted by a tab, as cells of a spreadsheet are.
NAMED = re.compile(r"^(?P<name>.*?)[\s,;]*[\s,;<](?P<address>[^\s,;<>]+@[^\s,;<>]+)[>\s,;.]*$")


class SendRoundForm(BaseForm):
    """Who is to have the plan in Word, and by when they are to answer."""

    submit = "Check it before it goes"
    mark_optional = True

    people = forms.TypedMultipleChoiceField(
        label="People with a role here",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        coerce=int,
    )
    others = long_text(
        "Other people",
        "One on each line: name, comma, e-mail address.",
        most=8_000,
    )
    answer_by = DayField(label="They are to answer by")
    note = long_text("A word to them", "It stands in the e-mail.", most=2_000)
    how = forms.ChoiceField(
        label="How does it reach them?",
        widget=forms.RadioSelect,
        choices=[
            (BY_EMAIL, "By e-mail from here, with the file"),
            (BY_HAND, "I send the files myself"),
        ],
        error_messages={"required": "Choose how it reaches them"},
    )

    def __init__(self, *args: Any, here: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here = {one.pk: one for one in here}
        self.offer("people", [(str(one.pk), one.name) for one in here])

    def clean_people(self) -> list[User]:
        return [self.here[key] for key in self.cleaned_data["people"]]

    def clean_others(self) -> list[tuple[str, str]]:
        """As (name, address), each address once; what is wrong is said line by line."""
        typed = enumerate(self.cleaned_data["others"].splitlines(), start=1)
        lines = [(number, line.strip()) for number, line in typed if line.strip()]
        found = [(number, line, NAMED.match(line)) for number, line in lines]
        faults = [fault for number, line, match in found if (fault := fault_in(number, match))]
        pairs = [(one_line(m["name"]), m["address"].lower()) for _, _, m in found if m]
        faults += list(twice(pairs))
        if faults:
            raise forms.ValidationError(faults)
        return pairs

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        is_faulty = self.errors.keys() & {"people", "others"}
        if not is_faulty and not typed.get("people") and not typed.get("others"):
            self.add_error("people", "Say who is to have it: tick them, or name them below")
        return typed

    @property
    def names(self) -> list[str]:
        """Who is to have it, each with the address it goes to."""
        typed = self.cleaned_data
        known = [(one.name, one.email) for one in typed["people"]]
        return [f"{name} ({address})" for name, address in (*known, *typed["others"])]

    @property
    def goes_by_email(self) -> bool:
        return self.cleaned_data["how"] == BY_EMAIL


def fault_in(number: int, match: re.Match[str] | None) -> str:
    """What is wrong with a line of people; "" where nothing is."""
    if match is None or not one_line(match["name"]).strip(",;"):
        return f"Line {number}: write a name, a comma and an e-mail address"
    if len(one_line(match["name"])) > LONGEST_PERSON:
        return f"Line {number}: a name has {LONGEST_PERSON} characters at most"
    try:
        validate_email(match["address"])
    except ValidationError:
        return f"Line {number}: “{match['address']}” is not an e-mail address"
    return "" if len(match["address"]) <= LONGEST_ADDRESS else f"Line {number}: too long an address"


def twice(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Each address that two lines have."""
    seen: set[str] = set()
    for _, address in pairs:
        if address in seen:
            yield f"{address} is named twice"
        seen.add(address)


class ExcuseForm(BaseForm):
    """Why somebody is not waited for any more."""

    submit = "Do not wait for them"
    words = long_text("Why?", rows=2, most=LONGEST_WHY, required=True)


class CloseForm(BaseForm):
    """That a round is over."""

    submit = "End the round"
    words = long_text("Why?", rows=2, most=LONGEST_WHY)
