"""What the tests of commands share: a council to work in, the real texts, a command's words."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.fixtures import *  # noqa: F403 (pytest finds fixtures here)

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.fixture
def seed() -> Callable[[str], Path]:
    """The path of a real text, by the number its name begins with."""

    def find(number: str) -> Path:
        found = sorted(SEEDS.glob(f"{number}_*.txt"))
        if not found:
            pytest.skip(f"No ../shared/seeds here: text {number} is not imported.")
        return found[0]

    return find


@pytest.fixture
def run() -> Callable[..., str]:
    """Run a command; what it said."""

    def call(*words: object) -> str:
        said = io.StringIO()
        call_command(*(str(word) for word in words), stdout=said)
        return said.getvalue()

    return call
