"""Amendments lodged before a meeting, what was said of them there, and what became of them."""

from django.db import models
from django.db.models import Q

from approvals.models.decision import Decision
from approvals.models.step import DecisionStep
from councils.models import User
from councils.record.history import ActHistoryRow
from councils.roles import Office, Role
from plans.models import Version


class LodgedAmendmentQuerySet(models.QuerySet["LodgedAmendment"]):
    def whole(self) -> "LodgedAmendmentQuerySet":
        """With whoever lodged it and the version that it is about, but not that one's words."""
        found = self.select_related("step", "version", "mover", "by").defer("version__document")
        return found.prefetch_related("remarks__by", "places", "outcomes__decision__step")


class LodgedAmendment(ActHistoryRow):
    """Other words for one paragraph of the version that goes to a meeting.

    `old_words` are those of the paragraph in that version, copied; `passage` is its key there, and
    `place` what it is called. `mover` is the member who lodged it here; one whom democratic
    services lodged it for is named in `moved_by` alone.
    """

    record_kind = "lodged_amendment"

    step = models.ForeignKey(DecisionStep, on_delete=models.PROTECT, related_name="lodged")
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    passage = models.BigIntegerField("paragraph")
    place = models.CharField("where it is", max_length=200)
    old_words = models.TextField("words of the paragraph")
    new_words = models.TextField("words as amended")
    mover = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    moved_by = models.CharField(max_length=200)
    seconded_by = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = LodgedAmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["step", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "number"], name="lodged_amendments_are_numbered"
            ),
            models.CheckConstraint(
                condition=~Q(new_words="") & ~Q(moved_by=""),
                name="a_lodged_amendment_has_words_and_a_mover",
            ),
        ]

    @property
    def voted_on(self) -> int | None:
        """Its place in the order of voting, where democratic services set one."""
        places = list(self.places.all())
        return places[-1].place if places else None

    def __str__(self) -> str:
        return f"amendment {self.number} to {self.place[:1].lower()}{self.place[1:]}"


class AmendmentRemark(ActHistoryRow):
    """What was said of a lodged amendment before it was decided: that it is withdrawn, an
    officer's advice, or the response of whoever proposes the plan. A correction is a further one.
    """

    record_kind = "amendment_remark"

    class Kind(models.TextChoices):
        WITHDRAWN = "withdrawn", "Withdrawn"
        ADVICE = "advice", "Officers’ advice"
        RESPONSE = "response", "Response"

    amendment = models.ForeignKey(LodgedAmendment, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # As what they said it.
    role = models.CharField(max_length=40, choices=Role)
    title = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment"],
                condition=Q(kind="withdrawn"),
                name="an_amendment_is_withdrawn_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="withdrawn") | ~Q(words=""),
                name="advice_on_an_amendment_has_words",
            ),
        ]

    @property
    def capacity(self) -> str:
        """ "Monitoring Officer", "Clearing officer for Equality"."""
        return Office(Role(self.role), self.title).in_full

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.amendment}"


class AmendmentPlace(ActHistoryRow):
    """In which place an amendment is voted on; the newest row of each counts."""

    record_kind = "amendment_place"

    amendment = models.ForeignKey(LodgedAmendment, on_delete=models.PROTECT, related_name="places")
    place = models.PositiveSmallIntegerField("order of voting")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(place__gte=1), name="voting_begins_with_the_first")
        ]

    def __str__(self) -> str:
        return f"{self.amendment}: {self.place}"


class AmendmentOutcome(ActHistoryRow):
    """What became of a lodged amendment at the meeting, as whoever recorded its decision says."""

    record_kind = "amendment_outcome"

    class Outcome(models.TextChoices):
        TAKEN = "taken", "Taken"
        VARIED = "varied", "Taken in other words"
        WITHDRAWN = "withdrawn", "Withdrawn at the meeting"
        LOST = "lost", "Lost"

    amendment = models.ForeignKey(
        LodgedAmendment, on_delete=models.PROTECT, related_name="outcomes"
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lodged_outcomes")
    outcome = models.CharField(max_length=10, choices=Outcome)
    # The words that were taken in place of those lodged.
    words = models.TextField("words as varied", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["amendment", "decision"], name="a_decision_disposes_of_an_amendment_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="varied") & ~Q(words="") | ~Q(outcome="varied") & Q(words=""),
                name="an_amendment_taken_otherwise_has_its_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amendment}: {self.get_outcome_display().lower()}"
