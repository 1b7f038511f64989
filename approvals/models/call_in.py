"""Call-in of a decision: who asked for it, whether it is valid, and what came of it."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from approvals.models.decision import Decision
from approvals.models.step import DecisionStep
from councils.models import User
from councils.record.history import ActHistoryRow
from web.dates import day_in_words, london_day
from web.stated import StatedRow


class CallInQuerySet(models.QuerySet["CallIn"]):
    def standing_of(self, decision: int) -> str:
        """`CalledIn` of one decision."""
        told = Decision.objects.order_by().filter(pk=decision)
        return told.values_list(called_in("pk", "step__under__decision"), flat=True).get()


class CallIn(StatedRow, ActHistoryRow):
    """A request to look again at a decision before it is carried out.

    An older record may not show when it was received, nor on what grounds.
    """

    record_kind = "call_in"
    stated_field = "received_at"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="call_ins")
    received_at = models.DateTimeField("received", null=True, blank=True)
    made_by = models.TextField("called in by")
    grounds = models.TextField(blank=True)
    body = models.CharField("who looks at it", max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = CallInQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(made_by=""), name="a_call_in_is_made_by_somebody")
        ]

    def __str__(self) -> str:
        on = f" on {day_in_words(london_day(self.received_at))}" if self.received_at else ""
        return f"the call-in received{on} from {', '.join(self.names)}"

    @property
    def names(self) -> list[str]:
        """Each of those who asked, once, as they are listed."""
        lines = (" ".join(line.split()) for line in self.made_by.splitlines())
        return list({line.casefold(): line for line in lines if line}.values())


class CallInRuling(ActHistoryRow):
    """Whether a call-in is valid, who said so, and why; without one nobody has said yet."""

    record_kind = "call_in_ruling"

    call_in = models.OneToOneField(CallIn, on_delete=models.PROTECT, related_name="ruling")
    valid = models.BooleanField()
    decided_by = models.CharField(max_length=200, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid=True) | ~Q(why=""), name="a_call_in_not_valid_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.call_in} is {'valid' if self.valid else 'not valid'}"


class CallInOutcome(ActHistoryRow):
    """What came of a valid call-in: back to be decided again, or the decision stands."""

    record_kind = "call_in_outcome"

    class Came(models.TextChoices):
        UPHELD = "upheld", "Sent back to whoever decided"
        COUNCIL = "council", "Referred to full council"
        DISMISSED = "dismissed", "Not upheld: the decision stands"
        WITHDRAWN = "withdrawn", "Withdrawn: the decision stands"

    # After these the decision stands at once.
    STANDS = frozenset({Came.DISMISSED, Came.WITHDRAWN})

    call_in = models.OneToOneField(CallIn, on_delete=models.PROTECT, related_name="outcome")
    came = models.CharField(max_length=10, choices=Came)
    on = models.DateField("looked at on", null=True, blank=True)
    words = models.TextField("what was said or recommended", blank=True)
    minute = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.call_in}: {self.get_came_display().lower()}"


class CalledIn(models.TextChoices):
    """How a decision stands by the call-ins of it and of what it rests on; "" of none that counts.

    While it is one of `HELD` nothing that waits for its effect is done.
    """

    OPEN = "open", "Called in"
    RECEIVED = "received", "A call-in was received"
    RECONSIDERED = "reconsidered", "Decided again after a call-in"
    STANDS = "stands", "Called in, and stands"


HELD = frozenset({CalledIn.OPEN, CalledIn.RECEIVED})
# Of these, what was called in has been decided again.
AGAIN = ("agreed", "amended", "noted", "refused")


def called_in(*decisions: str) -> Case:
    """`CalledIn` as an expression, of the decisions at these paths: one, and what it rests on.

    What was decided again is not open any more, whatever came of it.
    """
    of_it = reduce(or_, (Q(decision=OuterRef(path)) for path in decisions))
    every = CallIn.objects.order_by().filter(of_it)
    valid = every.filter(ruling__valid=True)
    stands = valid.filter(outcome__came__in=CallInOutcome.STANDS)
    again = valid.filter(
        reconsiderations__decision__outcome__in=AGAIN,
        reconsiderations__decision__corrected_by=None,
    )
    decided = DecisionStep.objects.filter(
        reconsiders=OuterRef("pk"), decision__outcome__in=AGAIN, decision__corrected_by=None
    )
    waiting = valid.exclude(outcome__came__in=CallInOutcome.STANDS).exclude(Exists(decided))
    return Case(
        When(Exists(waiting), then=Value(CalledIn.OPEN)),
        When(Exists(every.filter(ruling=None)), then=Value(CalledIn.RECEIVED)),
        When(Exists(again), then=Value(CalledIn.RECONSIDERED)),
        When(Exists(stands), then=Value(CalledIn.STANDS)),
        default=Value(""),
    )
