"""What decisions left to be done: what was written down as that, and what powers ask to be told.

Read through here alone, so that a report back which a delegation asks for is typed once.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from approvals.models import Decision, Delegation, FollowUp, FollowUpDischarge
from approvals.models.follow_up import Kept, kept
from plans.models import Plan
from web.compiled_queries import prepared

KNOWN = ("decision__step", "recorded_by")
OF_A_POWER = "resolution__decision__step"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do after a decision; `row` is what says it, `discharge` by what it was done."""

    row: FollowUp | Delegation
    decision: Decision
    kind: FollowUp.Kind
    words: str
    owed_by: str
    owed_to: str = ""
    due_on: date | None = None
    discharge: FollowUpDischarge | None = None

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.row.record_kind}-{self.row.pk}"

    @property
    def is_done(self) -> bool:
        return self.discharge is not None

    @property
    def kept(self) -> Kept:
        """Whether it was done by its day, by that of the paper; only asked of what is done."""
        assert self.discharge is not None
        return kept(self.due_on, self.discharge.paper.published_on)

    @property
    def is_typed(self) -> bool:
        """Whether somebody wrote it down as something to do, so that it can be withdrawn."""
        return isinstance(self.row, FollowUp)

    def is_overdue(self, today: date) -> bool:
        return not self.is_done and self.due_on is not None and self.due_on < today


def tasks_of(plan: Plan) -> list[Task]:
    """Everything that a plan's decisions left to be done, done or not, the soonest due first.

    Four queries at most. What was withdrawn, and what a corrected decision delegated, is none.
    """
    return tasks_in([plan.pk])


def tasks_after(decision: Decision) -> list[Task]:
    return [one for one in tasks_of(decision.step.plan) if one.decision == decision]


def still_to_do(plan: Plan) -> list[Task]:
    return [one for one in tasks_of(plan) if not one.is_done]


def was_there(plan: Plan, key: str) -> bool:
    """Whether a form may have named something of this plan so, taken back or said anew since."""
    kind, _, number = key.partition("-")
    if not (number.isdecimal() and len(number) < 19):
        return False
    if kind == Delegation.record_kind:
        powers = Delegation.objects.filter(resolution__decision__step__plan=plan)
        return powers.filter(pk=int(number)).exists()
    rows = FollowUp.objects.filter(decision__step__plan=plan)
    return kind == FollowUp.record_kind and rows.filter(pk=int(number)).exists()


def with_overdue(tasks: Iterable[Task]) -> list[tuple[Task, bool]]:
    """Each with whether its day is past today, and it is not done."""
    today = timezone.localdate()
    return [(one, one.is_overdue(today)) for one in tasks]


def tasks_in(plans: Collection[int]) -> list[Task]:
    """Those of several plans, by their keys, in as many queries as for one."""
    known = [*plans]
    found = [*map(of_follow_up, follow_ups_in(known)), *map(of_power, powers_in(known))]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.decision.pk, one.row.pk))


@prepared
def follow_ups_in(plans: list[int]) -> QuerySet[FollowUp]:
    """Those that nobody took back, each as it was said last; of powers only those that stand."""
    later = FollowUp.objects.filter(supersedes=OuterRef("pk"), withdrawal=None)
    rows = FollowUp.objects.filter(~Exists(later), decision__step__plan__any=plans, withdrawal=None)
    standing = rows.exclude(delegation__resolution__decision__corrected_by__isnull=False)
    return standing.select_related(*KNOWN).prefetch_related(standing_discharges())


@prepared
def powers_in(plans: list[int]) -> QuerySet[Delegation]:
    """The powers that stand and ask for a report back, of which nobody has said by when."""
    dated = FollowUp.objects.filter(delegation=OuterRef("pk"), withdrawal=None)
    rows = Delegation.objects.exclude(report_back="").filter(
        ~Exists(dated),
        resolution__decision__step__plan__any=plans,
        resolution__decision__corrected_by=None,
    )
    return rows.select_related(OF_A_POWER).prefetch_related("holders", standing_discharges())


def standing_discharges() -> Prefetch:
    """Without those taken back, with their papers, as `standing`."""
    rows: QuerySet[Any] = FollowUpDischarge.objects.filter(withdrawal=None)
    known = rows.select_related("paper__step").order_by("pk")
    return Prefetch("discharges", queryset=known, to_attr="standing")


def of_follow_up(row: Any) -> Task:
    return Task(
        row,
        row.decision,
        FollowUp.Kind(row.kind),
        row.words,
        row.owed_by,
        row.owed_to,
        row.due_on,
        next(iter(row.standing), None),
    )


def of_power(row: Any) -> Task:
    """No day is set for it beside its words."""
    done = next(iter(row.standing), None)
    kind = FollowUp.Kind.REPORT_BACK
    return Task(row, row.resolution.decision, kind, row.report_back, str(row), discharge=done)
