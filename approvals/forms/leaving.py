"""Forms of what leaves the building: publish, submit, and what the department writes back."""

import uuid
from datetime import datetime, time
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from approvals.forms.moves import LONDON, MoveForm, TimeField, moment_in
from approvals.models import Submission
from approvals.workflow import Granted, Sending
from councils.forms.dates import DayField
from councils.forms.words import CleanWords
from councils.govuk import Button, Details, Fieldset, TextInput
from plans.forms.files import UploadField

GRANTED = ("granted_by", "granted_on", "event", "evidence", "file")
NOON, LAST_SECOND = time(12), time(23, 59, 59)


def paragraph(**options: Any) -> forms.CharField:
    options.setdefault("max_length", 2000)
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **options)


class PublishForm(MoveForm):
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

    def layout(self) -> Layout:
        return Layout("address", Details("It was published earlier", "published_on"))

    def published_at(self, now: datetime) -> datetime:
        """The moment stated: now, or noon of the day named."""
        day = self.cleaned_data["published_on"]
        if day is None or day == now.astimezone(LONDON).date():
            return now
        return datetime.combine(day, NOON, tzinfo=LONDON)


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


class SubmitForm(MoveForm):
    """The moment it was sent; where it is offered, sending it from here instead."""

    submit = "I sent it"
    mark_optional = False  # each hint says when its field is needed
    key = forms.UUIDField(widget=forms.HiddenInput)
    address = forms.EmailField(label="Where does it go?")
    standing = forms.ChoiceField(label="As what is it sent?", widget=forms.RadioSelect)
    reason = paragraph(label="Why is it late, or sent before it is endorsed?", required=False)
    officer_view = paragraph(
        label="The Monitoring Officer’s view",
        help_text="Needed when a meeting only noted the plan.",
        required=False,
    )
    sent_on = DayField(label="Date", required=False)
    sent_time = TimeField(label="Time", required=False)

    def __init__(
        self,
        *args: Any,
        standings: tuple[Submission.Standing, ...],
        address: str,
        is_late: bool,
        sends: bool,
        **kwargs: Any,
    ) -> None:
        shown = {"key": uuid.uuid4(), "standing": standings[0], "address": address}
        super().__init__(*args, initial={**shown, **kwargs.pop("initial", {})}, **kwargs)
        self.standings, self.known_address, self.sends = standings, address, sends
        self.offer("standing", [(one.value, one.label) for one in standings])
        early = set(standings) != {Submission.Standing.DECIDED}
        wanted = {
            "address": not address,
            "standing": len(standings) > 1,
            "reason": early or is_late,
            "officer_view": Submission.Standing.NOTED in standings,
        }
        for name in [name for name, is_wanted in wanted.items() if not is_wanted]:
            del self.fields[name]
        if early != is_late:
            self.ask_why_one(is_late)

    def ask_why_one(self, is_late: bool) -> None:
        """The reason is for one thing alone: that it is late, or that it is not endorsed yet."""
        reason = self.fields["reason"]
        reason.label = "Why is it late?" if is_late else "Why is it sent before it is endorsed?"
        reason.help_text = "Needed if it was sent after the deadline." if is_late else ""

    def layout(self) -> Layout:
        first = ("address", "standing", "reason", "officer_view")
        asked = [name for name in first if name in self.fields]
        hint = "Leave it empty if you sent it just now."
        moment = Fieldset("When did you send it?", "sent_on", "sent_time", hint=hint, size="s")
        return Layout(*asked, moment)

    def buttons(self) -> list[Button]:
        if not self.sends:
            return super().buttons()
        here = Button("Send it now", name="here", value="1")
        return [here, Button("I sent it myself", kind="secondary")]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if bool(typed.get("sent_on")) != bool(typed.get("sent_time")):
            missing = "sent_time" if typed.get("sent_on") else "sent_on"
            if missing not in self.errors:
                self.add_error(missing, "Enter both the day and the time, or leave both empty")
        return typed

    def sending(self, now: datetime) -> Sending:
        """What the move is told; a moment of None has it sent from here."""
        typed = self.cleaned_data
        here = self.sends and "here" in self.data
        return Sending(
            address=typed.get("address") or self.known_address,
            key=typed["key"],
            sent_at=None if here else moment_in(typed, "sent_on", "sent_time") or now,
            standing=typed.get("standing") or self.standings[0],
            reason=typed.get("reason", ""),
            officer_view=typed.get("officer_view", ""),
        )


class SendAgainForm(CleanWords):
    submit = "Send it again"


class StopForm(CleanWords):
    submit = "Stop sending it"
    submit_kind = "warning"


class ExtendForm(CleanWords):
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
    granted_by = forms.CharField(label="Who granted it?", max_length=200)
    granted_on = DayField(label="When was it granted?")
    evidence = forms.CharField(
        label="How do we know?",
        help_text="For example, “e-mail from the department to the chief executive”.",
        max_length=300,
        required=False,
    )
    file = UploadField(label="The letter or e-mail, as a file", required=False)

    def granted(self) -> Granted:
        told = {name: self.cleaned_data[name] for name in GRANTED}
        return Granted(due=self.due(), **told)

    def due(self) -> datetime | None:
        """The new moment in London; the last second of the day when no time was given."""
        day = self.cleaned_data["due_on"]
        last = self.cleaned_data["due_time"] or LAST_SECOND
        return datetime.combine(day, last, tzinfo=LONDON) if day else None


class ReceiptForm(CleanWords):
    submit = "Record the receipt"
    received_on = DayField(label="When did the receipt come?")
    received_time = TimeField(label="At what time?")
    words = forms.CharField(
        label="What it says, in a line", max_length=300, required=False, widget=TextInput()
    )
    file = UploadField(label="The receipt, as a file", required=False)

    def received_at(self) -> datetime | None:
        return moment_in(self.cleaned_data, "received_on", "received_time")
