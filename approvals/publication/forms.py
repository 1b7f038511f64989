"""When and where words are made public."""

from datetime import date, datetime
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from approvals.workflow.forms import TransitionForm
from web.forms.fields import DayField, TimeField, check_moment, moment_of
from web.govuk import Details, TextInput


class PublishForm(TransitionForm):
    submit = "Publish"
    address = forms.URLField(
        label="Its address on the council’s website",
        help_text="If it is there already. You can come back and add it.",
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=TextInput(),
    )
    published_on = DayField(
        label="When was it published?",
        help_text="Leave it empty if you publish it now.",
        required=False,
    )
    clock = TimeField(
        label="At what time?", help_text="If you know it, like 14:30.", required=False
    )

    def layout(self) -> Layout:
        return Layout("address", Details("It was published earlier", "published_on", "clock"))

    def clean(self) -> dict[str, Any]:
        super().clean()
        typed: dict[str, Any] = self.cleaned_data
        check_moment(self, "published_on", "clock")
        if typed.get("clock") and "published_on" in typed and typed["published_on"] is None:
            self.add_error("published_on", "Enter the day of that time.")
        return typed

    def published_at(self, now: datetime) -> datetime | date:
        """What is stated: now, the moment named, or the day named."""
        day: date | None = self.cleaned_data["published_on"]
        return moment_of(self.cleaned_data, "published_on", "clock") or day or now


class DraftForm(PublishForm):
    """A draft is public because the agenda is: where that is to be found is asked."""

    submit = "Publish the draft"
    address = forms.URLField(
        label="The address of the agenda",
        help_text="The page of the meeting on the council’s website. It is kept in the record.",
        max_length=500,
        assume_scheme="https",
        widget=TextInput(),
    )
