"""The real texts, read from ../shared/seeds and skipped, visibly, where that is absent."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plans.importing.letter import read_letter
from plans.importing.source import Source, read_source

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


@pytest.fixture
def seed() -> Callable[[str], Source]:
    """Reads a seed by the number its name begins with."""

    def read(number: str) -> Source:
        found = sorted(SEEDS.glob(f"{number}_*.txt"))
        if not found:
            pytest.skip(f"seed text {number} is not in ../shared/seeds")
        return read_source(found[0].name, found[0].read_bytes())

    return read


@pytest.fixture
def letter_titles(seed: Callable[[str], Source]) -> tuple[str, ...]:
    return tuple(theme.title for theme in read_letter(seed("000")).themes)
