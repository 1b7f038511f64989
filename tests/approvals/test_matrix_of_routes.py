"""Every route × each move from decision and from endorsed × every role: by whom it is made."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from approvals.decisions import call_ins, correcting
from approvals.decisions.routes import Way
from approvals.models.routes import ALONE, NOT_EXECUTIVE, Route
from approvals.workflow.transitions import BY_NAME, TRANSITIONS, Transition
from councils.record.models import Act
from councils.roles import MAY, Role
from plans.models import Plan, Stage
from tests.approvals.attempts import NothingThere, attempt, shown
from tests.approvals.makers import callable_facts, declare
from tests.approvals.ways import TwoCouncils, cleared
from tests.makers import make_person
from web.errors import Refused

pytestmark = pytest.mark.slow

ROUTES = [route for route in Route if route != Route.NOT_KNOWN]
STAGES = (Stage.DECISION, Stage.ENDORSED)
STRANGERS = {f"{role} elsewhere" for role in (Role.AUTHOR, Role.DECISION_MAKER)}
# Who decides together needs two; of them the first is a visitor here.
SECOND = "Second decider, Northmoor"
ON_PAPER = {"minute": "Signed decision form 7"}
# By any route: a minute or a signed paper is recorded, and the plan may be withdrawn or sent early.
RESOLVED = {"agreed", "amended", "noted", "deferred", "referred", "delegated", "refused"}
BEFORE = RESOLVED | {"withdraw", "publish_early", "submit", "overtaken"}
AFTER = {"publish", "overtaken"}
# Of several, the first signature decides nothing yet.
SIGNED = dict.fromkeys(
    ALONE, frozenset({"sign_agreed", "sign_noted", "sign_deferred", "sign_refused"})
)
SIGNED |= {Route.MEMBER_WITH_OFFICER: frozenset({"sign"})}
# What people signed is not corrected by a clerk; what no executive decided is not called in.
CORRECTED = {"correct", "correct_undecides", "correct_refuses"}


def ways_on(route: Route, stage: Stage) -> set[str]:
    """The rows along which a plan may go by this route from here."""
    if stage == Stage.DECISION:
        return BEFORE | SIGNED.get(route, frozenset())
    corrected = set() if route in ALONE else CORRECTED
    # Until its notice is out and call-in is over, what the executive decided is not sent.
    leaves = {"submit"} if route in NOT_EXECUTIVE else {"receive_call_in"}
    return AFTER | corrected | leaves


def put(world: TwoCouncils, route: Route) -> None:
    """Before whoever decides by this route; people have declared."""
    deciders = [world.here.person[Role.DECISION_MAKER]] if route in ALONE else []
    if route == Route.MEMBER_WITH_OFFICER:
        deciders.append(make_person(world.here.council, Role.DECISION_MAKER, name=SECOND))
    cleared(world)
    world.go("put", way=Way(route, deciders))
    world.edit()
    for one in deciders:
        declare(world.plan, one)


def endorse(world: TwoCouncils, route: Route) -> None:
    """Agreed by this route; so that it can be called in, where what is decided by it ever can."""
    put(world, route)
    for one in world.plan.steps.get().deciders.order_by("-pk"):
        attempt("sign_agreed", world.plan, by=one.person)
    if route not in ALONE:
        facts = {} if route in NOT_EXECUTIVE else callable_facts()
        world.go("agreed", Role.DEMOCRATIC_SERVICES, **facts)


WAYS = {Stage.DECISION: put, Stage.ENDORSED: endorse}


def went(world: TwoCouncils, stage: Stage) -> dict[str, set[str]]:
    """Of each row that somebody got along from here, by its own verb: who did."""
    by_verb = {row.verb: row.name for row in TRANSITIONS}
    found: dict[str, set[str]] = {}
    for move in (row for row in TRANSITIONS if stage in row.sources):
        for visitor in visitors(world):
            if verb := attempted(world, move, visitor):
                found.setdefault(by_verb[verb], set()).add(visitor)
    return found


def visitors(world: TwoCouncils) -> list[str]:
    return [one for one in world.visitors if not one.endswith("elsewhere") or one in STRANGERS]


def attempted(world: TwoCouncils, move: Transition, visitor: str) -> str:
    """The verb of the act by which the plan moved; "" where it was refused. All is taken back."""
    plan = Plan.objects.select_related("council").get(pk=world.plan.pk)
    paper = ON_PAPER if move.page == "decide" else {}
    with transaction.atomic():
        try:
            attempt(
                move.name, plan, by=world.visitors[visitor], seen=shown(move.name, plan), **paper
            )
        except (PermissionDenied, Refused, NothingThere):
            return ""
        act = Act.objects.filter(plan=plan.pk).first()
        transaction.set_rollback(True)
    assert act is not None
    return act.verb


def surprises(world: TwoCouncils, route: Route, stage: Stage) -> list[str]:
    """Who got along a row that is not theirs or not of this route, or did not where it is."""
    done = went(world, stage)
    wrong = []
    for name in sorted(done.keys() | ways_on(route, stage)):
        rights = BY_NAME[name].rights if name in ways_on(route, stage) else ()
        may = {f"{role} here" for right in rights for role in MAY[right]}
        wrong += [f"{one} {name} by {route} from {stage}" for one in done.get(name, set()) ^ may]
    return wrong


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("route", ROUTES)
def test_by_each_route_each_move_is_made_by_its_own_people_alone(world, route, stage):
    WAYS[stage](world, route)
    assert surprises(world, route, stage) == []


@pytest.mark.parametrize(
    ("module", "guard", "route", "stage", "found"),
    [
        (call_ins, "check_decision", Route.COUNCIL, Stage.ENDORSED, "receive_call_in by council"),
        (correcting, "why_not_corrected", Route.MEMBERS, Stage.ENDORSED, "correct by members"),
    ],
)
def test_the_matrix_notices_a_route_that_is_not_looked_at(
    world, monkeypatch, module, guard, route, stage, found
):
    """The control: with one guard off, a move is made by a route that does not have it."""
    WAYS[stage](world, route)
    monkeypatch.setattr(module, guard, lambda *_, **__: "")
    assert any(found in one for one in surprises(world, route, stage))
