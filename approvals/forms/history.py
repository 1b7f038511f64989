"""How a person narrows a plan's history: by who, by part, by day, and by page."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from councils.forms.words import CleanWords
from councils.govuk import DateField
from councils.models import Act, Identity

# Kinds of rows as people know them, for the filter by part.
PARTS = {
    "": "Every part",
    "plan": "The plan as a whole",
    "theme": "Themes",
    "passage": "Paragraphs and headings",
    "figure": "Figures",
    "commitment": "Commitments",
    "metric": "Metrics",
    "barrier": "Barriers",
    "evidence": "Evidence",
    "version": "Versions",
}


class HistoryForm(CleanWords):
    method = "get"
    submit = "Show"
    mark_optional = False
    who = forms.ChoiceField(label="Who", required=False)
    part = forms.ChoiceField(label="Part", choices=list(PARTS.items()), required=False)
    since = DateField(label="From", required=False)
    until = DateField(label="Until", required=False)
    before = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62
    )

    def __init__(self, *args: Any, identities: list[Identity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = {one.person_id: one.name or "Name removed" for one in identities}
        self.offer("who", [("", "Everybody"), *((str(key), name) for key, name in people.items())])

    def narrowed(self, acts: QuerySet[Act]) -> QuerySet[Act]:
        """The acts that the form asks for; all of them when nothing was asked."""
        asked = self.cleaned_data
        if asked["who"]:
            acts = acts.filter(actor__person=int(asked["who"]))
        if asked["part"]:
            acts = acts.filter(touched__contains=[asked["part"]])
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
