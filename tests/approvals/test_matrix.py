"""Every move × every stage × every role of two councils: done where the table says, or nothing."""

from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from approvals import workflow
from approvals.models import Submission
from approvals.moves import BY_NAME, MOVES, Move
from approvals.workflow import Seen, moving
from councils.errors import Refused
from councils.models import Act, User
from councils.roles import CLEARING, MAY, Right, Role, Standing
from plans.actions.files import store
from plans.models import Plan, Stage
from tests.approvals.attempts import NothingThere, attempt, email_to, shown
from tests.approvals.found import ACTS, Found, found
from tests.approvals.makers import Chamber
from tests.makers import make_council, make_person
from tests.plan_makers import make_paragraph

ROLES = [role for role in Role if role in CLEARING]
NOTED = Submission.Standing.NOTED


class TwoCouncils:
    """A plan, somebody in each role of its council and of another, and somebody without a role."""

    def __init__(self) -> None:
        self.here = Chamber(make_council(clearing_roles=ROLES))
        self.there = Chamber(make_council())
        self.plan = self.here.plan
        # Kept already, so that a refused move is seen to keep nothing.
        email_to(self.here.council)
        self.visitors: dict[str, User] = {
            **{f"{role} here": person for role, person in self.here.person.items()},
            **{f"{role} elsewhere": person for role, person in self.there.person.items()},
            "nobody": make_person(self.here.council),
        }

    def go(self, name: str, role: Role = Role.AUTHOR, **facts: object) -> None:
        attempt(name, self.plan, by=self.here.person[role], **facts)

    def answer(self, *roles: Role) -> None:
        for role in roles:
            self.go("answer", role)

    def edit(self) -> None:
        make_paragraph(self.plan, self.here.author, "As amended.", reason="Members asked")


# The ways to each state; those of the first list are the stages, as far as one plan gets.


def drafting(world: TwoCouncils) -> None:
    pass


def clearance(world: TwoCouncils) -> None:
    world.go("send")


def cleared(world: TwoCouncils) -> None:
    clearance(world)
    world.answer(*ROLES)


def decision(world: TwoCouncils) -> None:
    """Before its meeting, with other words in the working copy already."""
    cleared(world)
    world.go("put")
    world.edit()


def endorsed(world: TwoCouncils) -> None:
    """Endorsed in other words than were submitted before."""
    decision(world)
    world.go("submit_early")
    world.go("amended")


def monitoring(world: TwoCouncils) -> None:
    endorsed(world)
    world.go("start_monitoring")


def closed(world: TwoCouncils) -> None:
    monitoring(world)
    world.go("close")


def noted(world: TwoCouncils) -> None:
    """Noted, and submitted as that."""
    decision(world)
    world.go("noted")
    world.go("submit_early", standing=NOTED, officer_view="It was before members.")


def one_short_of(role: Role) -> Callable[[TwoCouncils], None]:
    """All answers but one; the last puts the plan to its meeting."""

    def way(world: TwoCouncils) -> None:
        world.go("send", meets_on=moving.london(moving.timezone.now()), then_put=True)
        world.answer(*(other for other in ROLES if other != role))

    return way


STAGES = {
    Stage.DRAFTING: drafting,
    Stage.CLEARANCE: clearance,
    Stage.DECISION: decision,
    Stage.ENDORSED: endorsed,
    Stage.MONITORING: monitoring,
    Stage.CLOSED: closed,
}
# Moves that need more than the stage, and where everything they need is there.
ELSEWHERE: dict[str, tuple[Callable[[TwoCouncils], None], ...]] = {
    "answer_and_put": tuple(one_short_of(role) for role in ROLES),
    "answer_by_email_and_put": (one_short_of(Role.SECTION_151),),
    "put": (cleared,),
    "start_monitoring_noted": (noted,),
}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[TwoCouncils]:
    """Two councils, made once for all the tests here and then rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield TwoCouncils()
        transaction.set_rollback(True)


@pytest.fixture
def world(db, made, plain_paper) -> Iterator[TwoCouncils]:
    with transaction.atomic():
        yield made
        transaction.set_rollback(True)


def may(move: Move, visitor: str) -> bool:
    """Whether the table of moves and that of roles allow it to this visitor."""
    roles = {f"{role} here" for right in move.rights for role in MAY[right]}
    return visitor in roles


def surprises_of(world: TwoCouncils, move: Move, *, ready: bool) -> dict[str, str]:
    """For each visitor what is wrong with the answer to their attempt; blank where nothing is.

    `ready` says that the plan is where this move, by those who may, cannot be refused.
    """
    plan = Plan.objects.select_related("council").get(pk=world.plan.pk)
    page, before = shown(move.name, plan), found(plan)
    wrong = {
        visitor: surprise(world, move, visitor, page, before, ready=ready)
        for visitor in world.visitors
    }
    # Whoever was refused left nothing; what others did was taken back. Counted once for them all.
    if found(plan) != before:
        wrong["nobody"] += f"{move.name} in {before.stage}: refused, and something was changed"
    return wrong


def surprise(
    world: TwoCouncils, move: Move, visitor: str, page: Seen, before: Found, *, ready: bool
) -> str:
    """What is wrong with the answer to one visitor's attempt, or nothing; all is taken back."""
    allowed = may(move, visitor)
    with transaction.atomic():
        try:
            attempt(move.name, world.plan, by=world.visitors[visitor], seen=page)
        except (PermissionDenied, Refused, NothingThere) as refusal:
            wrong = f"refused: {refusal}" if ready and allowed else ""
        else:
            wrong = misdone(world, move, before, allowed, exactly=ready)
            transaction.set_rollback(True)
    return f"{visitor} {move.name} in {before.stage}: {wrong}" if wrong else ""


def misdone(world: TwoCouncils, move: Move, before: Found, allowed: bool, *, exactly: bool) -> str:
    """What is wrong with a move that was made: not by its row, or not told by one act."""
    after, act = found(world.plan), Act.objects.filter(plan=world.plan.pk).first()
    assert act is not None
    if not allowed:
        return "done without the right to it"
    rows = [move] if exactly else [row for row in MOVES if row.page == move.page]
    way = (before.stage, after.stage, act.what)
    if way not in [(row.source, row.target, row.done) for row in rows]:
        return f"went {way}"
    once = after.moves == before.moves + 1 and after.rows[ACTS] == before.rows[ACTS] + 1
    return "" if once else "not one move told by one act"


def surprises(world: TwoCouncils, moves: list[Move], *, stage: Stage) -> list[str]:
    found = []
    for move in moves:
        ready = move.source == stage and move.name not in ELSEWHERE
        found += [wrong for wrong in surprises_of(world, move, ready=ready).values() if wrong]
    return found


@pytest.mark.parametrize("stage", STAGES)
def test_in_each_stage_each_move_is_made_by_its_roles_and_by_nobody_else(world, stage):
    STAGES[stage](world)
    assert found(world.plan).stage == stage

    assert surprises(world, list(MOVES), stage=stage) == []


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_move_that_needs_more_than_its_stage_is_made_once_it_is_there(world, name):
    """Of those asked, only the one who has still to answer can give the last answer."""
    move, given = BY_NAME[name], set()
    for way in ELSEWHERE[name]:
        with transaction.atomic():
            way(world)
            wrong = surprises_of(world, move, ready=True)
            transaction.set_rollback(True)
        given |= {visitor for visitor in wrong if may(move, visitor) and not wrong[visitor]}
        assert {wrong[visitor] for visitor in wrong if not may(move, visitor)} == {""}

    assert given == {visitor for visitor in world.visitors if may(move, visitor)}


def test_every_row_begins_in_a_stage_that_the_matrix_visits():
    assert {move.source for move in MOVES} <= set(STAGES)
    assert set(STAGES) == set(Stage)


@pytest.mark.parametrize("right", [Right.CLEAR, Right.WRITE_PLANS, Right.PUBLISH])
def test_every_right_is_asked_of_somebody(right):
    """The matrix compares two tables: neither may be empty."""
    assert MAY[right]


def test_the_matrix_notices_when_nobody_asks_for_the_right(world, monkeypatch):
    """The control: with permission off, people of no role and of another council move the plan."""
    everybody = world.here.council.appointments.order_by("pk").first()
    monkeypatch.setattr(Standing, "require", lambda held, *rights: everybody)
    endorsed(world)

    wrong = surprises(world, [BY_NAME["publish"]], stage=Stage.ENDORSED)

    assert any(one.startswith("auditor here publish in endorsed: done without") for one in wrong)
    assert any(one.startswith("author elsewhere publish in endorsed: done") for one in wrong)
    assert any(one.startswith("nobody publish in endorsed: done") for one in wrong)


def test_the_matrix_notices_when_the_stage_is_not_checked(world, monkeypatch):
    """The control: with the stage check off, a plan that is being drafted is closed."""
    monkeypatch.setattr(moving, "check_stage", lambda plan, move: None)

    wrong = surprises(world, [BY_NAME["close"]], stage=Stage.DRAFTING)

    assert [one for one in wrong if "went ('drafting', 'closed', 'closed')" in one]


def test_the_matrix_notices_what_a_refused_move_leaves_behind(world, monkeypatch):
    """The control: a move that keeps a file and is then refused outside its transaction."""

    def half_done(plan: Plan, **_: object) -> None:
        store(plan.council, b"Half of it.", "half.txt")
        raise Refused("Not now.")

    monkeypatch.setattr(workflow, "close", half_done)

    wrong = surprises(world, [BY_NAME["close"]], stage=Stage.DRAFTING)

    assert wrong == ["close in drafting: refused, and something was changed"]
