"""The short moves, who may open the pages of clearance, and who answered what."""

import pytest
from django.test import Client
from django.utils import timezone

from approvals.models import ClearanceRound
from councils.roles import Role
from plans.access import plan_url
from plans.models import Plan, Stage
from tests.approvals.makers import Chamber, make_answer, make_answered, make_put, make_sent
from tests.approvals.pages import browser_of, clearer, shown, think_again
from tests.makers import make_council, make_person

TODAY = timezone.localdate()


@pytest.fixture
def sent(chamber: Chamber) -> ClearanceRound:
    return make_sent(chamber)


# Put, withdraw, overtaken


def test_a_plan_is_put_to_its_meeting_by_hand(chamber):
    make_answered(chamber, make_sent(chamber, then_put=False), "objects", words="It costs more.")
    assert chamber.plan.stage == Stage.CLEARANCE
    browser, page = browser_of(chamber.clerk), plan_url("move_put", chamber.plan)
    assert "It costs more." in browser.get(page).content.decode()
    answer = browser.post(page, shown(browser, page) | {"item": "7"})

    assert answer.status_code == 302, answer.context["form"].errors
    assert chamber.plan.steps.get().item == "7"


def test_a_plan_is_not_put_before_everybody_has_answered(chamber, sent):
    browser, page = browser_of(chamber.clerk), plan_url("move_put", chamber.plan)
    assert "Still to answer" in browser.get(page).content.decode()
    answer = browser.post(page, shown(browser, page))

    assert answer.status_code == 422
    assert not chamber.plan.steps.exists()


def test_a_plan_is_withdrawn_with_a_reason_only(chamber, sent):
    browser, page = browser_of(chamber.author), plan_url("move_withdraw", chamber.plan)
    typed = shown(browser, page)

    assert browser.post(page, typed | {"reason": "  "}).status_code == 422
    assert browser.post(page, typed | {"reason": "The letter changed."}).status_code == 302
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DRAFTING


def test_a_plan_is_withdrawn_from_decision(chamber):
    make_put(chamber)
    browser, page = browser_of(chamber.author), plan_url("move_withdraw", chamber.plan)
    typed = shown(browser, page) | {"reason": "The letter changed."}

    assert browser.post(page, typed).status_code == 302
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DRAFTING


def test_an_overtaken_plan_is_closed(chamber):
    browser, page = browser_of(chamber.author), plan_url("move_overtaken", chamber.plan)
    typed = shown(browser, page) | {"reason": "The request was withdrawn."}

    assert browser.post(page, typed).status_code == 302
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.CLOSED


# Who may

PAGES = {
    "move_send": {Role.AUTHOR},
    "send_check": {Role.AUTHOR},
    "move_answer": {
        Role.MONITORING_OFFICER,
        Role.SECTION_151,
        Role.HEAD_OF_PAID_SERVICE,
        Role.PORTFOLIO_HOLDER,
        Role.CLEARING_OFFICER,
    },
    "move_answer_by_email": {Role.AUTHOR},
    "move_put": {Role.AUTHOR, Role.DEMOCRATIC_SERVICES},
    "move_withdraw": {Role.AUTHOR},
    "move_overtaken": {Role.AUTHOR},
}
READERS = set(Role) - {
    Role.CONTRIBUTOR,
    Role.CABINET_MEMBER,
    Role.DECISION_MAKER,
    Role.ADMINISTRATOR,
}


@pytest.mark.parametrize("name", PAGES)
def test_each_page_opens_for_its_roles_alone(chamber, sent, name):
    for role in Role:
        status = browser_of(chamber.person[role]).get(plan_url(name, chamber.plan)).status_code
        assert status == (200 if role in PAGES[name] else 403 if role in READERS else 404), role


@pytest.mark.parametrize("name", [*PAGES, "clearance"])
def test_strangers_find_nothing(chamber, sent, name):
    address = plan_url(name, chamber.plan)
    stranger = make_person(make_council(), Role.AUTHOR, Role.SECTION_151)

    assert browser_of(stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert browser_of(chamber.author).put(address).status_code in (403, 405)


@pytest.mark.parametrize("name", PAGES)
def test_a_move_that_is_not_open_now_says_so(chamber, name):
    plan = make_put(chamber).plan if name != "move_withdraw" else chamber.plan
    if name == "move_overtaken":
        return
    role = next(iter(PAGES[name]))
    browser = browser_of(chamber.person[role])
    plan.refresh_from_db()

    assert "This cannot be done now" in browser.get(plan_url(name, plan)).content.decode()
    assert browser.post(plan_url(name, plan), {"moves": plan.moves}).status_code == 422
    assert browser.post(plan_url(name, plan), {"moves": plan.moves + 1}).status_code == 409


# The clearance page


def test_the_clearance_page_tells_who_answered_what(chamber, sent):
    browser, page = clearer(chamber)
    browser.post(
        page, shown(browser, page) | {"outcome": "comment", "words": "Affordable if it is done."}
    )
    html = browser_of(chamber.author).get(plan_url("clearance", chamber.plan)).content.decode()

    assert "Affordable if it is done." in html
    assert "Not answered yet" in html
    assert "earlier words" not in html


@pytest.mark.parametrize("page", ["clearance", "plan"])
def test_an_edit_marks_the_answers_as_given_to_earlier_words(chamber, sent, page):
    make_answer(chamber, sent, Role.SECTION_151)
    think_again(chamber)
    html = browser_of(chamber.author).get(plan_url(page, chamber.plan)).content.decode()

    assert "given to earlier words" in html
    assert f"{plan_url('versions_compare', chamber.plan)}?before=1" in html


@pytest.mark.parametrize("page", ["clearance", "plan"])
def test_an_edit_before_any_answer_speaks_of_none(chamber, sent, page):
    think_again(chamber)
    html = browser_of(chamber.author).get(plan_url(page, chamber.plan)).content.decode()

    assert "The plan has changed since it was sent." in html
    assert "Answers were given" not in html
    assert "answers were given" not in html


def test_the_clearance_page_asks_the_database_alike_for_one_and_for_three_rounds(
    chamber, sent, django_assert_max_num_queries
):
    browser, page = browser_of(chamber.author), plan_url("clearance", chamber.plan)
    for _ in range(2):
        think_again(chamber)
        make_sent(chamber, reason="Again.")
    with django_assert_max_num_queries(26):
        browser.get(page)


def test_a_plan_of_the_wrong_address_is_not_found(chamber):
    assert (
        browser_of(chamber.author)
        .get(plan_url("clearance", Plan(council=chamber.council, slug="no-such-plan")))
        .status_code
        == 404
    )
