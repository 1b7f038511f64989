"""The part of a decision's form that says how members voted."""

from typing import Any

from django import forms

from approvals.decisions.votes import COUNTED, VotingData, Way, names_in
from plans.forms.base import LONGEST_TEXT
from web.forms.fields import long_text
from web.govuk import TextInput, WholeNumberField

VOTING = (
    *("voting", "voting_not_recorded"),
    *("votes_for", "votes_against", "votes_abstained"),
    *("names_for", "names_against", "names_abstained", "names_absent"),
)
VOTING_HINT = "Only what the minute or the clerk has: an empty box says nothing."


def vote_count(label: str) -> WholeNumberField:
    return WholeNumberField(
        label=label,
        required=False,
        min_value=0,
        max_value=999,
        widget=TextInput(width=3, attrs={"inputmode": "numeric"}),
    )


def names_box(label: str) -> forms.CharField:
    return long_text(label, "One name on each line.", rows=3, most=LONGEST_TEXT)


class VoteFields(forms.Form):
    """A count and names for each way; none of them is asked for."""

    voting = forms.CharField(
        label="Voting, in words",
        help_text="For example “unanimous”, or “by a show of hands”.",
        required=False,
        max_length=200,
        widget=TextInput(width=30),
    )
    voting_not_recorded = forms.BooleanField(
        label="The minute does not say how members voted", required=False
    )
    votes_for = vote_count("How many voted for")
    votes_against = vote_count("How many voted against")
    votes_abstained = vote_count("How many abstained")
    names_for = names_box("Who voted for")
    names_against = names_box("Who voted against")
    names_abstained = names_box("Who abstained")
    names_absent = names_box("Who was absent, or did not vote")

    def voting_in(self, typed: dict[str, Any]) -> VotingData:
        """How members voted, out of what the form cleaned."""
        return VotingData(
            names=[(name, way) for way in Way for name in names_in(typed[f"names_{way}"])],
            counts={way: typed[f"votes_{way}"] for way in COUNTED},
            not_recorded=typed["voting_not_recorded"],
        )
