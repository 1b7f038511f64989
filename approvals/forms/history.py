"""How a person narrows a plan's history: by who, by part, by day, and by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet

from councils.forms.words import CleanWords
from councils.govuk import DateField
from councils.models import Act, Identity


@dataclass(frozen=True)
class Part:
    """A part of the record as people know it, and the kinds of row by which its acts are known."""

    label: str
    kinds: tuple[str, ...]


OF_A_PLAN = {
    "plan": Part("The plan as a whole", ("plan",)),
    "theme": Part("Themes", ("theme",)),
    "passage": Part("Paragraphs and headings", ("passage",)),
    "figure": Part("Figures", ("figure",)),
    "commitment": Part("Commitments", ("commitment",)),
    "metric": Part("Metrics", ("metric",)),
    "barrier": Part("Barriers", ("barrier",)),
    "evidence": Part("Evidence", ("evidence",)),
    "version": Part("Versions", ("plan_version",)),
    "clearance": Part("Clearance", ("clearance_round", "clearance_response")),
    "decision": Part(
        "Decision, and what members said", ("decision_step", "decision", "member_statement")
    ),
    "leaving": Part(
        "Published, sent, and the deadline",
        ("publication", "submission", "submission_receipt", "deadline_extension"),
    ),
    "progress": Part("Progress", ("progress_update", "commitment_outcome", "metric_result")),
}
OF_A_COUNCIL = {
    **OF_A_PLAN,
    "people": Part("People and roles", ("appointment",)),
    "settings": Part("Settings and days off", ("council", "day_off")),
    "commission": Part("Commissions", ("commission", "commission_version")),
}


class HistoryForm(CleanWords):
    method = "get"
    submit = "Show"
    mark_optional = False
    who = forms.ChoiceField(label="Who", required=False)
    part = forms.ChoiceField(label="Part", required=False)
    since = DateField(label="From", required=False)
    until = DateField(label="Until", required=False)
    before = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62
    )

    def __init__(
        self, *args: Any, identities: list[Identity], parts: Mapping[str, Part], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        labels = ((key, part.label) for key, part in parts.items())
        self.offer("part", [("", "Every part"), *labels])
        people = {one.person_id: one.name or "Name removed" for one in identities}
        self.offer("who", [("", "Everybody"), *((str(key), name) for key, name in people.items())])

    def narrowed(self, acts: QuerySet[Act]) -> QuerySet[Act]:
        """The acts that the form asks for; all of them when nothing was asked."""
        asked = self.cleaned_data
        if asked["who"]:
            acts = acts.filter(actor__person=int(asked["who"]))
        if asked["part"]:
            acts = acts.filter(touched__overlap=list(self.parts[asked["part"]].kinds))
        if asked["since"]:
            acts = acts.filter(at__date__gte=asked["since"])
        if asked["until"]:
            acts = acts.filter(at__date__lte=asked["until"])
        if asked["before"]:
            acts = acts.filter(sequence__lt=asked["before"])
        return acts

    def older(self, last: Act) -> dict[str, object]:
        """The query of the next page: the same filter, before the last act shown."""
        kept = {name: value for name, value in self.data.items() if name != "before" and value}
        return {**kept, "before": last.sequence}
