"""What an author says of a submission."""

import uuid
from datetime import datetime
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from approvals.models import Submission
from approvals.submission.actions import SubmissionData
from approvals.workflow.forms import TransitionForm
from web.forms.base import BaseForm
from web.forms.fields import DayField, TimeField, check_moment, long_text, moment_of
from web.govuk import Button, Fieldset


class SubmitForm(TransitionForm):
    """The moment it was sent; where it is offered, sending it from here instead."""

    submit = "I sent it"
    mark_optional = False  # each hint says when its field is needed
    key = forms.UUIDField(widget=forms.HiddenInput)
    shown_address = forms.CharField(widget=forms.HiddenInput, required=False)
    address = forms.EmailField(label="Where does it go?")
    basis = forms.ChoiceField(label="As what is it sent?", widget=forms.RadioSelect)
    reason = long_text("Why is it late, or sent before it is endorsed?", counted=True)
    officer_view = long_text(
        "The Monitoring Officer’s view",
        "Needed when a meeting only noted the plan.",
        counted=True,
    )
    sent_on = DayField(label="Date", required=False)
    sent_time = TimeField(label="Time", required=False)

    def __init__(
        self,
        *args: Any,
        bases: tuple[Submission.Basis, ...],
        address: str,
        is_late: bool,
        sends: bool,
        by_resolution: bool = False,
        **kwargs: Any,
    ) -> None:
        shown = {"key": uuid.uuid4(), "shown_address": address}
        super().__init__(*args, initial={**shown, **kwargs.pop("initial", {})}, **kwargs)
        self.bases, self.sends = bases, sends
        self.offer("basis", [(one.value, one.label) for one in bases])
        early = set(bases) != {Submission.Basis.DECIDED} and not by_resolution
        wanted = {
            "address": not address,
            "basis": len(bases) > 1,
            "reason": early or is_late,
            "officer_view": Submission.Basis.NOTED in bases and not by_resolution,
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
        first = ("address", "basis", "reason", "officer_view")
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
        check_moment(self, "sent_on", "sent_time")
        return typed

    def sending(self, now: datetime) -> SubmissionData:
        """What the move is told; a moment of None has it sent from here."""
        typed = self.cleaned_data
        here = self.sends and "here" in self.data
        return SubmissionData(
            address=typed.get("address") or typed["shown_address"],
            shown_address=typed["shown_address"],
            key=typed["key"],
            sent_at=None if here else moment_of(typed, "sent_on", "sent_time") or now,
            basis=typed.get("basis") or self.bases[0],
            reason=typed.get("reason", ""),
            officer_view=typed.get("officer_view", ""),
        )


class BasisForm(BaseForm):
    """As what the e-mail that is downloaded is to go."""

    method = "get"
    mark_optional = False

    basis = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, bases: tuple[Submission.Basis, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bases = bases
        self.offer("basis", [(one.value, one.label) for one in bases])

    def chosen(self) -> str:
        """What was asked for, or else the most usual."""
        asked = self.cleaned_data["basis"] if self.is_valid() else ""
        return asked or self.bases[0]


class SendAgainForm(BaseForm):
    submit = "Send it again"


class StopForm(BaseForm):
    submit = "Stop sending it"
    submit_kind = "warning"
