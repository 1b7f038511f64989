"""Who sees a plan, stage by stage: members from the day it is put to them."""

import pytest

from councils.access import access_of
from councils.record.writer import recording
from councils.roles import MAY, Right, Role
from dashboard.home import open_plans
from plans.access import plan_at
from plans.models import Plan, Stage
from plans.views.plans import plans_after
from tests.makers import make_person

pytestmark = pytest.mark.slow

DRAFTING = (Stage.DRAFTING, Stage.CLEARANCE)


def put(plan: Plan, by, stage: Stage) -> None:
    """The plan at another stage; the moves that lead there come with the council chamber."""
    actor = access_of(by, plan.council).require(Right.WRITE_PLANS)
    with recording(plan.council, actor=actor, verb="plan_put", reason="Test", plan=plan.pk) as act:
        act.change(plan, stage=stage)


def sees(person, plan: Plan) -> bool:
    """Whether what the person holds in the plan's council shows them the plan, in whatever way."""
    held = access_of(person, plan.council)
    here, rights = (plan.council.pk, person.pk), held.rights
    found = {
        plan in plan_at(here[0], plan.slug, here[1], rights=rights),
        plan in plans_after("", 0, *here, rights=rights),
    }
    if plan.stage != Stage.CLOSED:
        found.add(plan in open_plans([held]))
    assert len(found) == 1, "one way shows what another hides"
    return found.pop()


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("role", Role)
def test_a_role_sees_the_plan_at_this_stage_or_not(council, plan, author, role, stage):
    put(plan, author, stage)
    person = make_person(council, role)

    reads = role in MAY[Right.READ_DRAFTS]
    decides = role in MAY[Right.READ_DECISIONS] and stage not in DRAFTING
    assert sees(person, plan) == (reads or decides)


def test_a_role_in_another_council_shows_nothing_here(plan, other_plan):
    theirs = make_person(other_plan.council, *MAY[Right.READ_DRAFTS][:1])

    assert sees(theirs, other_plan)
    held, there = access_of(theirs, other_plan.council), other_plan.council.pk
    assert open_plans([held]) == [other_plan]
    assert plans_after("", 0, there, theirs.pk, rights=held.rights) == [other_plan]
    assert not sees(theirs, plan)


def test_somebody_deactivated_sees_nothing(plan, author):
    assert sees(author, plan)
    author.is_active = False
    assert not sees(author, plan)
