"""Forms of who writes what: give what nobody has, and change what somebody was given."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from councils.models import User
from plans.actions.passages import AS_IT_IS
from plans.forms.base import ChangeForm
from plans.forms.passages import WriterField
from plans.models.assigned import LONGEST_ASKED
from web.forms.base import BaseForm
from web.forms.fields import DayField, long_text
from web.govuk import Field

# One thing that may be given, whether it is there still or not: the action says so.
VALUE = re.compile(r"(?:passage|theme)-[0-9]{1,18}|question-[^\s-]{1,20}")
BY_WHEN = "A day. Empty means the plan’s own: its meeting, or else its deadline."


class WhatField(forms.MultipleChoiceField):
    """Things of a plan that nobody has; what was given meanwhile is for the action to refuse."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        return bool(VALUE.fullmatch(value))

    def clean(self, value: Any) -> list[tuple[str, str]]:
        chosen = (one.partition("-") for one in super().clean(value))
        return [(kind, key) for kind, _, key in chosen]


class HolderField(WriterField):
    """Whoever has it already, another who writes here, or nobody."""

    mark_optional = False  # nobody is an answer too

    def names(self, row: Any) -> list[tuple[str, str]]:
        return [("", "Nobody: take it back"), *super().names(row)[1:]]


class GiveForm(BaseForm):
    """Several things at once, to one person, on the same terms."""

    submit = "Give it to them"
    what = WhatField(
        label="What is to be written?",
        error_messages={"required": "Tick what is to be written"},
    )
    writer = forms.TypedChoiceField(label="Who is to write it?")
    wanted_on = DayField(label="Wanted by", help_text=BY_WHEN, required=False)
    asked_for = long_text(
        "What is asked of them", "They see it above their words.", most=LONGEST_ASKED
    )

    def __init__(
        self,
        *args: Any,
        free: Sequence[tuple[str, str]],
        writers: Callable[[], list[User]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        people = {str(person.pk): person for person in writers()}
        self.offer("what", [*free])
        self.offer(
            "writer", [("", "Choose somebody"), *((key, one.name) for key, one in people.items())]
        )
        field: Any = self.fields["writer"]
        field.coerce = lambda key: people[key]

    def layout(self) -> Layout:
        return Layout(Field("what", small=True), "writer", "wanted_on", "asked_for")


class AssignmentForm(ChangeForm):
    """Who has one thing, by when, and what is asked of them."""

    writer = HolderField(label="Who is to write it?", required=False, empty_value=None)
    wanted_on = DayField(label="Wanted by", help_text=BY_WHEN, required=False)
    asked_for = long_text(
        "What is asked of them", "They see it above their words.", most=LONGEST_ASKED
    )

    def __init__(
        self, *args: Any, row: Any, writers: Callable[[], list[User]], **kwargs: Any
    ) -> None:
        names = ("wanted_on", "asked_for")
        initial = {"writer": row.writer_id, **{name: getattr(row, name) for name in names}}
        super().__init__(*args, row=row, initial=initial, **kwargs)
        field: Any = self.fields["writer"]
        field.offer(writers, row)

    def clean_writer(self) -> User | None:
        chosen = self.cleaned_data["writer"]
        person: User | None = self.row.writer if chosen == AS_IT_IS else chosen
        return person
