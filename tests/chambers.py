"""A chamber for each test, made once for all the tests of a module: making one is half a second."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction

from tests.approvals.makers import Chamber


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker) -> Iterator[Chamber]:
    """A chamber made once for all the tests of a module, then rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Chamber()
        transaction.set_rollback(True)


@pytest.fixture
def chamber(made_once: Chamber, db: None) -> Iterator[Chamber]:
    """A chamber of the test's own, as it was made; what is done there is taken back."""
    with transaction.atomic():
        yield deepcopy(made_once)
        transaction.set_rollback(True)
