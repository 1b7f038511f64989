"""The fields of a decision's form that ask what became of each amendment lodged beforehand."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from approvals.decisions.amendments import AmendmentData
from approvals.decisions.lodged import Outcome, as_taken
from approvals.models import LodgedAmendment
from plans.forms.base import RichTextField

NOT_SAID = [("", "Not said"), *Outcome.choices]
TAKEN = (Outcome.TAKEN, Outcome.VARIED)
LODGED = "Amendments lodged beforehand"
LODGED_HINT = (
    "What was taken is put into the plan’s words when the decision is recorded, in the order of "
    "voting, and frozen as the version that was agreed: do not list it under “Amendments” again."
)
CHANGED_MEANWHILE = (
    "Amendments were lodged or withdrawn while you had this page open. What stands now is listed: "
    "say what became of each."
)


class LodgedOutcomes(forms.Form):
    """For each that stands, what the meeting made of it; nothing is chosen beforehand.

    The form carries which stood on its page, so that none comes or goes unseen.
    """

    standing: Sequence[LodgedAmendment] = ()

    def add_lodged(self, standing: Sequence[LodgedAmendment]) -> None:
        self.standing = standing
        shown = ",".join(str(one.number) for one in standing)
        hidden = forms.CharField(widget=forms.HiddenInput, required=False, initial=shown)
        self.fields["lodged_shown"] = hidden
        self.initial["lodged_shown"] = shown
        self.came_or_went = self.is_bound and self.data.get("lodged_shown", "") != shown
        if self.came_or_went:
            typed: Any = self.data
            data = typed.copy()
            data["lodged_shown"] = shown
            self.data = data
        for one in standing:
            self.fields[f"lodged_{one.number}"] = forms.ChoiceField(
                label=f"Amendment {one.number}, moved by {one.moved_by}",
                help_text=one.place,
                choices=NOT_SAID,
                required=False,
            )
            self.fields[f"lodged_words_{one.number}"] = RichTextField(
                label=f"Amendment {one.number} in other words: the paragraph as it was agreed",
                required=False,
            )

    def lodged_fields(self) -> list[str]:
        parts = ("lodged", "lodged_words")
        return [f"{part}_{one.number}" for one in self.standing for part in parts]

    def clean_lodged(self, typed: Mapping[str, Any]) -> None:
        """Other words are there where it was taken in such, and nowhere else."""
        if self.came_or_went:
            self.add_error(None, CHANGED_MEANWHILE)
        for one in self.standing:
            came, name = typed.get(f"lodged_{one.number}"), f"lodged_words_{one.number}"
            words = (typed.get(name) or "").strip()
            if came == Outcome.VARIED and not words:
                self.add_error(name, f"Enter the words in which amendment {one.number} was taken")
            if words and came != Outcome.VARIED:
                why = f"Choose “Taken in other words” for amendment {one.number}, or empty this"
                self.add_error(name, why)

    def lodged_taken(self, typed: Mapping[str, Any]) -> list[AmendmentData]:
        """Those that were taken, in the order of voting."""
        return [
            as_taken(one, typed[f"lodged_words_{one.number}"].strip())
            for one in self.standing
            if typed[f"lodged_{one.number}"] in TAKEN
        ]

    def lodged_not_taken(self, typed: Mapping[str, Any]) -> dict[int, str]:
        said = {one.number: typed[f"lodged_{one.number}"] for one in self.standing}
        return {number: came for number, came in said.items() if came and came not in TAKEN}
