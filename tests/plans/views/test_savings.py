"""The page of a commitment's savings: two authors who have it open lose nothing to each other."""

from decimal import Decimal

import pytest

from councils.roles import Role
from plans.access import plan_url
from plans.actions import items
from plans.models import Saving
from tests.councils.pages import fields_of
from tests.makers import make_person
from tests.plan_makers import World, give_saving

KIND = {"cash_releasing": "yes", "recurring": "yes"}


@pytest.fixture
def world(db):
    """Its commitment has savings for 2024 alone."""
    return World()


@pytest.fixture
def page(world):
    return plan_url("savings", world.plan, world.commitment.pk)


@pytest.fixture
def browser(world, signed_in):
    return signed_in(world.author)


def typed(browser, page, **values):
    """What the form sends, as it is shown now, with this typed into it."""
    return fields_of(browser.get(page)) | KIND | {"reason": "Members asked"} | values


def meanwhile(world, year, planned):
    """A second author gives the savings of a year."""
    colleague = make_person(world.council, Role.AUTHOR, name="Second author, Northmoor")
    why = {"by": colleague, "reason": "Finance asked"}
    give_saving(world.commitment, year=year, planned=Decimal(planned), **why)


def planned(year):
    return Saving.objects.get(year=year).planned


@pytest.mark.parametrize("year", [2024, 2025], ids=["listed", "new to both"])
def test_two_who_give_the_same_year_read_both_and_settle_them(world, browser, page, year):
    mine = typed(browser, page, year=str(year), planned="3000.50")
    meanwhile(world, year, 2000)

    answer = browser.post(page, mine)

    assert answer.status_code == 409
    assert planned(year) == 2000
    assert answer.context["mine"][0] == ("Planned, in pounds", "3,000.5")
    assert answer.context["theirs"][0] == ("Planned, in pounds", "2,000")
    settled = fields_of(answer) | {"year": str(year)}
    assert settled["planned"] == "3000.50"
    assert browser.post(page, settled).status_code == 302
    assert planned(year) == Decimal("3000.50")


def test_two_who_give_different_years_are_in_nobodys_way(world, browser, page):
    mine = typed(browser, page, year="2025", planned="3000")
    meanwhile(world, 2024, 2000)

    assert browser.post(page, mine).status_code == 302
    assert (planned(2024), planned(2025)) == (2000, 3000)


def test_two_who_give_the_same_savings_have_nothing_to_settle(world, browser, page):
    mine = typed(browser, page, year="2025", planned="3000")
    meanwhile(world, 2025, 3000)

    assert browser.post(page, mine).status_code == 302
    assert planned(2025) == 3000


def test_without_the_check_the_second_overwrites_the_first(world, browser, page, monkeypatch):
    mine = typed(browser, page, year="2024", planned="3000")
    meanwhile(world, 2024, 2000)
    monkeypatch.setattr(items, "check_still_given", lambda *_: None)

    assert browser.post(page, mine).status_code == 302
    assert planned(2024) == 3000


@pytest.mark.parametrize("shown", ["", "0", "7"])
def test_a_page_that_has_lost_its_place_is_stale(world, browser, page, shown):
    forged = typed(browser, page, year="2024", planned="3000") | {"seen-2024": shown}

    assert browser.post(page, forged).status_code == 409
    assert planned(2024) == 1000


def test_savings_of_a_commitment_that_was_removed_are_refused(world, browser, page):
    mine = typed(browser, page, year="2025", planned="3000")
    items.remove_item(world.commitment, by=world.author, seen=1, reason="Not any more")

    assert browser.post(page, mine).status_code == 409
    assert not Saving.objects.exists()
