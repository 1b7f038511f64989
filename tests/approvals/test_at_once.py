"""Eight people send the same page at the same moment: one acts, seven are told so."""

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from approvals.models import (
    ClearanceResponse,
    ClearanceRound,
    Decision,
    DecisionStep,
    MemberStatement,
    Publication,
    Submission,
)
from approvals.workflow import engine
from approvals.workflow.engine import PageState, check_page_current
from councils.models import User
from councils.record.models import Act, Identity
from councils.roles import Role
from plans import edits
from plans.models import Plan
from tests.approvals.attempts import attempt, mover, shown
from tests.approvals.makers import Chamber, declare_as, make_put
from tests.makers import make_council, make_person
from tests.patience import PATIENCE_SECONDS
from tests.plan_makers import make_paragraph, make_plan
from web.errors import Refused

pytestmark = pytest.mark.slow

EIGHT = 8
# What is sent, the moves that lead there, and the rows of which one more is there afterwards.
PAGES = {
    "send": ((), ClearanceRound),
    "answer": (("send",), ClearanceResponse),
    "put": (("send", "clear"), DecisionStep),
    "agreed": (("send", "clear", "put"), Decision),
    "publish": (("send", "clear", "put", "agreed"), Publication),
    "submit": (("send", "clear", "put", "agreed"), Submission),
}


@pytest.fixture
def chamber(transactional_db: None, plain_paper: None) -> Chamber:
    return Chamber(make_council())


def bring(chamber: Chamber, *names: str) -> None:
    for name in names:
        if name == "clear":
            for role in chamber.council.clearing_roles:
                attempt("answer", chamber.plan, by=chamber.person[Role(role)])
        else:
            attempt(name, chamber.plan, by=mover(chamber, name))


def eight_of(chamber: Chamber, name: str) -> list[User]:
    """Eight who may: a second account of each role, or the one who was asked, eight times."""
    if name == "answer":
        return [chamber.person[Role.MONITORING_OFFICER]] * EIGHT
    role = Role.DEMOCRATIC_SERVICES if name in Decision.Outcome else Role.AUTHOR
    return [make_person(chamber.council, role) for _ in range(EIGHT)]


def at_once(chamber: Chamber, name: str, facts: Callable[[], dict] = dict) -> list[str]:
    """How each of the eight fared: "acted", "told", or the error that nobody should meet."""
    plan = Plan.objects.get(pk=chamber.plan.pk)
    page, people, ready = shown(name, plan), eight_of(chamber, name), threading.Barrier(EIGHT)
    fared: list[str] = []

    def press(person: User) -> None:
        try:
            ready.wait(timeout=PATIENCE_SECONDS)
            attempt(name, plan, by=person, seen=page, **facts())
            fared.append("acted")
        except Refused:
            fared.append("told")
        except (DatabaseError, threading.BrokenBarrierError) as error:
            fared.append(type(error).__name__)
        finally:
            connection.close()

    together([threading.Thread(target=press, args=(person,)) for person in people])
    return sorted(fared)


def together(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE_SECONDS)


@pytest.mark.parametrize("name", PAGES)
def test_of_eight_alike_one_acts_and_seven_are_told(chamber, name):
    way, model = PAGES[name]
    bring(chamber, *way)
    rows, acts = model.objects.count(), Act.objects.filter(plan=chamber.plan.pk).count()

    assert at_once(chamber, name) == ["acted"] + ["told"] * 7

    assert model.objects.count() == rows + 1
    assert Act.objects.filter(plan=chamber.plan.pk).count() == acts + 1


def test_one_e_mail_confirmed_by_eight_is_one_submission(chamber):
    """As when a lost reply is sent again: the same key from the same page."""
    bring(chamber, *PAGES["submit"][0])
    key = uuid4()

    assert at_once(chamber, "submit", lambda: {"key": key}) == ["acted"] + ["told"] * 7
    assert Submission.objects.get().key == key


@pytest.mark.parametrize("kinds", [("pecuniary",), ("pecuniary", "withdrawn")])
def test_of_eight_alike_declarations_one_is_taken(chamber, kinds):
    step, ready, fared = make_put(chamber), threading.Barrier(EIGHT), []
    for kind in kinds[:-1]:
        declare_as(chamber.member, step, kind, "As I find it")

    def declare() -> None:
        try:
            ready.wait(timeout=PATIENCE_SECONDS)
            declare_as(chamber.member, step, kinds[-1], "As I find it now")
            fared.append("acted")
        except Refused:
            fared.append("told")
        finally:
            connection.close()

    together([threading.Thread(target=declare) for _ in range(EIGHT)])

    assert sorted(fared) == ["acted"] + ["told"] * 7
    assert MemberStatement.objects.count() == len(kinds)


def test_somebody_who_first_acts_in_eight_plans_at_once_is_one_person(chamber):
    plans = [make_plan(chamber.council, chamber.author, f"Plan {n}") for n in range(EIGHT)]
    newcomer, ready = make_person(chamber.council, Role.AUTHOR), threading.Barrier(EIGHT)
    failures: list[BaseException] = []

    def write(plan: Plan) -> None:
        try:
            ready.wait(timeout=PATIENCE_SECONDS)
            make_paragraph(plan, newcomer, "Their first words.")
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    together([threading.Thread(target=write, args=(plan,)) for plan in plans])

    assert failures == []
    assert Identity.objects.filter(person=newcomer).count() == 1


def test_without_the_look_at_the_page_shown_all_eight_act(chamber, monkeypatch):
    """The control: the lock alone lets them in one after another."""
    bring(chamber, *PAGES["publish"][0])
    monkeypatch.setattr(engine, "check_page_current", lambda plan, seen: None)

    assert at_once(chamber, "publish") == ["acted"] * EIGHT


def test_without_the_lock_the_seven_are_not_told(chamber, monkeypatch):
    """The control: all eight find the page as it was, and the database has to stop them."""
    bring(chamber, *PAGES["publish"][0])
    check, looked = check_page_current, threading.Barrier(EIGHT)

    def check_together(plan: Plan, seen: PageState) -> None:
        check(plan, seen)
        looked.wait(timeout=PATIENCE_SECONDS)

    monkeypatch.setattr(engine, "check_page_current", check_together)
    monkeypatch.setattr(edits, "locked_plan", lambda plan: Plan.objects.filter(pk=plan))

    fared = at_once(chamber, "publish")
    assert "IntegrityError" in fared
    assert "told" not in fared
