"""An embedded server of its own for a test, and how the one of all tests is reached."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from config import postgres
from config.db_permissions import make_role
from config.db_roles import as_owner
from config.postgres.home import ServerHome, server_home
from tests.config.joining import Member


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "var"
    postgres.remove(tmp_path / "var")


@pytest.fixture
def joins(var: Path) -> Iterator[Callable[..., Member]]:
    """Another process joins; those that are left at the end leave."""
    members = []

    def join(**how: str) -> Member:
        members.append(Member(var, **how))
        return members[-1]

    yield join
    for member in members:
        member.leaves()


@pytest.fixture
def home(var: Path) -> ServerHome:
    return server_home(var)


@pytest.fixture
def here(transactional_db: None) -> str:
    """The folder of the socket of the server that these tests use."""
    connection.ensure_connection()
    return connection.connection.info.host


@pytest.fixture
def as_web(here: str) -> Iterator[None]:
    """New connections are the web login's."""
    with as_owner(connection, settings.APP_ROLE):
        make_role(connection, web=postgres.WEB)
    usual, connection.settings_dict["USER"] = connection.settings_dict["USER"], postgres.WEB
    connection.close()
    yield
    connection.close()
    connection.settings_dict["USER"] = usual
