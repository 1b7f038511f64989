"""No page keeps a file: whatever stops a form says by name which is to be chosen again.

Every form with a file among its fields, in every way in which it may be stopped on its way.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts import proof
from accounts.proof import PROVED_AT
from config.errors import away
from councils.models import User
from tests.approvals.makers import Chamber
from tests.councils.pages import fields_of
from tests.makers import PASSWORD
from tests.plan_makers import World
from tests.test_bad_input import FORMS
from tests.test_overtaken_forms import (
    ONCE_SUBMITTED,
    address_of,
    at_the_form,
    browser_of,
    made,
    opened,
    sender_of,
    world,
)
from tests.typing_forms import Typed
from web import saved_input

pytestmark = pytest.mark.slow

__all__ = ["made", "world"]  # pytest finds fixtures here
Filled = tuple[User, Client, str, Typed]

# Of the lists of a plan evidence takes one.
OF_COUNCIL_AND_PLAN = (
    "import",
    "commission_read",
    "item_add",
    "sheet",
    "word_template",
    "returned",
    "meetings_file",
)
MOVES = ("move_answer_by_email", "extend", "acknowledge", "step_papers")
WITH_FILES = (*OF_COUNCIL_AND_PLAN, *MOVES)


@pytest.fixture
def form_of(world: World, chamber: Chamber) -> Callable[[str], Filled]:
    """Somebody at a form that is filled in; what belongs to no move is of one world for all."""

    def at(name: str) -> Filled:
        cache.clear()
        if name in ONCE_SUBMITTED:
            person = chamber.person[ONCE_SUBMITTED[name][1]]
            return person, *at_the_form(deepcopy(chamber), name)
        person = sender_of(world, name)
        browser, url = browser_of(person), address_of(world, name)
        return person, browser, url, opened(browser, url)

    return at


def files_in(typed: Typed) -> list[str]:
    return [one.name for one in typed.sent.values() if hasattr(one, "name")]


def says(answer: Any, files: list[str]) -> bool:
    page = answer.content.decode()
    return bool(files) and all(name in page for name in files)


def test_these_are_all_the_forms_with_a_file(form_of):
    found = set()
    for name in (*FORMS, *ONCE_SUBMITTED):
        with transaction.atomic():
            *_, typed = form_of(name)
            found |= {name} if files_in(typed) else set()
            transaction.set_rollback(True)
    assert found == set(WITH_FILES)


@pytest.mark.parametrize("name", WITH_FILES)
@pytest.mark.parametrize("how", ["carried", "too many to carry"])
def test_who_was_signed_out_is_told_on_the_way_and_on_the_form(form_of, monkeypatch, name, how):
    person, browser, url, typed = form_of(name)
    browser.logout()
    if how != "carried":
        monkeypatch.setattr(saved_input, "MOST", 10)
    asked = browser.post(url, typed.sent)
    assert asked.status_code == 401
    assert says(asked, files_in(typed))
    if how == "carried":
        sent = {**fields_of(asked), "login": person.email, "password": PASSWORD}
        assert browser.post(reverse("account_login"), sent).status_code == 302
        assert says(browser.get(url), files_in(typed))


@pytest.mark.parametrize("name", ["item_add", "extend"])
@pytest.mark.parametrize("how", ["carried", "too many to carry"])
def test_who_proves_who_they_are_is_told_on_the_way_and_on_form(form_of, monkeypatch, name, how):
    # None of them asks for a proof today; one that comes to do so says it too.
    monkeypatch.setattr(proof, "guarded_pages", lambda: frozenset(WITH_FILES))
    _, browser, url, typed = form_of(name)
    session = browser.session
    session[PROVED_AT] = 0
    session.save()
    if how != "carried":
        monkeypatch.setattr(saved_input, "MOST", 10)
    asked = browser.post(url, typed.sent)
    assert asked.status_code == 401
    assert says(asked, files_in(typed))
    sent = {**fields_of(asked), "password": PASSWORD}
    assert browser.post(reverse("account_confirm"), sent)["Location"] == url
    assert says(browser.get(url), files_in(typed))


@pytest.mark.parametrize("name", WITH_FILES)
def test_while_the_database_is_away_it_is_said_too(form_of, name):
    *_, typed = form_of(name)
    assert says(away(RequestFactory().post("/x/", typed.sent)), files_in(typed))


@pytest.mark.parametrize("name", ["import", "extend"])
def test_the_control_without_the_names_nobody_is_told(form_of, monkeypatch, name):
    _, browser, url, typed = form_of(name)
    browser.logout()
    monkeypatch.setattr(saved_input, "file_names", lambda _: [])
    assert not says(browser.post(url, typed.sent), files_in(typed))
