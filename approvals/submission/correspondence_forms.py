"""What the department wrote back: a later deadline, a receipt."""

from datetime import datetime
from typing import Any

from django import forms

from approvals.submission.correspondence import ExtensionData
from plans.forms.files import UploadField
from web.dates import LAST_SECOND, LONDON
from web.forms.base import BaseForm
from web.forms.fields import DayField, TimeField, check_moment, moment_of
from web.govuk import TextInput

GRANTED = ("granted_by", "granted_on", "event", "evidence", "file")


class ExtensionForm(BaseForm):
    """A new moment, or an event that the deadline waits for."""

    submit = "Record the extension"
    due_on = DayField(
        label="New deadline",
        help_text="It ends with that day, unless you give a time.",
        required=False,
    )
    due_time = TimeField(label="Time, if one was given", required=False)
    event = forms.CharField(
        label="Or the event it waits for",
        help_text="For example, “after the July meeting of Cabinet”.",
        max_length=200,
        required=False,
    )
    granted_by = forms.CharField(
        label="Who granted it?",
        help_text="Leave this and its day empty if they are not known.",
        max_length=200,
        required=False,
    )
    granted_on = DayField(label="When was it granted?", required=False)
    evidence = forms.CharField(
        label="How do we know?",
        help_text="For example, “e-mail from the department to the chief executive”.",
        max_length=300,
        required=False,
    )
    file = UploadField(label="The letter or e-mail, as a file", required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        check_moment(self, "due_on", "due_time")
        return typed

    def granted(self) -> ExtensionData:
        told = {name: self.cleaned_data[name] for name in GRANTED}
        return ExtensionData(due=self.due(), **told)

    def due(self) -> datetime | None:
        """The new moment in London; the last second of the day when no time was given."""
        day = self.cleaned_data["due_on"]
        last = self.cleaned_data["due_time"] or LAST_SECOND
        return datetime.combine(day, last, tzinfo=LONDON) if day else None


class ReceiptForm(BaseForm):
    submit = "Record the receipt"
    received_on = DayField(label="When did the receipt come?")
    received_time = TimeField(label="At what time?")
    words = forms.CharField(
        label="What it says, in a line", max_length=300, required=False, widget=TextInput()
    )
    file = UploadField(label="The receipt, as a file", required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        check_moment(self, "received_on", "received_time")
        return typed

    def received_at(self) -> datetime | None:
        return moment_of(self.cleaned_data, "received_on", "received_time")
