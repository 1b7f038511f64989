"""What the tests of the council chamber share."""

import pytest

from plans import pdf
from tests.fixtures import *  # noqa: F403 (pytest finds fixtures here)


@pytest.fixture
def plain_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the PDF, where a test makes many: it takes longer than all the rest."""
    monkeypatch.setattr(pdf, "draw", lambda frozen, **_: b"%PDF- " + frozen.digest.encode())
