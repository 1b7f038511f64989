"""What the tests of the council chamber share."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from councils.models import User
from plans.exports import pdf
from tests.approvals.makers import Chamber, make_monitored, make_recorded
from tests.approvals.ways import TwoCouncils
from tests.fixtures import *  # noqa: F403 (pytest finds fixtures here)
from tests.makers import make_council


@pytest.fixture
def plain_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the PDF, where a test makes many: it takes longer than all the rest."""
    monkeypatch.setattr(pdf, "render_plan", lambda frozen, **_: b"%PDF- " + frozen.digest.encode())


@pytest.fixture(scope="module")
def made_councils(django_db_setup: None, django_db_blocker) -> Iterator[TwoCouncils]:
    """Two councils with everybody in them, made once for all the tests of a module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield TwoCouncils()
        transaction.set_rollback(True)


@pytest.fixture
def world(made_councils: TwoCouncils, db: None, plain_paper: None) -> Iterator[TwoCouncils]:
    """The two councils as they were made; what a test does there is taken back after it."""
    with transaction.atomic():
        yield made_councils
        transaction.set_rollback(True)


@pytest.fixture
def decided(chamber: Chamber, plain_paper: None) -> Chamber:
    """A plan decided in time for the shipped commission's deadline, entered from the record."""
    make_recorded(chamber, date(2024, 7, 9))
    return chamber


@pytest.fixture
def monitored(chamber: Chamber, plain_paper: None) -> Chamber:
    """A plan decided today, submitted, and reported on from now on."""
    make_monitored(chamber)
    return chamber


@pytest.fixture
def sender(decided: Chamber, signed_in: Callable[[User], Client]) -> Client:
    """The browser of the author, who publishes and submits what was decided."""
    return signed_in(decided.author)


@pytest.fixture(scope="module")
def chambers(django_db_setup: None, django_db_blocker) -> Iterator[tuple[Chamber, Chamber]]:
    """Two councils made once for all the tests of a module, then rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Chamber(make_council()), Chamber(make_council())
        transaction.set_rollback(True)


@pytest.fixture
def chamber_again(
    chambers: tuple[Chamber, Chamber], db: None, plain_paper: None
) -> Iterator[Chamber]:
    """The first of them; what a test does there is taken back after it."""
    with transaction.atomic():
        yield chambers[0]
        transaction.set_rollback(True)


@pytest.fixture
def off(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Switch a guard off, or let something else stand in its place."""

    def switch(module: object, guard: str, instead: Callable = lambda *_, **__: None) -> None:
        monkeypatch.setattr(module, guard, instead)

    return switch
