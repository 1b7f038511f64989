"""Every move × every stage × every role of two councils: done where the table says, or nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client

from approvals.workflow import engine
from approvals.workflow.engine import PageState
from approvals.workflow.transitions import BY_NAME, TRANSITIONS, Transition
from councils.access import Access
from councils.record.models import Act
from councils.roles import MAY, Right, Role
from plans.access import plan_url
from plans.actions.files import store_file
from plans.models import Plan, Stage
from tests.approvals import attempts
from tests.approvals.attempts import NothingThere, attempt, shown
from tests.approvals.found import ACTS, Found, found
from tests.approvals.rules import goes
from tests.approvals.ways import ELSEWHERE, STAGES, TwoCouncils, endorsed
from web.errors import Refused

pytestmark = pytest.mark.slow


def may(move: Transition, visitor: str) -> bool:
    """Whether the table of moves and that of roles allow it to this visitor."""
    roles = {f"{role} here" for right in move.rights for role in MAY[right]}
    return visitor in roles


def surprises_of(world: TwoCouncils, move: Transition, *, ready: bool) -> dict[str, str]:
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
    world: TwoCouncils,
    move: Transition,
    visitor: str,
    page: PageState,
    before: Found,
    *,
    ready: bool,
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


def misdone(
    world: TwoCouncils, move: Transition, before: Found, allowed: bool, *, exactly: bool
) -> str:
    """What is wrong with a move that was made: not by its row, or not told by one act."""
    after, act = found(world.plan), Act.objects.filter(plan=world.plan.pk).first()
    assert act is not None
    if not allowed:
        return "done without the right to it"
    rows = [move] if exactly else [row for row in TRANSITIONS if row.page == move.page]
    way = (before.stage, after.stage, act.verb)
    if not any(goes(row, *way[:2]) and row.verb == act.verb for row in rows):
        return f"went {way}"
    once = after.moves == before.moves + 1 and after.rows[ACTS] == before.rows[ACTS] + 1
    return "" if once else "not one move told by one act"


def surprises(world: TwoCouncils, moves: list[Transition], *, stage: Stage) -> list[str]:
    found = []
    for move in moves:
        ready = stage in move.sources and (move.name, stage) not in ELSEWHERE
        found += [wrong for wrong in surprises_of(world, move, ready=ready).values() if wrong]
    return found


@pytest.mark.parametrize("stage", STAGES)
def test_in_each_stage_each_move_is_made_by_its_roles_and_by_nobody_else(world, stage):
    STAGES[stage](world)
    assert found(world.plan).stage == stage

    assert surprises(world, list(TRANSITIONS), stage=stage) == []


@pytest.mark.parametrize(("name", "stage"), ELSEWHERE)
def test_a_move_that_needs_more_than_its_stage_is_made_once_it_is_there(world, name, stage):
    """Of those asked, only the one who has still to answer can give the last answer."""
    move, given = BY_NAME[name], set()
    for way in ELSEWHERE[name, stage]:
        with transaction.atomic():
            way(world)
            assert found(world.plan).stage == stage
            wrong = surprises_of(world, move, ready=True)
            transaction.set_rollback(True)
        given |= {visitor for visitor in wrong if may(move, visitor) and not wrong[visitor]}
        assert {wrong[visitor] for visitor in wrong if not may(move, visitor)} == {""}

    assert given == {visitor for visitor in world.visitors if may(move, visitor)}


def test_every_row_begins_in_a_stage_that_the_matrix_visits():
    assert {stage for move in TRANSITIONS for stage in move.sources} <= set(STAGES)
    assert set(STAGES) == set(Stage)


# The pages of the moves, at each stage: who is shown what, and what a bare form changes.

PAGES = sorted({move.page for move in TRANSITIONS})
MEMBERS = MAY[Right.READ_DECISIONS]
# Of the other council, those who could do most there, and one who may do nothing.
STRANGERS = [f"{role} elsewhere" for role in (Role.AUTHOR, Role.MONITORING_OFFICER, Role.AUDITOR)]


def statuses(page: str, visitor: str, stage: Stage) -> dict[str, set[int]]:
    """What the page may answer to GET and to a form in which nothing was typed."""
    role = visitor.removesuffix(" here")
    sees = role in MAY[Right.READ_DRAFTS]
    sees = sees or (role in MEMBERS and stage not in (Stage.DRAFTING, Stage.CLEARANCE))
    if not sees:
        return {"get": {404}, "post": {404}}
    if not any(may(move, visitor) for move in TRANSITIONS if move.page == page):
        return {"get": {403}, "post": {403}}
    if not any(move.page == page and stage in move.sources for move in TRANSITIONS):
        return {"get": {200}, "post": {422}}
    return {"get": {200}, "post": {302, 409, 422}}


def page_surprises(world: TwoCouncils, page: str, browsers: dict[str, Client]) -> list[str]:
    """Each answer that is not as the tables have it, and what the refusals left behind."""
    plan = Plan.objects.select_related("council").get(pk=world.plan.pk)
    address = plan_url(f"move_{page}", plan)
    if page == "answer":
        # That an officer first looked is kept, once: see test_opening.py.
        for browser in browsers.values():
            browser.get(address)
    before, wrong = found(plan), []
    for visitor, browser in browsers.items():
        for method, wanted in statuses(page, visitor, Stage(plan.stage)).items():
            with transaction.atomic():
                status = getattr(browser, method)(address, {"moves": plan.moves}).status_code
                transaction.set_rollback(status == 302)
            if status not in wanted:
                wrong.append(f"{visitor} {method} {page} in {plan.stage}: {status}")
    # What was done was taken back; whoever was refused left nothing. Counted once for them all.
    if found(plan) != before:
        wrong.append(f"{page} in {plan.stage}: refused, and something was changed")
    return wrong


@pytest.mark.parametrize("stage", STAGES)
def test_in_each_stage_each_page_is_for_its_roles_alone(world, stage, signed_in):
    STAGES[stage](world)
    visitors = [one for one in world.visitors if not one.endswith("elsewhere")] + STRANGERS
    browsers = {visitor: signed_in(world.visitors[visitor]) for visitor in visitors}

    wrong = [one for page in PAGES for one in page_surprises(world, page, browsers)]
    assert wrong == []


def test_the_pages_notice_when_nobody_asks_for_the_right(world, signed_in, monkeypatch):
    """The control: with permission off, an auditor is shown the form and may send it."""
    everybody = world.here.council.appointments.order_by("pk").first()
    monkeypatch.setattr(Access, "require", lambda held, *rights: everybody)

    auditor = {"auditor here": signed_in(world.visitors["auditor here"])}
    assert len(page_surprises(world, "overtaken", auditor)) == 2


# That the matrix notices


@pytest.mark.parametrize("right", [Right.CLEAR, Right.WRITE_PLANS, Right.PUBLISH])
def test_every_right_is_asked_of_somebody(right):
    """The matrix compares two tables: neither may be empty."""
    assert MAY[right]


def test_the_matrix_notices_when_nobody_asks_for_the_right(world, monkeypatch):
    """The control: with permission off, people of no role and of another council move the plan."""
    everybody = world.here.council.appointments.order_by("pk").first()
    monkeypatch.setattr(Access, "require", lambda held, *rights: everybody)
    endorsed(world)

    wrong = surprises(world, [BY_NAME["publish"]], stage=Stage.ENDORSED)

    assert any(one.startswith("auditor here publish in endorsed: done without") for one in wrong)
    assert any(one.startswith("author elsewhere publish in endorsed: done") for one in wrong)
    assert any(one.startswith("nobody publish in endorsed: done") for one in wrong)


def test_the_matrix_notices_when_the_stage_is_not_checked(world, monkeypatch):
    """The control: with the stage check off, a plan that is being drafted is closed."""
    monkeypatch.setattr(engine, "check_stage", lambda plan, move: None)

    wrong = surprises(world, [BY_NAME["close"]], stage=Stage.DRAFTING)

    assert [one for one in wrong if "went ('drafting', 'closed', 'plan_closed')" in one]


def test_the_matrix_notices_what_a_refused_move_leaves_behind(world, monkeypatch):
    """The control: a move that keeps a file and is then refused outside its transaction."""

    def half_done(plan: Plan, **_: object) -> None:
        with transaction.atomic():
            store_file(plan.council, b"Half of it.", "half.txt")
        raise Refused("Not now.")

    monkeypatch.setattr(attempts, "close_plan", half_done)

    wrong = surprises(world, [BY_NAME["close"]], stage=Stage.DRAFTING)

    assert wrong == ["close in drafting: refused, and something was changed"]
