"""The rows of a form in which interests are listed, as a minute has them."""

from collections.abc import Mapping
from typing import Any

from django import forms

from approvals.decisions.interests import DeclarationData
from approvals.models import Declaration, Dispensation
from approvals.workflow.forms import TransitionForm
from plans.forms.base import LONGEST_TEXT
from web.forms.fields import DayField, long_text
from web.govuk import TextInput
from web.govuk.layout import Button

MOST_ROWS = 30
ROWS_AT_A_TIME = 3
NONE_DECLARED, LISTED, NOT_RECORDED = "none", "listed", "not_recorded"
INTERESTS = [
    (NONE_DECLARED, "No interests were declared"),
    (LISTED, "They were, and are listed below"),
    (NOT_RECORDED, "The minute does not say"),
]
# Whether they took part, and whether they left the room: null is not known.
PARTS: dict[str, tuple[bool | None, bool | None]] = {
    "": (None, None),
    "took": (True, None),
    "none": (False, None),
    "left": (False, True),
    "stayed": (False, False),
    "spoke": (True, True),
    "went": (None, True),
}
PARTS_IN_WORDS = [
    ("", "Not recorded"),
    ("took", "Took part"),
    ("none", "Took no part"),
    ("left", "Took no part and left the room"),
    ("stayed", "Took no part and stayed in the room"),
    ("spoke", "Took part at first, then left the room"),
    ("went", "Left the room; no more is recorded"),
]
KINDS = [("", "Not recorded"), *Declaration.Kind.choices]
DISPENSED = [("", "Not recorded"), *Dispensation.choices]
LISTED_IN = ("member", "interest", "interest_kind")
DEPTH = ("part", "dispensed_by", "dispensed_on")
DEPTH_TITLE = "Whether they took part, and dispensations"


class InterestRows(TransitionForm):
    """As many rows as were asked for, each with one member's interest."""

    rows = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=MOST_ROWS, required=False
    )
    interests = forms.ChoiceField(
        label="Were interests declared?", choices=INTERESTS, widget=forms.RadioSelect
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
        for number in self.numbers:
            self.add_row(number)
        # What is wrong in a row is said as plainly as elsewhere.
        self.reworded = tuple(self.fields)

    def add_row(self, number: int) -> None:
        """One member's interest, by its number."""
        self.fields[f"member_{number}"] = forms.CharField(
            label=f"Member {number}", required=False, max_length=120, widget=TextInput(width=20)
        )
        self.fields[f"interest_{number}"] = long_text(
            f"Interest of member {number}", rows=2, most=LONGEST_TEXT
        )
        for name, label, choices in (
            ("interest_kind", f"Kind of interest {number}", KINDS),
            ("part", f"What member {number} did", PARTS_IN_WORDS),
            ("dispensed_by", f"Who gave member {number} a dispensation", DISPENSED),
        ):
            self.fields[f"{name}_{number}"] = forms.ChoiceField(
                label=label, choices=choices, required=False
            )
        self.fields[f"dispensed_on_{number}"] = DayField(
            label=f"When member {number} was given it", required=False
        )

    @property
    def numbers(self) -> range:
        return range(1, self.count + 1)

    def declaration_fields(self) -> list[str]:
        return [f"{name}_{n}" for n in self.numbers for name in LISTED_IN]

    def depth_fields(self) -> list[str]:
        return [f"{name}_{n}" for n in self.numbers for name in DEPTH]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        self.clean_declarations(typed)
        return typed

    def clean_declarations(self, typed: dict[str, Any]) -> None:
        """A row has both its member and the interest, or nothing."""
        for n in self.numbers:
            member, interest = typed.get(f"member_{n}"), typed.get(f"interest_{n}")
            beside = any(typed.get(f"{name}_{n}") for name in ("interest_kind", *DEPTH))
            if bool(member) != bool(interest) or (beside and not member):
                missing = "interest" if member else "member"
                self.add_error(f"{missing}_{n}", "Enter both the member and the interest")
        if typed.get("interests") == LISTED and not self.declared(typed):
            self.add_error("member_1", "List who declared what")

    def declared(self, typed: dict[str, Any]) -> list[DeclarationData]:
        return [declaration_in(typed, n) for n in self.numbers if typed.get(f"member_{n}")]

    def buttons(self) -> list[Button]:
        more = Button("Add more rows", name="more", value="1", kind="secondary")
        return [*super().buttons(), *([more] if self.count < MOST_ROWS else [])]


def declaration_in(typed: Mapping[str, Any], n: int) -> DeclarationData:
    """What one row says; a form may be asked before all of it was cleaned."""
    took_part, left_room = PARTS[typed.get(f"part_{n}") or ""]
    return DeclarationData(
        typed[f"member_{n}"],
        typed.get(f"interest_{n}") or "",
        kind=typed.get(f"interest_kind_{n}") or "",
        took_part=took_part,
        left_room=left_room,
        dispensed_by=typed.get(f"dispensed_by_{n}") or "",
        dispensed_on=typed.get(f"dispensed_on_{n}"),
        row=n,
    )


def held_rows(typed: str | None) -> int:
    """How many rows a sent form says it had; a nonsense number gives the usual ones."""
    count = int(typed) if typed and typed.isdecimal() and len(typed) < 3 else ROWS_AT_A_TIME
    return min(max(count, 1), MOST_ROWS)
