"""The rows of a decision's form in which amendments are listed, as a minute has them."""

from typing import Any

from django import forms

from approvals.decisions.amendments import LONGEST_LINE, AmendmentData
from approvals.decisions.interest_fields import InterestRows
from approvals.models import Amendment
from plans.forms.base import LONGEST_TEXT
from web.forms.fields import long_text
from web.govuk import TextInput

PARTS = ("of", "place", "words", "wording", "drafted_by", "moved_by", "seconded_by")
OF = [("", "Choose what"), *Amendment.Of.choices]
WORDING = [("", "Not said"), *Amendment.Wording.choices]
AMENDMENTS_HINT = (
    "One row for each, as the minute has it. Put those of the plan that are in their very words "
    "into the plan first: its words as they then stand are frozen as the version that was agreed. "
    "One still to be drafted changes nothing yet: until it is, the words that were put stand."
)


class AmendmentRows(InterestRows):
    """As many rows of amendments as of anything else; one without its words is none."""

    def add_row(self, number: int) -> None:
        """One amendment beside what else stands in the row, by its number."""
        super().add_row(number)
        label = f"amendment {number}"
        self.add_part("of", number, choice(f"What {label} is of", OF))
        self.add_part("place", number, line(f"Where in it {label} is"))
        words = long_text(f"Words of {label}", rows=2, most=LONGEST_TEXT)
        self.add_part("words", number, words)
        self.add_part("wording", number, choice(f"The words of {label} are", WORDING))
        self.add_part("drafted_by", number, line(f"Who is to draft {label}"))
        self.add_part("moved_by", number, line(f"Who moved {label}"))
        self.add_part("seconded_by", number, line(f"Who seconded {label}"))

    def add_part(self, part: str, number: int, field: forms.Field) -> None:
        self.fields[f"amendment_{part}_{number}"] = field

    def amendment_fields(self) -> list[str]:
        return [f"amendment_{part}_{n}" for n in self.numbers for part in PARTS]

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        self.clean_amendments(typed)
        return typed

    def clean_amendments(self, typed: dict[str, Any]) -> None:
        """A row has both what it is of and its words, or nothing."""
        for n in self.numbers:
            wanted = {
                f"amendment_of_{n}": f"Say what amendment {n} is of",
                f"amendment_words_{n}": f"Enter the words of amendment {n}",
            }
            if not any(typed.get(f"amendment_{part}_{n}") for part in PARTS):
                continue
            for name, why in wanted.items():
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, why)

    def amendments_in(self, typed: dict[str, Any]) -> list[AmendmentData]:
        """The amendments, in order, out of what the form cleaned."""
        return [
            AmendmentData(**{part: typed[f"amendment_{part}_{n}"] for part in PARTS}, row=n)
            for n in self.numbers
            if typed[f"amendment_words_{n}"]
        ]


def choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)


def line(label: str) -> forms.CharField:
    widget = TextInput(width=20)
    return forms.CharField(label=label, required=False, max_length=LONGEST_LINE, widget=widget)
