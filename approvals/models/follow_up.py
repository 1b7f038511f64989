"""What a decision leaves to be done afterwards, and the papers by which it is done."""

from datetime import date

from django.db import models
from django.db.models import Q

from approvals.models.decision import Decision
from approvals.models.delegation import Delegation
from approvals.models.paper import StepPaper
from councils.models import User
from councils.record.history import ActHistoryRow
from web.stated import StatedRow


class FollowUp(StatedRow, ActHistoryRow):
    """Something that is owed after a decision: by whom, to whom, and by when, as far as known.

    What a delegated power asks to be reported back is said by `Delegation.report_back`, and
    `approvals.decisions.to_do` reads both; of such a `delegation` there is a row once its day is
    known. `due_on` is the day that was promised or, of a recommendation to which the law asks for a
    response, the day that is counted from `received_on`. One whose day was not known is superseded
    by a further row that has it.
    """

    record_kind = "follow_up"
    stated_field = "received_on"

    class Kind(models.TextChoices):
        REPORT_BACK = "report_back", "Something to report back"
        PROMISE = "promise", "A promise made at the meeting"
        RECOMMENDATION = "recommendation", "A recommendation of scrutiny"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="follow_ups")
    kind = models.CharField(max_length=14, choices=Kind)
    words = models.TextField("what is to be done")
    owed_by = models.CharField("by whom", max_length=200, blank=True)
    owed_to = models.CharField("to whom", max_length=200, blank=True)
    # Null: not known.
    due_on = models.DateField("by when", null=True, blank=True)
    # Of a recommendation: the day the executive had it or, if later, the notice that asks it to
    # respond; null is not known.
    received_on = models.DateField("received by the executive on", null=True, blank=True)
    delegation = models.ForeignKey(
        Delegation, null=True, on_delete=models.PROTECT, related_name="follow_ups"
    )
    supersedes = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="later"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="what_is_to_be_done_has_words"),
            models.CheckConstraint(
                condition=Q(delegation=None) | Q(kind="report_back", received_on=None),
                name="a_power_asks_for_a_report_back",
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(kind="recommendation"),
                name="only_a_recommendation_is_received_by_the_executive",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words[:60]}"


class Kept(models.TextChoices):
    """Whether something was done by its day; three things."""

    IN_TIME = "in_time", "In time"
    LATE = "late", "Late"
    NOT_KNOWN = "not_known", "Whether in time is not known"


def kept(due_on: date | None, done_on: date | None) -> Kept:
    """Counted on the day of the paper that does it; not known while either day is not."""
    if due_on is None or done_on is None:
        return Kept.NOT_KNOWN
    return Kept.IN_TIME if done_on <= due_on else Kept.LATE


class FollowUpDischarge(ActHistoryRow):
    """A paper by which one of them is done: a follow-up, or what a power asks to be reported."""

    record_kind = "follow_up_discharge"

    follow_up = models.ForeignKey(
        FollowUp, null=True, on_delete=models.PROTECT, related_name="discharges"
    )
    delegation = models.ForeignKey(
        Delegation, null=True, on_delete=models.PROTECT, related_name="discharges"
    )
    paper = models.ForeignKey(StepPaper, on_delete=models.PROTECT, related_name="discharges")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(follow_up__isnull=False, delegation=None)
                | Q(follow_up=None, delegation__isnull=False),
                name="a_discharge_is_of_one_thing_to_do",
            )
        ]

    def __str__(self) -> str:
        return f"{self.words[:60]}, by: {self.paper}"

    @property
    def words(self) -> str:
        """What it does, in the words of what was owed."""
        if self.follow_up:
            return self.follow_up.words
        return self.delegation.report_back if self.delegation else ""


class FollowUpWithdrawal(ActHistoryRow):
    """That something to do, or its discharge, was recorded by mistake, and why; both stay."""

    record_kind = "follow_up_withdrawal"

    follow_up = models.OneToOneField(
        FollowUp, null=True, on_delete=models.PROTECT, related_name="withdrawal"
    )
    discharge = models.OneToOneField(
        FollowUpDischarge, null=True, on_delete=models.PROTECT, related_name="withdrawal"
    )
    why = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(follow_up__isnull=False, discharge=None)
                | Q(follow_up=None, discharge__isnull=False),
                name="one_thing_is_taken_back_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(why=""), name="what_is_taken_back_was_a_mistake_and_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.follow_up or self.discharge}: recorded by mistake"
