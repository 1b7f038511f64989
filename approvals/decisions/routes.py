"""By which way a plan is decided, and who may be named to decide it alone.

Nobody decides alone on what they wrote or cleared: the same rule for the page that names them, the
page on which they sign, and both actions.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from approvals.clearance.rules import Authorship, authorship
from approvals.models import ClearanceResponse, DecisionStep, StepDecider
from approvals.models.routes import ALONE, Route
from approvals.workflow.engine import TransitionContext
from councils.models import Appointment, User
from councils.roles import MAY, Right
from plans.models import Plan
from web.compiled_queries import prepared
from web.errors import Refused

LONGEST_BODY = 200


@dataclass(frozen=True)
class Way:
    """The route that somebody chose, and whom they named where it is one of people."""

    route: str = Route.NOT_KNOWN
    deciders: Collection[User] = field(default=())


def appointments_to_decide(plan: Plan) -> list[Appointment]:
    """Who holds the role of deciding alone today, and may on this plan."""
    rows = held_to_decide(plan.council_id, timezone.localdate())
    held = {one.person_id: one for one in rows if one.person.is_active}
    if not held:
        return []
    wrote, cleared = authorship([plan.pk], held), who_cleared(plan)
    return [
        one
        for one in reversed(held.values())
        if not why_not_alone(plan.pk, one.person, wrote, cleared)
    ]


@prepared
def held_to_decide(council: int, on: date) -> QuerySet[Appointment]:
    """Each appointment to decide alone; the last of a person is the one they decide in."""
    rows = Appointment.objects.current(on).filter(council=council, role__in=MAY[Right.DECIDE])
    return rows.select_related("person").order_by("-deputy", "-pk")


def who_cleared(plan: Plan) -> frozenset[int]:
    """The keys of those whose answer to a clearance of the plan stands."""
    given = ClearanceResponse.objects.standing().filter(asked__round__plan=plan)
    return frozenset(given.values_list("answered_by__person", flat=True))


def why_not_alone(plan: int, person: User, wrote: Authorship, cleared: Collection[int]) -> str:
    """Why somebody may not decide a plan alone, whoever named them; "" when they may."""
    reason = ""
    if wrote.of(plan, person.pk):
        reason = "wrote this plan, or part of it"
    elif person.pk in cleared:
        reason = "cleared this plan"
    return reason and f"{person.name} {reason}, so somebody else must decide on it."


def check_way(m: TransitionContext, way: Way) -> list[Appointment]:
    """In which appointments people decide it alone; Refused where route and people do not fit."""
    if way.route not in ALONE:
        if way.deciders:
            why = "People are named only where they decide alone: choose that, or name nobody."
            raise Refused(why, field="route")
        return []
    if not way.deciders:
        raise Refused("Choose who decides.", field="deciders")
    if way.route == Route.MEMBER_WITH_OFFICER and len(way.deciders) < 2:
        raise Refused("Choose both, the member and the officer.", field="deciders")
    held = held_by_deciders(m, way.deciders)
    if len(named_together(held)) > LONGEST_BODY:
        why = f"Their titles together must be {LONGEST_BODY} characters or fewer."
        raise Refused(why, field="deciders")
    return held


def named_together(held: Iterable[Appointment]) -> str:
    """What people who decide together are called: by their titles, or names without one."""
    return " and ".join(one.title or str(one.person) for one in held)


def held_by_deciders(m: TransitionContext, people: Iterable[User]) -> list[Appointment]:
    """The appointment of each in which they decide; Refused of whoever may not."""
    wrote, cleared = authorship([m.plan.pk], [one.pk for one in people]), who_cleared(m.plan)
    rows = held_to_decide(m.plan.council_id, timezone.localdate())
    held = {one.person_id: one for one in rows}
    for person in people:
        if person.pk not in held or not person.is_active:
            why = f"{person.name} does not hold the role of deciding alone today."
            raise Refused(why, field="deciders")
        if why := why_not_alone(m.plan.pk, person, wrote, cleared):
            raise Refused(why, field="deciders")
    return [held[one.pk] for one in people]


def name_deciders(m: TransitionContext, step: DecisionStep, held: Iterable[Appointment]) -> None:
    """Write down who decides a step, each by the title they hold today."""
    for one in held:
        m.act.add(StepDecider(step=step, person=one.person, title=one.title))


def deciders_of(step: DecisionStep) -> list[StepDecider]:
    """Who decides a step alone, each with their signature, if they gave it."""
    return list(step.deciders.select_related("person", "signature"))
