"""What somebody would change of the text: other words, a new passage, one less, another order.

Like a comment, a suggestion is no part of the plan; it comes into it when it is accepted. Both rows
only grow: a suggestion is open until somebody answers it, and is answered once.
"""

from typing import Any

from django.contrib.postgres.fields import ArrayField
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

    Of another `kind` it is about a whole passage: a new one, one to be taken out, one that is to
    stand elsewhere. `theme` and `after` say where: in which theme, none for the introduction, and
    after which passage there, 0 for first. The key of a new one is that of the passage before it.

    Of the kind "value" it is about one field of a figure, of a row of a list or of a year's
    savings, and no passage: its key is 0. `about`, `item` and `field` say which; both texts are how
    the field prints.

    Of a figure that a file changed in some of the places that print it, `mentions` are these: each
    the key of a passage, which of the figure's mentions in it, from 0, and of how many.

    One that `goes_on_from` another is what that asks of the words of one paragraph, since theirs
    was split or joined: of the same maker and day.
    """

    record_kind = "suggestion"
    came_later = FromFile.came_later | {
        "kind": "words",
        "is_heading": False,
        "theme": None,
        "after": None,
        "about": "",
        "item": None,
        "field": "",
        "mentions": [],
        "goes_on_from_id": None,
    }

    class Kind(models.TextChoices):
        WORDS = "words", "Other words"
        NEW = "new", "A new passage"
        GONE = "gone", "To be taken out"
        MOVED = "moved", "To stand elsewhere"
        VALUE = "value", "Another value"

    class About(models.TextChoices):
        FIGURE = "figure", "A figure"
        COMMITMENT = "commitment", "A commitment"
        METRIC = "metric", "A metric"
        BARRIER = "barrier", "A barrier"
        SAVING = "saving", "A year’s savings"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="suggestions")
    kind = models.CharField("what is suggested", max_length=5, choices=Kind, editable=False)
    key = models.BigIntegerField()
    name = models.CharField("for", max_length=300)
    is_heading = models.BooleanField("a heading", default=False, editable=False)
    theme = models.BigIntegerField("in the theme", null=True, blank=True, editable=False)
    after = models.BigIntegerField("after the passage", null=True, blank=True, editable=False)
    about = models.CharField("about", max_length=10, choices=About, blank=True, editable=False)
    item = models.BigIntegerField("which of them", null=True, blank=True, editable=False)
    field = models.CharField("its field", max_length=20, blank=True, editable=False)
    mentions = ArrayField(
        ArrayField(models.BigIntegerField(), size=3),
        verbose_name="changed only where",
        default=list,
        blank=True,
        editable=False,
    )
    before = models.TextField("words that stood there", blank=True)
    proposed = models.TextField("words suggested", blank=True)
    note = models.TextField("why", blank=True)
    goes_on_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="goes_on_as",
        null=True,
        blank=True,
        editable=False,
    )
    stage = models.CharField(max_length=20, choices=Stage)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["key"], name="suggestions_for_one_passage")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("words", "new"), proposed__gt="")
                | Q(kind__in=("gone", "moved"), proposed="")
                | Q(kind="value"),
                name="a_suggestion_has_words",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("words", "value")) | ~Q(proposed=F("before")),
                name="a_suggestion_has_other_words",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("new", "moved"), after__isnull=False)
                | Q(kind__in=("words", "gone", "value"), after=None, theme=None),
                name="a_suggestion_says_where",
            ),
            models.CheckConstraint(
                condition=Q(kind="new", before="", key=F("after")) | ~Q(kind="new"),
                name="a_new_passage_follows_one",
            ),
            models.CheckConstraint(
                condition=Q(kind="value", key=0, item__isnull=False, about__gt="", field__gt="")
                | (~Q(kind="value") & Q(item=None, about="", field="")),
                name="a_suggested_value_says_of_which_field",
            ),
            models.CheckConstraint(
                condition=Q(is_heading=False) | Q(kind="new"),
                name="a_suggested_heading_is_new",
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

    @property
    def asks(self) -> str:
        """What is suggested, within a sentence: "other words for paragraph 2 of theme 1"."""
        begins = {
            self.Kind.NEW: "",
            self.Kind.GONE: "to take out ",
            self.Kind.MOVED: "another place for ",
            self.Kind.VALUE: "another value for ",
        }
        return f"{begins.get(self.Kind(self.kind), 'other words for ')}{self.name_within}"

    @property
    def has_words(self) -> bool:
        """Whether it is other words for a passage, which are merged with what stands there."""
        return self.kind == self.Kind.WORDS

    @property
    def is_value(self) -> bool:
        """Whether it is about a field of a figure, or of a row of a list."""
        return self.kind == self.Kind.VALUE


class SuggestionAnswer(ActHistoryRow):
    """That a suggestion was accepted or refused, or that its maker took it back; `words` say why.

    Or that it was `divided`: its paragraph was split or joined, and it goes on as others.

    What an accepted one changed is in the history of its passage, by the same act; `made` is the
    passage that a new one became.
    """

    record_kind = "suggestion_answer"
    came_later = {"made": None, "divided": False}

    suggestion = models.OneToOneField(Suggestion, on_delete=models.PROTECT, related_name="answer")
    accepted = models.BooleanField()
    divided = models.BooleanField("goes on with its words", default=False, editable=False)
    made = models.BigIntegerField("became the passage", null=True, editable=False)
    words = models.TextField("why", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(made=None) | Q(accepted=True),
                name="only_what_was_accepted_became_a_passage",
            ),
            models.CheckConstraint(
                condition=Q(divided=False) | Q(accepted=False, words=""),
                name="what_was_divided_is_no_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"answer to the {self.suggestion}"

    @property
    def outcome(self) -> str:
        """ "accepted", "refused" or "withdrawn", by whoever made it; or "moved with its words"."""
        if self.accepted:
            return "accepted"
        if self.divided:
            return "moved with its words"
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
