"""What waits for one person in each of their councils: tasks, paragraphs to write, plans."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from approvals.deadline import Shown, deadline_at
from approvals.tasks import Task, tasks_of
from councils.models import Appointment, Council, DayOff, User
from councils.roles import Right, Role, Standing
from plans.models import Passage, Plan, Stage

# Plans shown of one council; the rest are a link away.
MOST = 10


@dataclass(frozen=True)
class Waiting:
    """One council of a person's, and what there waits for them."""

    standing: Standing
    tasks: tuple[Task, ...]
    passages: tuple[Passage, ...]
    plans: tuple[tuple[Plan, Shown], ...]
    more_plans: int

    @property
    def council(self) -> Council:
        return self.standing.council

    @property
    def capacities(self) -> str:
        return ", ".join(held.in_full for held in self.standing.appointments)

    @property
    def is_bare(self) -> bool:
        return not (self.tasks or self.passages or self.plans)

    @property
    def lists_plans(self) -> bool:
        return self.standing.may(Right.READ_DRAFTS) or self.standing.may(Right.READ_DECISIONS)


def waiting_for(person: User) -> list[Waiting]:
    """By council, in order of name; four queries, and one for each kind of task there may be."""
    passages = list(
        Passage.objects.filter(writer=person, ready=False)
        .exclude(plan__stage=Stage.CLOSED)
        .select_related("plan", "theme")
        .order_by("plan", "theme__place", "place")
    )
    standings = list(standings_of(person))
    plans = list(Plan.objects.visible_to(standings).exclude(stage=Stage.CLOSED).listed())
    tasks = tasks_of(standings, plans, today=timezone.localdate())
    days_off = days_off_in([standing.council for standing in standings])
    return [
        Waiting(
            standing,
            tasks[standing.council.pk],
            tuple(one for one in passages if one.plan.council_id == standing.council.pk),
            *most_urgent(standing.council, plans, days_off[standing.council.pk]),
        )
        for standing in standings
    ]


def heading_of(waiting: list[Waiting]) -> str:
    """What is true of all that the page shows: an open plan may wait for somebody else."""
    if any(one.tasks or one.passages for one in waiting):
        return "Waiting for you"
    if any(one.plans for one in waiting):
        return "Plans under way"
    return "Nothing waits for you today"


def standings_of(person: User) -> Iterator[Standing]:
    """What the person holds today in each of their councils, by the council's name."""
    held = list(
        Appointment.objects.current(timezone.localdate())
        .filter(person=person)
        .select_related("council")
        .order_by("council__name", "pk")
    )
    for council in dict.fromkeys(one.council for one in held):
        own = tuple(one for one in held if one.council_id == council.pk)
        yield Standing(person, council, in_order(own))


def in_order(held: tuple[Appointment, ...]) -> tuple[Appointment, ...]:
    order = list(Role)
    return tuple(sorted(held, key=lambda one: order.index(Role(one.role))))


def days_off_in(councils: list[Council]) -> dict[int, set[date]]:
    """Each council's days off, by its key; one query."""
    found: dict[int, set[date]] = {council.pk: set() for council in councils}
    for council, on in DayOff.objects.filter(council__in=councils).values_list("council", "on"):
        found[council].add(on)
    return found


def most_urgent(
    council: Council, plans: list[Plan], days_off: set[date]
) -> tuple[tuple[tuple[Plan, Shown], ...], int]:
    """The council's plans to look at first, and how many more there are.

    Those still to be sent in time come first, by deadline; then those past it; then those without
    one; then those submitted.
    """
    now = timezone.now()
    here = [plan for plan in plans if plan.council_id == council.pk]
    here.sort(key=lambda plan: urgency_of(plan, now))
    shown = here[:MOST]
    # Many plans answer one commission, and its deadline is reckoned once.
    deadlines = {
        due: deadline_at(due, now=now, days_off=days_off)
        for due in {plan.due for plan in shown if plan.due}
    }
    for plan in shown:
        plan.council = council
    rows = ((plan, deadlines[plan.due] if plan.due else None) for plan in shown)
    return (
        tuple((plan, Shown(deadline, "", plan.submitted_at, None)) for plan, deadline in rows),
        len(here[MOST:]),
    )


def urgency_of(plan: Plan, now: datetime) -> tuple[bool, bool, bool, datetime]:
    due = plan.due
    return bool(plan.submitted_at), due is None, due is not None and due < now, due or now
