"""The pages on which a commission's words change: two people see what each would have."""

from dataclasses import replace

import pytest
from django.urls import reverse

from councils.roles import Role
from plans.actions import commissions
from plans.commission import read
from tests.councils.pages import fields_of
from tests.makers import make_person
from tests.plan_makers import World


@pytest.fixture
def world(db):
    return World()


@pytest.fixture
def browser(world, signed_in):
    return signed_in(world.author)


def reword(world, title):
    """A second author gives the council's commission new words."""
    colleague = make_person(world.council, Role.AUTHOR, name="Second author, Northmoor")
    newest = world.own.versions.latest("number")
    asked = replace(read(newest.content), title=title)
    return commissions.change_commission(
        world.own, by=colleague, seen=newest.number, asked=asked, reason="By e-mail of 3 June"
    )


def test_two_who_change_a_commission_read_both_and_settle_them(world, browser):
    page = reverse("commission_change", args=[world.council.slug, world.own.slug])
    ticked = {"requires": read(world.own.versions.get().content).requires}
    typed = {"title": "My words", "why": "Another letter came"} | ticked
    mine = fields_of(browser.get(page)) | typed
    reword(world, "Their words")

    answer = browser.post(page, mine)

    assert answer.status_code == 409
    assert answer.context["mine"] == [("Title", "My words")]
    assert answer.context["theirs"] == [("Title", "Their words")]
    assert world.own.versions.count() == 2
    settled = fields_of(answer)
    assert (settled["title"], settled["why"]) == ("My words", "Another letter came")
    assert browser.post(page, settled | ticked).status_code == 302
    assert read(world.own.versions.latest("number").content).title == "My words"
