"""Who is told something of a plan by e-mail: never who did it, and each person once.

Of the plan its title goes with an e-mail, and dates; of its words none does.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from councils.access import access_of
from councils.models import Appointment, User
from councils.outbox import queue_message
from councils.roles import MAY, Right, Role
from plans.access import plan_url
from plans.models import Passage, Plan
from web.compiled_queries import prepared

ASSIGNED = "passage_assigned"


def tell_of_plan(
    plan: Plan,
    kind: str,
    people: Iterable[User],
    *,
    by: User,
    role: str = "",
    on: date | None = None,
    page: str = "",
    **facts: object,
) -> None:
    """Queue an e-mail of a kind to each of these people but who did what it tells of."""
    for person in dict.fromkeys(people):
        if person != by and person.is_active:
            queue_message(
                kind,
                council=plan.council,
                to=person,
                by=by,
                role=role,
                on=on,
                page=page or plan.get_absolute_url(),
                plan=plan.pk,
                title=plan.title,
                facts=facts,
            )


def holders(plan: Plan, roles: Iterable[Role]) -> list[User]:
    """Whoever holds one of these roles today in the plan's council, each once."""
    return holding(plan.council_id, [str(role) for role in roles], timezone.localdate())


@prepared
def holding(council: int, roles: list[str], on: date) -> QuerySet[User]:
    held = Appointment.objects.current(on).filter(council=council, role__any=roles)
    return User.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk")


def who_may(plan: Plan, right: Right) -> list[User]:
    """Whoever has a right today in the plan's council."""
    return holders(plan, MAY[right])


def tell_writer(passage: Passage, *, by: User) -> None:
    """Whoever a paragraph is given to hears of it: which, and by when the plan is wanted."""
    plan, writer = passage.plan, passage.writer
    if writer is None:
        return
    if not access_of(writer, plan.council).may(Right.WRITE_ASSIGNED, Right.WRITE_PLANS):
        return
    meets, due = plan.meets_on, plan.due_at
    tell_of_plan(
        plan,
        ASSIGNED,
        [writer],
        by=by,
        on=meets or (due and timezone.localdate(due)),
        page=plan_url("passage", plan, passage.pk),
        theme=number_of_theme(passage),
        meets=meets is not None,
    )


def number_of_theme(passage: Passage) -> int:
    """Its place among the plan's themes, from 1; 0 for the introduction."""
    if passage.theme is None:
        return 0
    return passage.plan.themes.filter(place__lte=passage.theme.place).count()
