"""The steps that a plan goes through to a decision."""

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import models
from django.db.models import Q

from approvals.models.clearance import ClearanceRound
from approvals.models.routes import ALONE, NOT_EXECUTIVE
from approvals.models.routes import Route as DecisionRoute
from councils.record.history import ActHistoryRow
from plans.models import Plan
from web.dates import day_in_words

if TYPE_CHECKING:
    from approvals.models.decision import Decision


class DecisionStep(ActHistoryRow):
    """One step of the way to a decision, in order: who decides, and when they meet."""

    record_kind = "decision_step"
    came_later = {
        "kind": "decider",
        "under_id": None,
        "title": "",
        "reconsiders_id": None,
        "key_decision": None,
    }

    class Kind(models.TextChoices):
        """What a body may do with the plan: only a decider, or whom one gave a power, decides."""

        SCRUTINY = "scrutiny", "Scrutiny"
        ADVISORY = "advisory", "Advice before the decision"
        DECIDER = "decider", "Decision"
        DELEGATE = "delegate", "Use of a delegated power"
        REVIEW = "review", "Review of progress"

    # The others advise.
    DECIDES = frozenset({Kind.DECIDER, Kind.DELEGATE})

    Route: TypeAlias = DecisionRoute

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.DECIDER)
    route = models.CharField(max_length=20, choices=Route, default=Route.NOT_KNOWN)
    body = models.CharField("decision-maker", max_length=200)
    title = models.CharField("what else was decided with it", max_length=200, blank=True)
    # Whom a plan was left to decides on no day that was set; an older record may not show one.
    meets_on = models.DateField(null=True, blank=True)
    item = models.CharField("agenda item", max_length=40, blank=True)
    round = models.ForeignKey(
        ClearanceRound, null=True, on_delete=models.PROTECT, related_name="steps"
    )
    put_at = models.DateTimeField()
    # As whoever put it said; null: not known.
    key_decision = models.BooleanField("a key decision", null=True)
    # The resolution that gave the power it uses.
    under = models.ForeignKey(
        "Resolution", null=True, on_delete=models.PROTECT, related_name="steps"
    )
    # The call-in after which it decides again.
    reconsiders = models.ForeignKey(
        "CallIn", null=True, on_delete=models.PROTECT, related_name="reconsiderations"
    )
    # The digest of the words put to it, where a query asked; so for the next two.
    put_digest: str
    called_in: str
    spoke: list[int]
    # The questions on it that nobody answered, where a query asked.
    unanswered: list[int]
    # What was resolved about submitting or publishing the plan (see approvals.decisions.leave).
    leave: list[Any]
    # The plan's amendments that are still to be drafted: place and words of each, who drafts it and
    # the place of the step that made it; and whether somebody has a power to. Where a query asked.
    drafting: list[dict[str, Any]]
    is_changeable: bool
    # Whether the meeting it names is kept and cancelled, where a query asked.
    meets_no_more = False
    # Who is still to sign it, by their keys, and by name once another has; where a query asked.
    to_sign: list[int]
    waits_for: list[str]

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "place"], name="steps_are_in_order"),
            models.CheckConstraint(
                condition=Q(kind="delegate", under__isnull=False)
                | ~Q(kind="delegate") & Q(under=None),
                name="a_delegate_decides_under_a_resolution",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, {day_in_words(self.meets_on)}" if self.meets_on else self.body

    @property
    def decides(self) -> bool:
        """Whether what it resolves decides on the plan; the others give their advice."""
        return self.kind in self.DECIDES

    @property
    def still_to_sign(self) -> str:
        """Who is, where somebody else has signed already; where a query asked."""
        return " and ".join(self.waits_for)

    @property
    def is_signed(self) -> bool:
        """Whether those who decide it are people, whose signature is the decision."""
        return self.route in ALONE

    @property
    def is_of_people(self) -> bool:
        """Whether no meeting decides it; a power is left to people unless its route says else."""
        left = self.kind == self.Kind.DELEGATE and self.route == self.Route.NOT_KNOWN
        return self.is_signed or left

    @property
    def may_be_called_in(self) -> bool:
        """Whether it may be a decision of the executive, which alone is called in."""
        return self.route not in NOT_EXECUTIVE

    @property
    def decides_on(self) -> date | None:
        """The day on which its decision was made; until there is one, that of its meeting."""
        decision: Decision | None = getattr(self, "decision", None)
        return decision.decided_on if decision else self.meets_on

    @property
    def was_moved(self) -> bool:
        """Whether it was decided on another day than the one it was put for."""
        return self.meets_on is not None and self.decides_on != self.meets_on

    def was_to_meet_by(self, on: date) -> bool:
        """Whether the day of its meeting has come, or none is set; only a minute says more."""
        return self.meets_on is None or self.meets_on <= on

    @property
    def had_words(self) -> bool:
        """Whether a text of the plan was put to it; an older step may have gone without, and a
        review of progress is of words that were decided before.
        """
        decision: Decision | None = getattr(self, "decision", None)
        if self.kind == self.Kind.REVIEW:
            return False
        return self.round_id is not None or (decision is not None and bool(decision.version_id))

    @property
    def was_corrected(self) -> bool:
        """Whether its decision was recorded wrongly, and another stands for it."""
        decision: Decision | None = getattr(self, "decision", None)
        return decision is not None and decision.is_corrected

    @property
    def heading(self) -> str:
        """Who decides, or decided, and the day of that where it is known."""
        return f"{self.body}, {day_in_words(self.decides_on)}" if self.decides_on else self.body

    @property
    def on_its_day(self) -> str:
        """ " on 9 July 2024", or nothing where no day is known."""
        return f" on {day_in_words(self.decides_on)}" if self.decides_on else ""
