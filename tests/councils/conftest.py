"""A council, its administrator and some of its people."""

import pytest
from django.test import Client

from councils.models import Council, User
from councils.roles import Role
from tests.makers import administrator_of, make_council, make_person


@pytest.fixture
def council(db: None) -> Council:
    return make_council("Northmoor Council")


@pytest.fixture
def administrator(council: Council) -> User:
    return administrator_of(council)


@pytest.fixture
def monitoring_officer(council: Council) -> User:
    return make_person(council, Role.MONITORING_OFFICER)


@pytest.fixture
def as_administrator(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client
