"""How a person narrows a plan's history: by who, by part, by day, and by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet

from councils.record.models import Act, Identity
from web.forms.base import BaseForm
from web.govuk import DateField


@dataclass(frozen=True)
class HistoryFilter:
    """A part of the record as people know it, and the kinds of row by which its acts are known."""

    label: str
    kinds: tuple[str, ...]


OF_A_PLAN = {
    "plan": HistoryFilter("The plan as a whole", ("plan",)),
    "theme": HistoryFilter("Themes", ("theme",)),
    "passage": HistoryFilter("Paragraphs and headings", ("passage",)),
    "figure": HistoryFilter("Figures", ("figure",)),
    "commitment": HistoryFilter("Commitments", ("commitment",)),
    "metric": HistoryFilter("Metrics", ("metric",)),
    "barrier": HistoryFilter("Barriers", ("barrier",)),
    "evidence": HistoryFilter("Evidence", ("evidence",)),
    "version": HistoryFilter("Versions", ("plan_version",)),
    "clearance": HistoryFilter(
        "Clearance", ("clearance_round", "clearance_response", "emailed_answer_review")
    ),
    "decision": HistoryFilter(
        "Decision, and what members said",
        ("decision_step", "decision", "member_statement", "member_answer"),
    ),
    "leaving": HistoryFilter(
        "Published, sent, and the deadline",
        ("publication", "submission", "submission_receipt", "deadline_extension"),
    ),
    "progress": HistoryFilter(
        "Progress", ("progress_update", "commitment_outcome", "metric_result")
    ),
}
OF_A_COUNCIL = {
    **OF_A_PLAN,
    "people": HistoryFilter("People and roles", ("appointment",)),
    "settings": HistoryFilter("Settings and days off", ("council", "day_off")),
    "commission": HistoryFilter("Commissions", ("commission", "commission_version")),
}


class HistoryForm(BaseForm):
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
        self,
        *args: Any,
        identities: list[Identity],
        parts: Mapping[str, HistoryFilter],
        **kwargs: Any,
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

    @property
    def is_further_back(self) -> bool:
        """Whether the page begins after newer acts, which lie a page before it."""
        return self.is_bound and bool(self.data.get("before"))

    def newest(self) -> dict[str, object]:
        """The query of the first page: the same filter."""
        return {name: value for name, value in self.data.items() if name != "before" and value}

    def older(self, last: Act) -> dict[str, object]:
        """The query of the next page: the same filter, before the last act shown."""
        return {**self.newest(), "before": last.sequence}
