"""An embedded server of its own for a test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config import postgres
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
