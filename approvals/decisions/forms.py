"""The forms in which a meeting's decision is recorded, from its minute or from an older record."""

from collections.abc import Iterable
from typing import Any

from django import forms

from approvals.decisions.amendment_fields import AmendmentRows
from approvals.decisions.delegation_fields import DelegationFields
from approvals.decisions.interest_fields import NONE_DECLARED, NOT_RECORDED
from approvals.decisions.minute import MinuteData, ResolutionData
from approvals.decisions.vote_fields import VoteFields
from approvals.models import Resolution
from plans.forms.base import LONGEST_TEXT
from web.errors import Refused
from web.forms.fields import DayField, long_text
from web.govuk import TextInput

VERBS = [("", "Choose a verb"), *Resolution.Verb.choices]
ABOUT = [("", "Choose what"), *Resolution.About.choices]


def minute_line(label: str, hint: str = "", *, most: int = 120, width: int = 20) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=most,
        widget=TextInput(width=width),
    )


class MinuteForm(DelegationFields, VoteFields, AmendmentRows):
    """What both ways of recording a decision ask; as many rows of resolutions as were asked for."""

    # What a minute does not show stays empty, so that "optional" would stand everywhere.
    mark_optional = False

    decided_on = DayField(label="Date of the meeting")
    item = minute_line("Agenda item", "If it had a number.", most=40, width=10)
    minute = minute_line("Minute", "Its number or title, for example “26”.", most=80)
    minute_link = forms.URLField(
        label="Address of the minutes", required=False, max_length=500, assume_scheme="https"
    )
    proposer = minute_line("Proposer")
    seconder = minute_line("Seconder")
    reasons = long_text("Reasons for the decision", most=LONGEST_TEXT)
    options_rejected = long_text(
        "Options considered and rejected at the meeting", most=LONGEST_TEXT
    )
    dispensations = long_text(
        "What else the minute says of dispensations", rows=2, most=LONGEST_TEXT
    )
    call_in_applies = forms.BooleanField(label="The decision can be called in", required=False)
    notice_on = DayField(label="Decision notice published on", required=False)
    effective_from = DayField(label="Takes effect on", required=False)
    effective_why = minute_line("Why on another day", most=300, width=30)
    call_in_exempt_why = minute_line(
        "Why it is exempt from call-in", "Only if it is exempt.", most=500, width=30
    )

    def add_row(self, number: int) -> None:
        """One resolution, one amendment and one declaration, by their numbers."""
        super().add_row(number)
        self.fields[f"verb_{number}"] = forms.ChoiceField(
            label=f"Resolution {number}", choices=VERBS, required=False
        )
        self.fields[f"about_{number}"] = forms.ChoiceField(
            label=f"What resolution {number} is about", choices=ABOUT, required=False
        )
        self.fields[f"words_{number}"] = long_text(
            f"Words of resolution {number}", rows=2, most=LONGEST_TEXT
        )

    def resolution_fields(self) -> list[str]:
        parts = ("verb", "about", "words")
        return [f"{part}_{n}" for n in self.numbers for part in parts]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        self.clean_resolutions(typed)
        if not self.errors:
            for fault in self.faults(self.minute_in(typed), typed):
                self.add_error(fault.field, str(fault))
        return typed

    def clean_resolutions(self, typed: dict[str, Any]) -> None:
        for n in self.numbers:
            verb, about, words = (typed.get(f"{part}_{n}") for part in ("verb", "about", "words"))
            if (words or about) and not verb:
                self.add_error(f"verb_{n}", f"Choose the verb of resolution {n}")
            if (verb or words) and not about:
                self.add_error(f"about_{n}", f"Say what resolution {n} is about")

    def faults(self, minute: MinuteData, typed: dict[str, Any]) -> Iterable[Refused]:
        """Everything the move would refuse in the minute, said at once."""
        raise NotImplementedError

    def minute_in(self, typed: dict[str, Any]) -> MinuteData:
        """The minute, taken out of what the form cleaned."""
        resolved = [
            ResolutionData(typed[f"verb_{n}"], typed[f"words_{n}"], typed[f"about_{n}"])
            for n in self.numbers
            if typed[f"verb_{n}"]
        ]
        facts = {name: typed[name] for name in FACTS if name in typed}
        return MinuteData(
            resolutions=resolved,
            amendments=self.amendments_in(typed),
            declarations=self.declared(typed),
            vote=self.voting_in(typed),
            nothing_declared=typed["interests"] == NONE_DECLARED,
            interests_not_recorded=typed["interests"] == NOT_RECORDED,
            delegation=self.delegation_in(typed),
            **facts,
        )


FACTS = (
    *("decided_on", "item", "minute", "minute_link", "proposer", "seconder"),
    *("voting", "reasons", "options_rejected", "dispensations"),
    *("call_in_applies", "call_in_exempt_why", "notice_on", "effective_from", "effective_why"),
)
CALL_IN = ("call_in_applies", "notice_on", "effective_from", "call_in_exempt_why")
BESIDE = (
    *("proposer", "seconder"),
    *("reasons", "options_rejected"),
)
