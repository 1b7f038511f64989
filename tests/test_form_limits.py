"""Every limit on every page is said at its field: which it is, and how much was typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from councils.models import User
from plans.access import plan_url
from plans.forms import files
from tests.addresses import addresses_in
from tests.approvals import test_bad_forms as moves
from tests.approvals.pages import browser_of
from tests.form_limits import problems
from tests.makers import make_appointment
from tests.plan_makers import World
from tests.test_bad_input import FORMS, people_by_page
from tests.test_uploads import PAGES
from tests.test_uploads import World as Uploads
from web.govuk import wording

pytestmark = pytest.mark.slow

# A text brought in is as long as a plan may be, which its own test looks at.
FREE = frozenset({"text"})


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        make_appointment(made.council, made.author, "administrator")
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def people(world: World) -> dict[str, User]:
    return people_by_page(world)


@pytest.fixture
def browser(db, world: World) -> Client:
    return browser_of(world.author)


# What it asks for is typed into its address: tests/plans/views/test_replacing.py.
ASKING = {"plan_replace"}


@pytest.mark.parametrize("name", [name for name in FORMS if name not in ASKING])
def test_the_limits_of_a_page_are_said(db, world, people, name):
    browser = browser_of(people.get(name, world.author))
    assert problems(browser, addresses_in(world)[name], free=FREE) == []


@pytest.mark.parametrize("kind", ["figures", "evidence", "metrics", "commitments", "barriers"])
def test_the_limits_of_an_entry_are_said(browser, world, kind):
    assert problems(browser, world.at("item_add", kind), free=FREE) == []


@pytest.mark.parametrize("name", moves.PAGES)
def test_the_limits_of_a_move_are_said(chamber, name):
    bring, role = moves.PAGES[name]
    bring(chamber)
    url = plan_url(name, chamber.plan, *moves.rest_of(name, chamber.plan))
    assert problems(browser_of(chamber.person[role]), url, free=FREE) == []


def test_a_limit_that_says_no_number_would_be_noticed(browser, world, monkeypatch):
    """The control."""
    monkeypatch.setattr(wording, "TOO_LONG", "{label} is too long")
    found = problems(browser, addresses_in(world)["theme_add"])
    assert found
    assert all("does not say" in one for one in found)


@pytest.fixture(scope="module")
def uploads(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Uploads]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Uploads()
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", [name for name in PAGES if "brought" not in name])
def test_a_file_too_large_is_refused_at_its_field_with_its_size(
    db, uploads, settings, tmp_path: Path, monkeypatch, name
):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(files, "MAX_FILE", 10)
    monkeypatch.setattr("plans.importing.source.MOST_BYTES", 10)
    page = PAGES[name]
    upload = SimpleUploadedFile("large.txt", b"x" * (2 * 1024 * 1024))
    sent = browser_of(page.sender(uploads)).post(
        page.address(uploads), page.typed(uploads, **{page.field: upload})
    )

    assert sent.status_code == 422
    [said] = sent.context["form"].errors[page.field]
    assert " MB" in said
