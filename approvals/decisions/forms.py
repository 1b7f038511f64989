"""The forms in which a meeting's decision is recorded, from its minute or from an older record."""

from collections.abc import Iterable
from typing import Any

from django import forms

from approvals.decisions.delegation_fields import (
    DelegationFields,
)
from approvals.decisions.minute import DeclarationData, MinuteData, ResolutionData
from approvals.models import Resolution
from approvals.workflow.forms import TransitionForm
from plans.forms.base import LONGEST_TEXT
from web.errors import Refused
from web.forms.fields import DayField, long_text
from web.govuk import TextInput
from web.govuk.layout import Button

MOST_ROWS = 30
ROWS_AT_A_TIME = 3
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


NONE_DECLARED, LISTED, NOT_RECORDED = "none", "listed", "not_recorded"
INTERESTS = [
    (NONE_DECLARED, "No interests were declared"),
    (LISTED, "They were, and are listed below"),
    (NOT_RECORDED, "The minute does not say"),
]


class MinuteForm(DelegationFields, TransitionForm):
    """What both ways of recording a decision ask; as many rows of resolutions as were asked for."""

    # What a minute does not show stays empty, so that "optional" would stand everywhere.
    mark_optional = False

    rows = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=MOST_ROWS, required=False
    )
    decided_on = DayField(label="Date of the meeting")
    item = minute_line("Agenda item", "If it had a number.", most=40, width=10)
    minute = minute_line("Minute", "Its number or title, for example “26”.", most=80)
    minute_link = forms.URLField(
        label="Address of the minutes", required=False, max_length=500, assume_scheme="https"
    )
    interests = forms.ChoiceField(
        label="Were interests declared?", choices=INTERESTS, widget=forms.RadioSelect
    )
    proposer = minute_line("Proposer")
    seconder = minute_line("Seconder")
    voting = minute_line("Voting", "Leave it empty if it was not recorded.", most=200, width=30)
    reasons = long_text("Reasons for the decision", most=LONGEST_TEXT)
    options_rejected = long_text(
        "Options considered and rejected at the meeting", most=LONGEST_TEXT
    )
    dispensations = long_text(
        "Dispensations", "Leave it empty if there were none.", rows=2, most=LONGEST_TEXT
    )
    amendments = long_text("Amendments, in the words of the minute", most=LONGEST_TEXT)
    call_in_applies = forms.BooleanField(label="The decision can be called in", required=False)
    notice_on = DayField(label="Decision notice published on", required=False)
    effective_from = DayField(label="Takes effect on", required=False)
    effective_why = minute_line("Why on another day", most=300, width=30)
    call_in_exempt_why = minute_line(
        "Why it is exempt from call-in", "Only if it is exempt.", most=500, width=30
    )

    def __init__(self, *args: Any, more: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.initial.get("rows", ROWS_AT_A_TIME)
        self.count = asked if not self.is_bound else held_rows(self.data.get("rows"))
        if more:
            self.count = min(MOST_ROWS, self.count + ROWS_AT_A_TIME)
            typed: Any = self.data
            data = typed.copy()
            data["rows"] = str(self.count)
            self.data = data
        self.initial["rows"] = self.count
        for number in range(1, self.count + 1):
            self.add_row(number)

    def add_row(self, number: int) -> None:
        """One resolution and one declaration, by their numbers."""
        self.fields[f"verb_{number}"] = forms.ChoiceField(
            label=f"Resolution {number}", choices=VERBS, required=False
        )
        self.fields[f"about_{number}"] = forms.ChoiceField(
            label=f"What resolution {number} is about", choices=ABOUT, required=False
        )
        self.fields[f"words_{number}"] = long_text(
            f"Words of resolution {number}", rows=2, most=LONGEST_TEXT
        )
        self.fields[f"member_{number}"] = minute_line(f"Member {number}")
        self.fields[f"interest_{number}"] = long_text(
            f"Interest of member {number}", rows=2, most=LONGEST_TEXT
        )

    @property
    def numbers(self) -> range:
        return range(1, self.count + 1)

    def resolution_fields(self) -> list[str]:
        parts = ("verb", "about", "words")
        return [f"{part}_{n}" for n in self.numbers for part in parts]

    def declaration_fields(self) -> list[str]:
        return [name for n in self.numbers for name in (f"member_{n}", f"interest_{n}")]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        self.clean_resolutions(typed)
        for n in self.numbers:
            if bool(typed.get(f"member_{n}")) != bool(typed.get(f"interest_{n}")):
                missing = "interest" if typed.get(f"member_{n}") else "member"
                self.add_error(f"{missing}_{n}", "Enter both the member and the interest")
        if typed.get("interests") == LISTED and not self.declared(typed):
            self.add_error("member_1", "List who declared what")
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
            declarations=self.declared(typed),
            nothing_declared=typed["interests"] == NONE_DECLARED,
            interests_not_recorded=typed["interests"] == NOT_RECORDED,
            delegation=self.delegation_in(typed),
            **facts,
        )

    def declared(self, typed: dict[str, Any]) -> list[DeclarationData]:
        return [
            DeclarationData(typed[f"member_{n}"], typed[f"interest_{n}"])
            for n in self.numbers
            if typed.get(f"member_{n}")
        ]

    def buttons(self) -> list[Button]:
        more = Button("Add more rows", name="more", value="1", kind="secondary")
        return [*super().buttons(), *([more] if self.count < MOST_ROWS else [])]


FACTS = (
    *("decided_on", "item", "minute", "minute_link", "proposer", "seconder"),
    *("voting", "reasons", "options_rejected", "dispensations", "amendments"),
    *("call_in_applies", "call_in_exempt_why", "notice_on", "effective_from", "effective_why"),
)
CALL_IN = ("call_in_applies", "notice_on", "effective_from", "call_in_exempt_why")
BESIDE = (
    *("proposer", "seconder", "voting"),
    *("reasons", "options_rejected", "dispensations"),
)


def held_rows(typed: str | None) -> int:
    """How many rows a sent form says it had; a nonsense number gives the usual ones."""
    count = int(typed) if typed and typed.isdecimal() and len(typed) < 3 else ROWS_AT_A_TIME
    return min(max(count, 1), MOST_ROWS)
