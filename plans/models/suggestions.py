"""Other words that somebody suggests for a passage, and what became of them.

Like a comment, a suggestion is no part of the plan; words come into it when it is accepted. Both
rows only grow: a suggestion is open until somebody answers it, and is answered once.
"""

from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from councils.models import User
from councils.record.history import ActHistoryRow
from plans.models.from_files import FromFile, named_with_its_file
from plans.models.plan import Plan, Stage


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def still_open(self) -> "SuggestionQuerySet":
        return self.filter(answer=None)

    def accepted(self) -> "SuggestionQuerySet":
        return self.filter(answer__accepted=True)


class Suggestion(FromFile, ActHistoryRow):
    """The words `proposed` for the passage of a key, in place of those `before` that stood there.

    `name` is what the passage was called then, for it may be removed since; `stage` is that of the
    plan when it was made. Both texts are rich text as `plans.richtext` reads it.
    """

    record_kind = "suggestion"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="suggestions")
    key = models.BigIntegerField()
    name = models.CharField("for", max_length=300)
    before = models.TextField("words that stood there", blank=True)
    proposed = models.TextField("words suggested")
    note = models.TextField("why", blank=True)
    stage = models.CharField(max_length=20, choices=Stage)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["key"], name="suggestions_for_one_passage")]
        constraints = [
            models.CheckConstraint(condition=~Q(proposed=""), name="a_suggestion_has_words"),
            models.CheckConstraint(
                condition=~Q(proposed=F("before")), name="a_suggestion_has_other_words"
            ),
            models.CheckConstraint(
                condition=named_with_its_file(), name="a_suggestion_is_named_with_its_file"
            ),
        ]

    def __str__(self) -> str:
        return f"suggestion for {self.name_within}"

    @property
    def given(self) -> "SuggestionAnswer | None":
        """What became of it; None while it is open."""
        return getattr(self, "answer", None)

    @property
    def name_within(self) -> str:
        """What it is for, within a sentence: "paragraph 2 of theme 1"."""
        return f"{self.name[:1].lower()}{self.name[1:]}"


class SuggestionAnswer(ActHistoryRow):
    """That a suggestion was accepted or refused, or that its maker took it back; `words` say why.

    What an accepted one changed is in the history of its passage, by the same act.
    """

    record_kind = "suggestion_answer"

    suggestion = models.OneToOneField(Suggestion, on_delete=models.PROTECT, related_name="answer")
    accepted = models.BooleanField()
    words = models.TextField("why", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"answer to the {self.suggestion}"

    @property
    def outcome(self) -> str:
        """ "accepted", "refused" or "withdrawn", by whoever made it."""
        if self.accepted:
            return "accepted"
        return "withdrawn" if self.suggestion.is_of(self.by) else "refused"


def suggested_for_one() -> Any:
    """How many open suggestions there are for the passage of a query: a part of that query."""
    mine = Suggestion.objects.still_open().filter(key=OuterRef("pk")).order_by()
    counted = mine.values("key").annotate(count=models.Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


def suggested_in_plan() -> Any:
    """The same of all the plan; None where nobody has suggested anything for it."""
    mine = Suggestion.objects.filter(plan=OuterRef("pk")).order_by()
    is_open = Q(answer=None)
    counted = mine.values("plan").annotate(count=models.Count("pk", filter=is_open))
    return Subquery(counted.values("count"))
