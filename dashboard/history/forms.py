"""How a person narrows a plan's history: by who, by part, by day, and by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from crispy_forms.utils import render_crispy_form
from django import forms
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from councils.record.models import Act, Identity
from dashboard.history.search import Words, acts_with
from dashboard.history.things import A_THING, acts_on
from web.forms.base import BaseForm
from web.govuk import DateField

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class HistoryFilter:
    """A part of the record as people know it, and the kinds of row by which its acts are known."""

    label: str
    kinds: tuple[str, ...]


OF_A_PLAN = {
    "plan": HistoryFilter("The plan as a whole", ("plan",)),
    "theme": HistoryFilter("Themes", ("theme",)),
    "passage": HistoryFilter("Paragraphs and headings", ("passage",)),
    "assignment": HistoryFilter("Questions given to somebody", ("question_assignment",)),
    "link": HistoryFilter("Links for people without an account", ("guest_link",)),
    "figure": HistoryFilter("Figures", ("figure",)),
    "commitment": HistoryFilter("Commitments", ("commitment",)),
    "metric": HistoryFilter("Metrics", ("metric",)),
    "barrier": HistoryFilter("Barriers", ("barrier",)),
    "evidence": HistoryFilter("Evidence", ("evidence",)),
    "comment": HistoryFilter(
        "Comments",
        (
            *("comment", "comment_move", "comment_reply"),
            *("comment_resolution", "comment_reopening"),
        ),
    ),
    "suggestion": HistoryFilter("Suggestions", ("suggestion", "suggestion_answer")),
    "round": HistoryFilter(
        "Rounds in Word",
        (
            *("word_round", "round_copy", "copy_reminder", "copy_excused", "round_closing"),
            "returned_file",
        ),
    ),
    "version": HistoryFilter("Versions", ("plan_version",)),
    "clearance": HistoryFilter(
        "Clearance",
        (
            *("clearance_round", "clearance_response", "emailed_answer_review"),
            *("clearance_comment", "carried_answer", "clearance_request"),
        ),
    ),
    "decision": HistoryFilter(
        "Decision, and what members said",
        (
            *("decision_step", "decision", "step_paper", "step_decider", "signature"),
            *("member_statement", "member_answer"),
            *("lodged_amendment", "amendment_remark", "amendment_place", "amendment_outcome"),
            *("call_in", "call_in_ruling", "call_in_outcome"),
            *("follow_up", "follow_up_discharge", "follow_up_withdrawal"),
        ),
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
    "settings": HistoryFilter(
        "Settings and days off",
        ("council", "day_off", "governance", "word_template", "report_template"),
    ),
    "meetings": HistoryFilter("Meetings", ("meeting",)),
    "commission": HistoryFilter("Commissions", ("commission", "commission_version")),
}


class HistoryForm(BaseForm):
    method = "get"
    submit = "Show"
    mark_optional = False
    words = forms.CharField(
        label="Words",
        help_text="In what was changed, before or after, and in reasons. Beginnings of words do.",
        max_length=100,
        required=False,
    )
    who = forms.ChoiceField(label="Who", required=False)
    part = forms.ChoiceField(label="Part", required=False)
    since = DateField(label="From", required=False)
    until = DateField(label="Until", required=False)
    thing = forms.CharField(widget=forms.HiddenInput, required=False, validators=[A_THING])
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
        self.parts, self.identities = parts, identities
        people = {str(one.person_id): one.name or "Name removed" for one in identities}
        self.people = (("", "Everybody"), *people.items())
        self.part_names = (("", "Every part"), *((key, part.label) for key, part in parts.items()))
        self.offer("who", list(self.people))
        self.offer("part", list(self.part_names))

    @property
    def drawn(self) -> SafeString:
        """As it stands on the page, folded away: most of the time nothing is asked of it."""
        return (
            render_crispy_form(self)
            if self.is_bound
            else drawn_unasked(self.people, self.part_names)
        )

    def clean_words(self) -> Words:
        return Words.of(self.cleaned_data["words"])

    @property
    def asked_words(self) -> Words | None:
        """The words that acts are looked for by; None where there are none."""
        words: Words | None = getattr(self, "cleaned_data", {}).get("words")
        return words if words and words.typed else None

    def narrowed(self, acts: QuerySet[Act], *, paged: bool = True) -> QuerySet[Act]:
        """The acts that the form asks for; all of them when nothing was asked."""
        if not self.is_bound:
            return acts
        if not self.is_valid():
            return acts.none()
        asked = self.cleaned_data
        if words := self.asked_words:
            acts = acts_with(words, acts)
        if asked["thing"]:
            acts = acts.filter(pk__in=acts_on(asked["thing"]))
        if asked["who"]:
            acts = acts.filter(actor__person=int(asked["who"]))
        if asked["part"]:
            acts = acts.filter(touched__overlap=list(self.parts[asked["part"]].kinds))
        if asked["since"]:
            acts = acts.filter(at__date__gte=asked["since"])
        if asked["until"]:
            acts = acts.filter(at__date__lte=asked["until"])
        if paged and asked["before"]:
            acts = acts.filter(sequence__lt=asked["before"])
        return acts

    @property
    def is_further_back(self) -> bool:
        """Whether the page begins after newer acts, which lie a page before it."""
        return self.is_bound and bool(self.data.get("before"))

    @property
    def query(self) -> str:
        """What leads from an act's page to its neighbours in what was asked for."""
        return urlencode(self.newest())

    def newest(self) -> dict[str, object]:
        """The query of the first page: the same filter."""
        return {name: value for name, value in self.data.items() if name != "before" and value}

    def older(self, last: Act) -> dict[str, object]:
        """The query of the next page: the same filter, before the last act shown."""
        return {**self.newest(), "before": last.sequence}


@lru_cache(100)
def drawn_unasked(who: Choices, labels: Choices) -> SafeString:
    """The form before anything is asked: the same for all who are offered the same."""
    form = HistoryForm(identities=[], parts={})
    form.offer("who", list(who))
    form.offer("part", list(labels))
    return render_crispy_form(form)
