"""What waits for a person: the most urgent plans of each council first, and no more than fit."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from approvals import waiting
from approvals.progress import counts_of
from approvals.waiting import waiting_for
from councils.models import Council, User
from councils.roles import Role
from plans.actions.commissions import make_commission
from plans.commission import shipped
from plans.models import Plan
from tests.makers import make_council, make_person
from tests.plan_makers import make_barrier, make_figure, make_plan


@pytest.fixture
def council(db: None) -> Council:
    return make_council()


@pytest.fixture
def author(council: Council) -> User:
    return make_person(council, Role.AUTHOR)


def plan_due_in(days: int | None, council: Council, author: User) -> Plan:
    """A plan of a commission that is due so many days from now, or was, or never is."""
    due = timezone.now() + timedelta(days=days) if days is not None else None
    slug = f"due-{days}"
    asked = replace(shipped()["productivity-2024"], slug=slug, title=slug, due=due)
    commission = make_commission(council, by=author, asked=asked)
    return make_plan(council, author, title=slug, commission=commission.versions.get())


def test_plans_in_time_come_first_then_those_past_then_those_without_a_deadline(council, author):
    for days in (None, -3, 9, -30, 2):
        plan_due_in(days, council, author)

    (here,) = waiting_for(author)

    titles = [plan.title for plan, _ in here.plans]
    assert titles == ["due-2", "due-9", "due--30", "due--3", "due-None"]


def test_plans_that_do_not_fit_are_counted(council, author, monkeypatch):
    monkeypatch.setattr(waiting, "MOST", 2)
    for number in range(5):
        make_plan(council, author, title=f"Plan {number}")

    (here,) = waiting_for(author)

    assert (len(here.plans), here.more_plans) == (2, 3)


def test_the_rows_of_one_list_do_not_multiply_those_of_another(council, author):
    plan = make_plan(council, author)
    for number in range(3):
        make_figure(plan, author, name=f"figure-{number}")
        make_barrier(plan, author)
    make_figure(make_plan(council, author, title="Another"), author)

    assert counts_of(plan) == {"figures": 3, "barriers": 3}
