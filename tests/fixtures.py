"""A plan being drafted, and the people around it: for tests of plans and approvals."""

from collections.abc import Callable

import pytest
from django.test import Client

from councils.models import Council, User
from councils.roles import Role
from plans.models import Passage, Plan, Theme
from tests.makers import make_council, make_person
from tests.plan_makers import make_paragraph, make_plan


@pytest.fixture
def council(db: None) -> Council:
    return make_council("Northmoor Council")


@pytest.fixture
def author(council: Council) -> User:
    return make_person(council, Role.AUTHOR)


@pytest.fixture
def colleague(council: Council) -> User:
    """A second author, who has the same pages open."""
    return make_person(council, Role.AUTHOR, name="Second author, Northmoor")


@pytest.fixture
def contributor(council: Council) -> User:
    return make_person(council, Role.CONTRIBUTOR)


@pytest.fixture
def auditor(council: Council) -> User:
    return make_person(council, Role.AUDITOR)


@pytest.fixture
def plan(council: Council, author: User) -> Plan:
    return make_plan(council, author)


@pytest.fixture
def theme(plan: Plan) -> Theme:
    return plan.themes.get(answers="1")


@pytest.fixture
def paragraph(plan: Plan, author: User, theme: Theme) -> Passage:
    return make_paragraph(plan, author, "The first words.", theme)


@pytest.fixture
def other_plan(db: None) -> Plan:
    """A plan of another council."""
    council = make_council()
    return make_plan(council, make_person(council, Role.AUTHOR), "Their plan")


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A browser in which somebody is signed in."""

    def sign_in(person: User) -> Client:
        browser = Client()
        browser.force_login(person)
        return browser

    return sign_in


@pytest.fixture
def browser(signed_in: Callable[[User], Client], author: User) -> Client:
    """The report author's browser."""
    return signed_in(author)
