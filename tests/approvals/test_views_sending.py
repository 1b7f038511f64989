"""The page on which report and plan are sent for clearance."""

from datetime import timedelta

import pytest
from django.utils import timezone

from approvals.models import Report, Round
from councils.roles import Role
from plans.models import Stage
from plans.navigation import at
from tests.approvals.makers import Chamber, make_sent
from tests.approvals.pages import browser_of, shown, think_again, three
from tests.makers import make_appointment, make_council, make_person
from tests.plan_makers import make_plan

TODAY = timezone.localdate()


@pytest.fixture
def chamber(db: None) -> Chamber:
    return Chamber()


@pytest.fixture
def sent(chamber: Chamber) -> Round:
    return make_sent(chamber)


def test_the_report_comes_prefilled_and_is_sent_as_it_stands(chamber):
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    answer = browser.post(page, shown(browser, page))

    assert answer.status_code == 302, answer.context["form"].errors
    chamber.plan.refresh_from_db()
    round_ = chamber.plan.rounds.get()
    assert chamber.plan.stage == Stage.CLEARANCE
    assert [row.role for row in round_.asked.all()] == chamber.council.clearing_roles
    assert Report.objects.get().recommendation


def test_a_report_can_be_saved_without_being_sent(chamber):
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    typed = shown(browser, page) | {"summary": "What we ask in short.", "only": "save"}
    answer = browser.post(page, typed)

    assert answer.status_code == 302
    assert answer.url == page
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DRAFTING
    assert not chamber.plan.rounds.exists()
    assert "What we ask in short." in browser.get(page).content.decode()


def test_a_report_saved_meanwhile_by_a_colleague_is_not_overwritten(chamber):
    colleague = make_person(chamber.council, Role.AUTHOR, name="Second author, Northmoor")
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    mine = shown(browser, page) | {"summary": "Mine.", "only": "save"}
    other = browser_of(colleague)
    other.post(page, shown(other, page) | {"summary": "Theirs.", "only": "save"})
    answer = browser.post(page, mine)

    assert answer.status_code == 409
    assert "Mine." in answer.content.decode()
    assert "Theirs." in answer.content.decode()
    assert Report.objects.get().summary == "Theirs."


def test_a_plan_edited_since_the_page_was_shown_is_not_sent(chamber):
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    typed = shown(browser, page)
    think_again(chamber)
    answer = browser.post(page, typed)

    assert answer.status_code == 409
    assert not chamber.plan.rounds.exists()


def test_a_plan_with_an_empty_theme_says_so_before_and_after(chamber):
    empty = make_plan(chamber.council, chamber.author, "A plan without words")
    browser, page = browser_of(chamber.author), at("move_send", empty)
    assert "Write some text for" in browser.get(page).content.decode()
    answer = browser.post(page, shown(browser, page))

    assert answer.status_code == 422
    assert "Write some text for" in answer.content.decode()


def test_nobody_is_asked_twice_for_one_heading(chamber):
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    twice = {"headings_2": ["financial"], "text_2": "It costs nothing."}
    answer = browser.post(page, shown(browser, page) | twice)

    assert answer.status_code == 422
    assert "have a sentence already: Financial" in answer.content.decode()


def test_a_missing_clearer_is_named_at_their_list(chamber):
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    typed = {key: value for key, value in shown(browser, page).items() if key != "section_151"}
    answer = browser.post(page, typed)

    assert answer.status_code == 422
    assert "section_151" in answer.context["form"].errors


def test_somebody_forged_into_the_list_is_not_asked(chamber):
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    stranger = make_person(make_council(), Role.SECTION_151)
    answer = browser.post(page, shown(browser, page) | {"section_151": stranger.pk})

    assert answer.status_code == 422
    assert not chamber.plan.rounds.exists()


def test_whoever_wrote_the_plan_is_not_offered_as_a_clearer(chamber):
    make_appointment(chamber.council, chamber.author, Role.PORTFOLIO_HOLDER)
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    choices = browser.get(page).context["form"].fields["portfolio_holder"].choices

    assert chamber.author.name not in str(choices)


def test_an_answer_cannot_be_wanted_on_a_day_that_has_passed(chamber):
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    answer = browser.post(page, shown(browser, page) | three("due_on", TODAY - timedelta(days=1)))

    assert answer.status_code == 422
    assert "due_on" in answer.context["form"].errors


def test_sending_again_shows_what_changed_and_asks_the_same_people(chamber, sent):
    think_again(chamber)
    browser, page = browser_of(chamber.author), at("move_send", chamber.plan)
    assert "A later thought." in browser.get(page).content.decode()
    answer = browser.post(page, shown(browser, page) | {"reason": "A thought was missing."})

    assert answer.status_code == 302, answer.context["form"].errors
    newest = chamber.plan.rounds.first()
    assert newest.number == 2
    assert [row.person for row in newest.asked.all()] == [row.person for row in sent.asked.all()]
