"""Amendments that a body made: of the plan or of the recommendation, exact or still to draft."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from approvals.models.decision import Decision
from approvals.models.step import DecisionStep
from councils.record.history import ActHistoryRow
from web.text import shorten

Outcome = Decision.Outcome
# Characters of its words that are shown where it only is told that there is one.
SHOWN = 300
# After one of these a body's earlier amendments wait for nobody: other words were before it.
DECIDED_ANEW = (Outcome.AGREED, Outcome.AMENDED, Outcome.NOTED, Outcome.REFUSED)


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def to_draft(self) -> "AmendmentQuerySet":
        """Those that were to be drafted when they were made."""
        return self.filter(wording=Amendment.Wording.TO_DRAFT)

    def still_to_draft(self) -> "AmendmentQuerySet":
        """Those that stand and are to be drafted, which no decision that stands has settled.

        A body that decides on the plan anew leaves none of an earlier decision's open.
        """
        Kind = DecisionStep.Kind
        settled = AmendmentSettled.objects.filter(
            amendment=OuterRef("pk"), decision__corrected_by=None
        )
        anew = DecisionStep.objects.filter(
            plan=OuterRef("decision__step__plan"),
            place__gt=OuterRef("decision__step__place"),
            decision__outcome__in=DECIDED_ANEW,
            decision__corrected_by=None,
        ).exclude(kind=Kind.DELEGATE, round=None, reconsiders=None)
        rows = self.to_draft().filter(
            decision__outcome__in=Decision.ENDORSING, decision__corrected_by=None
        )
        found = rows.filter(~Exists(settled), ~Exists(anew))
        return found.order_by("decision__step__place", "number")


class Amendment(ActHistoryRow):
    """One amendment, in the order of the minute, with its words as it was moved.

    What the minute does not show stays empty: where it is, whether its words are exact, who moved
    it. One that is still to be drafted leaves the words endorsed that were before the body, until a
    decision under a delegated power settles it.
    """

    record_kind = "amendment"

    class Of(models.TextChoices):
        PLAN = "plan", "The plan"
        RECOMMENDATION = "recommendation", "The recommendation"

    class Wording(models.TextChoices):
        EXACT = "exact", "In these very words"
        TO_DRAFT = "to_draft", "Still to be drafted"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="amendment_rows")
    number = models.PositiveSmallIntegerField()
    of = models.CharField("what it amends", max_length=14, choices=Of)
    place = models.CharField("where in it", max_length=200, blank=True)
    words = models.TextField("its words")
    wording = models.CharField(
        "whether its words are exact", max_length=8, choices=Wording, blank=True
    )
    drafted_by = models.CharField("who is to draft it", max_length=200, blank=True)
    moved_by = models.CharField(max_length=200, blank=True)
    seconded_by = models.CharField(max_length=200, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="amendments_are_numbered"),
            models.CheckConstraint(condition=~Q(words=""), name="an_amendment_has_words"),
            models.CheckConstraint(
                condition=~Q(wording="to_draft") | Q(of="plan"),
                name="only_the_plan_is_still_to_be_drafted",
            ),
            models.CheckConstraint(
                condition=Q(drafted_by="") | Q(wording="to_draft"),
                name="who_drafts_is_said_of_what_is_to_be_drafted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.heading}: {self.words[:60]}"

    @property
    def heading(self) -> str:
        """ "The plan, paragraph 2.2.1"."""
        return ", ".join(filter(None, (self.get_of_display(), self.place)))

    @property
    def is_to_draft(self) -> bool:
        """Whether it was to be drafted when it was made; it may be settled since."""
        return self.wording == self.Wording.TO_DRAFT

    @property
    def to_draft_in_words(self) -> str:
        """ "An amendment is still to be drafted by the Chief Executive: paragraph 3: …"."""
        return to_draft_in_words(self.place, self.words, self.by_whom_in_words)

    @property
    def by_whom_in_words(self) -> str:
        """ " by the Chief Executive", or nothing where the minute does not say."""
        return by_whom_in_words(self.drafted_by)


def by_whom_in_words(drafted_by: str) -> str:
    return f" by {drafted_by}" if drafted_by else ""


def to_draft_in_words(place: str, words: str, by_whom: str) -> str:
    said = ": ".join(filter(None, (place, shorten(words, SHOWN))))
    return f"An amendment is still to be drafted{by_whom}: {said}"


class AmendmentSettled(ActHistoryRow):
    """That the words which a use of a power endorsed have an amendment that was to be drafted."""

    record_kind = "amendment_settled"

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="settlements")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="settles")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "decision"], name="a_decision_settles_an_amendment_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.amendment} is settled by {self.decision}"
