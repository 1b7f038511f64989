"""What waits for one person: paragraphs to write, plans to bring on, in each of their councils."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from approvals.deadline import Deadline, deadline_of
from councils.models import Appointment, Council, User
from councils.roles import Right, Role, Standing
from plans.models import Passage, Plan, Stage


@dataclass(frozen=True)
class Waiting:
    """One council of a person's, and what there waits for them."""

    standing: Standing
    passages: tuple[Passage, ...]
    plans: tuple[tuple[Plan, Deadline | None], ...]

    @property
    def council(self) -> Council:
        return self.standing.council

    @property
    def capacities(self) -> str:
        return ", ".join(held.capacity for held in self.standing.appointments)

    @property
    def lists_plans(self) -> bool:
        return self.standing.may(Right.READ_DRAFTS) or self.standing.may(Right.READ_DECISIONS)


def waiting_for(person: User) -> list[Waiting]:
    """By council, in order of name; four queries whatever there is."""
    passages = list(
        Passage.objects.filter(writer=person, ready=False)
        .exclude(plan__stage=Stage.CLOSED)
        .select_related("plan__council", "theme")
        .order_by("plan", "theme__place", "place")
    )
    standings = list(standings_of(person))
    plans = list(
        Plan.objects.visible_to(standings)
        .exclude(stage=Stage.CLOSED)
        .select_related("council", "commission__commission")
        .prefetch_related("council__days_off")
    )
    return [
        Waiting(
            standing,
            tuple(one for one in passages if one.plan.council_id == standing.council.pk),
            tuple(by_deadline(one for one in plans if one.council_id == standing.council.pk)),
        )
        for standing in standings
    ]


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


def by_deadline(plans: Iterator[Plan]) -> list[tuple[Plan, Deadline | None]]:
    """Plans still to be in time first, by deadline; then those past it; then those without one."""
    now = timezone.now()
    found = []
    for plan in plans:
        days_off = {day.on for day in plan.council.days_off.all()}
        found.append((plan, deadline_of(plan, now=now, days_off=days_off)))
    return sorted(
        found,
        key=lambda pair: (
            (pair[1] is None, pair[1].is_past, pair[1].due) if pair[1] else (True, False, now)
        ),
    )
