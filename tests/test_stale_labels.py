"""A page that was overtaken calls each text what its form called it."""

import pytest
from django.db import transaction
from django.test import Client

from councils.roles import Role
from tests.addresses import addresses_in
from tests.councils.pages import fields_of
from tests.makers import make_appointment
from tests.plan_makers import World
from web import stale_page
from web.drawn import DrawnForm

# Forms in which two people's texts are put side by side, with what each of the two types.
FORMS = {
    "passage": ({"body": "Mine."}, {"body": "Theirs."}),
    "theme_edit": ({"title": "Mine"}, {"title": "Theirs"}),
    "item": ({"what": "Mine", "owner": "Mine"}, {"what": "Theirs", "owner": "Theirs"}),
    "plan_settings": ({"title": "Mine"}, {"title": "Theirs"}),
    "council_settings": ({"name": "Mine", "idle_minutes": "30"}, {"name": "Theirs"}),
}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        make_appointment(world.council, world.author, Role.ADMINISTRATOR)
        yield world
        transaction.set_rollback(True)


def labels_of(page) -> set[str]:
    form = page.context["form"]
    return {str(one.label) for one in form if not one.is_hidden}


def overtaken(made, name):
    """The labels of a form, and those of the page that follows once somebody else was faster."""
    browser, url = Client(), addresses_in(made)[name]
    browser.force_login(made.author)
    page = browser.get(url)
    mine, theirs = FORMS[name]
    reason = {"reason": "Asked"} if "reason" in page.context["form"].fields else {}
    council = made.council
    chosen = {"clearing_roles": council.clearing_roles, "colour": council.colour}
    chosen = chosen if name == "council_settings" else {}
    for typed, status in ((theirs, 302), (mine, 409)):
        # Two drawings of the form, of the same moment.
        sent = fields_of(page if typed is mine else browser.get(url)) | chosen | reason | typed
        answer = browser.post(url, sent)
        assert answer.status_code == status, answer.content.decode()[:3000]
    return labels_of(page), {label for label, _ in answer.context["mine"]}


@pytest.mark.parametrize("name", FORMS)
def test_both_texts_stand_under_the_labels_of_the_form(db, made, name):
    drawn, said = overtaken(made, name)
    assert said
    assert said <= drawn


def test_the_control_by_the_columns_of_the_table_they_would_not(db, made, monkeypatch):
    monkeypatch.setattr(stale_page, "drawn_form", lambda _: DrawnForm())
    drawn, said = overtaken(made, "passage")
    assert not said <= drawn
