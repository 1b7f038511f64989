"""What is decided about a plan is decided on what is there once its lock is held."""

import threading

import pytest
from django.db import connection, transaction

from councils.models import User
from councils.roles import Role
from plans import edits
from plans.actions import passages
from plans.models import Passage
from tests.makers import make_council, make_person
from tests.patience import PATIENCE_SECONDS, until
from tests.plan_makers import make_moved_on, make_paragraph, make_plan
from tests.plans.editing import edit
from web.errors import Refused

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def paragraph(transactional_db) -> Passage:
    council = make_council()
    author = make_person(council, Role.AUTHOR)
    return make_paragraph(make_plan(council, author), author)


def edited_while_the_plan_is_sent(paragraph: Passage) -> list[str | None]:
    """The field at which an edit without a reason is refused, which waited for the sending."""
    author = User.objects.get(identities__role=Role.AUTHOR)
    refused: list[str | None] = []

    def edit_it() -> None:
        try:
            edit(paragraph, author, "Words typed before it was sent.")
        except Refused as refusal:
            refused.append(refusal.field)
        finally:
            connection.close()

    waits = threading.Thread(target=edit_it)
    with transaction.atomic():
        make_moved_on(paragraph.plan, author)
        waits.start()
        assert until(somebody_waits), "nobody waited for the lock"
    waits.join(timeout=PATIENCE_SECONDS)
    return refused


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone() != (0,)


def test_an_edit_that_waited_for_the_plan_to_be_sent_needs_its_reason(paragraph):
    assert edited_while_the_plan_is_sent(paragraph) == ["reason"]


def test_without_the_look_at_the_plan_it_needs_none(paragraph, monkeypatch):
    """The control: the lock alone lets the edit in after the sending."""
    for place in (edits, passages):
        monkeypatch.setattr(place, "check_explained", lambda plan, given: None)

    assert edited_while_the_plan_is_sent(paragraph) == []
