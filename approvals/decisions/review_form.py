"""The form in which a review of progress is recorded: the minute, without what decides anything."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from approvals.decisions.amendments import AmendmentData
from approvals.decisions.delegation_fields import DELEGATION
from approvals.decisions.delegations import DelegationData
from approvals.decisions.forms import CALL_IN, MinuteForm
from approvals.decisions.interest_fields import DEPTH_TITLE
from approvals.decisions.minute import MinuteData, validate_minute
from approvals.decisions.reviewing import REVIEW, ReviewData
from approvals.decisions.vote_fields import VOTING, VOTING_HINT
from approvals.models.routes import offered_in
from councils.models import Council
from web.errors import Refused
from web.govuk import Details, Fieldset, TextInput

RESOLVED_HINT = (
    "As the minute numbers them, if it has any. Whatever was resolved here, the words that were "
    "endorsed stay as they are."
)
# What a decision on the plan has beside this; a review changes no words and cannot be called in.
OF_A_DECISION = (*CALL_IN, "effective_why", *DELEGATION)


class ReviewForm(MinuteForm):
    """Who looked at the progress and when, and what the minute shows of it."""

    submit = "Record the review"

    body = forms.CharField(
        label="Who reviewed the progress?", max_length=200, widget=TextInput(width=20)
    )
    route = forms.ChoiceField(label="What are they?", required=False)

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("route", [("", "Not known"), *offered_in(council)])
        self.fields["interests"].required = False
        self.fields["interests"].help_text = "Leave it empty if that is not known."
        self.fields["decided_on"].label = "On which day?"
        self.fields["reasons"].label = "Reasons, or what was said"
        for name in (*OF_A_DECISION, *self.amendment_fields()):
            del self.fields[name]

    def layout(self) -> Layout:
        return Layout(
            *("body", "route", "decided_on", "item", "minute", "minute_link"),
            Fieldset("Resolutions", *self.resolution_fields(), hint=RESOLVED_HINT),
            Details("Interests", "interests", *self.declaration_fields()),
            Details(DEPTH_TITLE, *self.depth_fields(), "dispensations"),
            Details("How members voted", *VOTING, hint=VOTING_HINT),
            Details("Proposer, reasons", "proposer", "seconder", "reasons", "options_rejected"),
        )

    def amendments_in(self, typed: dict[str, Any]) -> list[AmendmentData]:
        """A review amends no words of the plan."""
        return []

    def delegation_in(self, typed: dict[str, Any]) -> DelegationData | None:
        """A review gives no power over the plan."""
        return None

    def faults(self, minute: MinuteData, typed: dict[str, Any]) -> Iterable[Refused]:
        return validate_minute(minute, today=timezone.localdate(), known=False, kind=REVIEW)

    def said(self, typed: dict[str, Any]) -> ReviewData:
        return ReviewData(typed["body"], self.minute_in(typed), typed["route"])
