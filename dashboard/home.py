"""A person's own home: what waits for them in each of their councils, and the plans there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from councils.access import Access
from councils.models import Appointment, Council, DayOff, User
from councils.models.appointments import held_everywhere
from councils.roles import Right, Role
from dashboard.next_actions import Action, actions_for
from dashboard.queries import states_of
from dashboard.to_write import assigned_to, to_write
from plans.deadline import Deadline, DeadlineView, deadline_at
from plans.models import Plan, Stage
from plans.models.plan import readable_by
from plans.savings import unconfirmed_counts
from web.compiled_queries import prepared
from web.dates import is_late

# Plans shown of one council; the rest are a link away.
MOST = 10
ALONE = "Nobody but you holds a role here. A plan begins with its report author."


@dataclass(frozen=True)
class CouncilWork:
    """One council of a person's, and what there waits for them: to do, and to write."""

    access: Access
    tasks: tuple[Action, ...]
    to_write: tuple[Action, ...]
    plans: tuple[tuple[Plan, DeadlineView], ...]
    more_plans: int
    # Plans with how many years' savings are not confirmed: said without being asked for.
    savings: tuple[tuple[Plan, int], ...] = ()

    @property
    def council(self) -> Council:
        return self.access.council

    @property
    def capacities(self) -> str:
        return ", ".join(held.in_full for held in self.access.appointments)

    @property
    def is_bare(self) -> bool:
        return not (self.tasks or self.to_write or self.plans)

    @property
    def lists_plans(self) -> bool:
        return self.access.may(Right.READ_DRAFTS) or self.access.may(Right.READ_DECISIONS)


def work_of(person: User, *, today: date) -> list[CouncilWork]:
    """By council, in order of name; as many queries for many plans as for one.

    Nothing waits on a plan that was never moved on (see TASKS), but for who is to write it.
    """
    accesses = list(accesses_by_council(person))
    assigned = assigned_to(person.pk)
    plans = open_plans(accesses)
    whole = {row.plan for row in assigned}
    states = states_of((plan for plan in plans if plan.moves or plan.pk in whole), whole=whole)
    first = first_steps(accesses, today)
    tasks = actions_for(states.values(), accesses, today)
    days_off = days_off_in([access.council for access in accesses])
    savings = unconfirmed_counts(accesses)
    return [
        CouncilWork(
            access,
            (*first.get(access.council.pk, ()), *tasks[access.council.pk]),
            tuple(to_write(access, assigned, states, today)),
            *most_urgent_plans(access.council, plans, days_off[access.council.pk]),
            tuple((plan, n) for plan, n in savings.items() if plan.council_id == access.council.pk),
        )
        for access in accesses
    ]


def open_plans(accesses: list[Access]) -> list[Plan]:
    """Those that are not closed and that somebody with this access may open; a query a council."""
    plans: list[Plan] = []
    for access in accesses:
        here = open_plans_in(access.council.pk, access.person.pk, rights=access.rights)
        for plan in here:
            plan.council = access.council
        plans += here
    return plans


@prepared
def open_plans_in(council: int, person: int, *, rights: frozenset[str]) -> QuerySet[Plan]:
    readable = Plan.objects.filter(readable_by(council, person, rights))
    return readable.exclude(stage=Stage.CLOSED).listed().order_by("title", "pk")


def first_steps(accesses: list[Access], today: date) -> dict[int, tuple[Action, ...]]:
    """Councils with a role that nobody has or is to have, though no plan gets through without it.

    Told to whoever can change that.
    """
    managed = {one.council.pk: one for one in accesses if one.may(Right.MANAGE_PEOPLE)}
    if not managed:
        return {}
    known = Appointment.objects.held_within(today, None).filter(council__in=managed)
    rows = set(known.order_by().values_list("council", "role", "person").distinct())
    said = {
        key: what_is_missing(
            access, {(role, person) for council, role, person in rows if council == key}
        )
        for key, access in managed.items()
    }
    return {key: (give_roles(managed[key].council, words),) for key, words in said.items() if words}


def what_is_missing(access: Access, held: set[tuple[str, int]]) -> str:
    """`held` are the roles of the council, each with the key of who has or is to have it."""
    if {person for _, person in held} <= {access.person.pk}:
        return ALONE
    roles = {role for role, _ in held}
    missing = [role.label for role in needed_for_a_plan(access.council) if role not in roles]
    return f"Nobody holds yet what a plan needs: {', '.join(missing)}." if missing else ""


def needed_for_a_plan(council: Council) -> list[Role]:
    """Who writes it, those the council has clear it, and who records what became of it."""
    clearing = [role for role in Role if role in council.clearing_roles]
    asked = [role for role in clearing if role != Role.CLEARING_OFFICER]
    return [Role.AUTHOR, *asked, Role.DEMOCRATIC_SERVICES]


def give_roles(council: Council, words: str) -> Action:
    people = reverse("people", args=[council.slug])
    return Action("give_roles", "Give people their roles", people, words, waits=True)


def home_heading(work: list[CouncilWork]) -> str:
    """What is true of all that the page shows: an open plan may wait for somebody else."""
    if any(one.tasks or one.to_write for one in work):
        return "Waiting for you"
    if any(one.plans for one in work):
        return "Plans under way"
    return "Nothing waits for you today"


def accesses_by_council(person: User) -> Iterator[Access]:
    """What the person holds today in each of their councils, by the council's name."""
    held = held_everywhere(person.pk, timezone.localdate())
    for council in dict.fromkeys(one.council for one in held):
        own = tuple(one for one in held if one.council_id == council.pk)
        yield Access(person, council, by_role_order(own))


def by_role_order(held: tuple[Appointment, ...]) -> tuple[Appointment, ...]:
    order = list(Role)
    return tuple(sorted(held, key=lambda one: order.index(Role(one.role))))


def days_off_in(councils: list[Council]) -> dict[int, set[date]]:
    """Each council's days off, by its key; one query."""
    found: dict[int, set[date]] = {council.pk: set() for council in councils}
    for council, on in days_off_listed([*found]):
        found[council].add(on)
    return found


@prepared
def days_off_listed(councils: list[int]) -> QuerySet[Any, Any]:
    return DayOff.objects.filter(council__any=councils).values_list("council", "on")


def most_urgent_plans(
    council: Council, plans: list[Plan], days_off: set[date]
) -> tuple[tuple[tuple[Plan, DeadlineView], ...], int]:
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
        for due in {plan.due_at for plan in shown if plan.due_at}
    }
    rows = ((plan, deadlines[plan.due_at] if plan.due_at else None) for plan in shown)
    return (
        tuple(
            (
                plan,
                told(plan, deadline),
            )
            for plan, deadline in rows
        ),
        len(here[MOST:]),
    )


def told(plan: Plan, deadline: Deadline | None) -> DeadlineView:
    sent = plan.submission_stated, plan.earlier_in_words, plan.sent_exception
    return DeadlineView(deadline, "", plan.submitted_at, None, *sent)


def urgency_of(plan: Plan, now: datetime) -> tuple[bool, bool, bool, datetime]:
    due = plan.due_at
    return (
        bool(plan.submitted_at or plan.submitted_earlier),
        due is None,
        is_late(now, due),
        due or now,
    )
