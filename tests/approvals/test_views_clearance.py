"""The page on which each role answers: what it reads, what it may say."""

import re

import pytest
from django.utils import timezone

from approvals.models import ClearanceResponse, ClearanceRound
from councils.actions import people
from councils.roles import Role
from plans.access import plan_url
from plans.models import Stage
from tests.approvals.makers import Chamber, clearers_of, make_officer, make_sent, office_of
from tests.approvals.pages import browser_of, clearer, make_answered_by, shown, think_again
from tests.makers import administrator_of, make_appointment, make_person
from tests.plan_makers import make_figure
from tests.wire import statements

TODAY = timezone.localdate()


@pytest.fixture
def sent(chamber: Chamber) -> ClearanceRound:
    return make_sent(chamber)


def test_the_finance_officer_reads_the_figures_with_their_sources(chamber):
    make_figure(chamber.plan, chamber.author, source="Statement of accounts 2023/24")
    make_sent(chamber)
    browser, page = clearer(chamber)
    html = browser.get(page).content.decode()

    assert "Statement of accounts 2023/24" in html
    assert "What we do about" in html
    assert "Recommendation" in html


def test_the_monitoring_officer_reads_the_law_and_call_in(chamber, sent):
    browser, page = clearer(chamber, Role.MONITORING_OFFICER)
    html = browser.get(page).content.decode()

    assert "Legal implications" in html
    assert "Applies: 5 working days" in html
    assert "with their sources" not in html


def test_two_clicks_answer_and_nothing_is_chosen_beforehand(chamber, sent):
    browser, page = clearer(chamber)
    typed = shown(browser, page)
    assert "outcome" not in typed
    answer = browser.post(page, typed | {"outcome": "content"})

    assert answer.status_code == 302
    given = ClearanceResponse.objects.get()
    assert given.asked.role == Role.SECTION_151
    assert given.answered_by.capacity == "Section 151 officer"


def test_under_the_lock_one_statement_asks_all_that_an_answer_depends_on(chamber, sent):
    browser, page = clearer(chamber)
    typed = shown(browser, page)
    with statements() as said:
        assert browser.post(page, typed | {"outcome": "content"}).status_code == 302
    [locked] = [n for n, one in enumerate(said) if "FOR NO KEY UPDATE" in one]
    asked = [one for one in said[locked + 1 :] if one.startswith('"SELECT') and "clearance" in one]

    assert len(asked) == 1, "\n".join(asked)


def test_an_answer_without_a_choice_is_refused(chamber, sent):
    browser, page = clearer(chamber)
    answer = browser.post(page, shown(browser, page))

    assert answer.status_code == 422
    assert "outcome" in answer.context["form"].errors


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"outcome": "objects"}, "words"),
        ({"outcome": "comment"}, "words"),
        ({"outcome": "sent_back", "words": "Not so."}, "place"),
        ({"outcome": "content", "words": "But look again."}, "outcome"),
        ({"outcome": "sacked"}, "outcome"),
    ],
)
def test_an_answer_that_lacks_something_is_refused_at_its_place(chamber, sent, typed, field):
    browser, page = clearer(chamber)
    answer = browser.post(page, shown(browser, page) | typed)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not ClearanceResponse.objects.exists()


def test_the_last_answer_puts_the_plan_to_its_meeting(chamber, sent):
    for role in chamber.council.clearing_roles:
        browser, page = clearer(chamber, Role(role))
        browser.post(page, shown(browser, page) | {"outcome": "no_comment"})

    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DECISION
    assert chamber.plan.steps.get().round == sent


def test_sending_it_back_brings_it_to_its_author(chamber, sent):
    browser, page = clearer(chamber)
    back = {"outcome": "sent_back", "words": "The sum is wrong.", "place": "paragraph 3"}
    answer = browser.post(page, shown(browser, page) | back)

    assert answer.status_code == 302
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DRAFTING


def test_a_replayed_answer_counts_once(chamber, sent):
    browser, page = clearer(chamber)
    typed = shown(browser, page) | {"outcome": "content"}
    browser.post(page, typed)
    answer = browser.post(page, typed)

    assert answer.status_code == 409
    assert ClearanceResponse.objects.count() == 1


def test_words_typed_on_a_stale_page_come_back_to_copy(chamber, sent):
    browser, page = clearer(chamber)
    typed = shown(browser, page) | {"outcome": "objects", "words": "The sum is wrong."}
    make_answered_by(chamber, sent, Role.MONITORING_OFFICER)
    answer = browser.post(page, typed)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "The sum is wrong." in page
    assert "answered on Our plan as Monitoring Officer" in page
    # Nobody typed a stage, and nobody else need have been there: it may be one's own other tab.
    assert "plan’s stage" not in page
    assert "Somebody else" not in page
    assert not sent.asked.get(role=Role.SECTION_151).answers.exists()


@pytest.mark.parametrize("field", ["plan", "report"])
def test_a_forged_digest_answers_nothing(chamber, sent, field):
    browser, page = clearer(chamber)
    forged = shown(browser, page) | {"outcome": "content", field: "0" * 64}

    assert browser.post(page, forged).status_code == 409
    assert not ClearanceResponse.objects.exists()


def test_an_answer_for_somebody_elses_role_is_refused(chamber, sent):
    browser, page = clearer(chamber)
    theirs = sent.asked.get(role=Role.MONITORING_OFFICER)
    assert (
        "is neither Monitoring Officer nor a deputy"
        in browser.get(f"{page}?asked={theirs.pk}").content.decode()
    )
    forged = shown(browser, page) | {"outcome": "content", "asked": theirs.pk}

    assert browser.post(page, forged).status_code == 422
    assert not ClearanceResponse.objects.exists()


def test_an_officer_answers_for_what_they_clear_and_for_no_other(chamber):
    climate = make_officer(chamber, "Climate")
    officers = [climate, chamber.person[Role.CLEARING_OFFICER]]
    also = {office_of(one): one for one in officers}
    round_ = make_sent(chamber, clear=clearers_of(chamber) | also)
    browser, page = browser_of(climate), plan_url("move_answer", chamber.plan)
    theirs = round_.asked.get(title="Equality")
    html = browser.get(f"{page}?asked={theirs.pk}").content.decode()
    assert "is neither Clearing officer for Equality nor a deputy" in html
    forged = shown(browser, page) | {"outcome": "content", "asked": theirs.pk}
    assert browser.post(page, forged).status_code == 422

    assert "Your answer as Clearing officer for Climate" in browser.get(page).content.decode()
    browser.post(page, shown(browser, page) | {"outcome": "content"})
    assert ClearanceResponse.objects.get().asked.title == "Climate"
    html = browser.get(plan_url("clearance", chamber.plan)).content.decode()
    assert re.search(r'<dt class="govuk-summary-list__key">\s*Climate<br>', html)


def test_an_answer_to_another_plans_round_finds_nothing(chamber, sent):
    other = Chamber()
    theirs = make_sent(other).asked.get(role=Role.SECTION_151)
    browser, page = clearer(chamber)
    forged = shown(browser, page) | {"outcome": "content", "asked": theirs.pk}

    assert browser.post(page, forged).status_code == 404


def test_a_role_that_ended_yesterday_finds_nothing(chamber, sent):
    held = make_appointment(chamber.council, make_person(chamber.council), Role.SECTION_151)
    browser = browser_of(held.person)
    assert browser.get(plan_url("move_answer", chamber.plan)).status_code == 200
    people.end_at_once(held, by=administrator_of(chamber.council), seen=held.revision)

    assert browser.get(plan_url("move_answer", chamber.plan)).status_code == 404


def test_a_deputy_answers_as_a_deputy(chamber, sent):
    deputy = make_person(chamber.council, Role.SECTION_151, deputy=True)
    browser, page = browser_of(deputy), plan_url("move_answer", chamber.plan)
    browser.post(page, shown(browser, page) | {"outcome": "content"})

    assert ClearanceResponse.objects.get().answered_by.capacity == "Section 151 officer (deputy)"


def test_whoever_wrote_the_plan_reads_why_they_cannot_clear_it(chamber, sent):
    make_appointment(chamber.council, chamber.author, Role.SECTION_151)
    browser, page = browser_of(chamber.author), plan_url("move_answer", chamber.plan)
    answer = browser.get(page)

    assert answer.status_code == 200
    assert "somebody else must clear it" in answer.content.decode()
    typed = shown(browser, page) | {"outcome": "content"}
    assert browser.post(page, typed).status_code == 422
    assert not ClearanceResponse.objects.exists()


def test_a_clearing_role_that_is_not_asked_is_told_so(chamber, sent):
    browser = browser_of(chamber.person[Role.HEAD_OF_PAID_SERVICE])
    page = plan_url("move_answer", chamber.plan)

    assert "not among those" in browser.get(page).content.decode()
    assert browser.post(page, {"outcome": "content"}).status_code == 403


def test_the_second_round_shows_what_changed_since_the_first_answer(chamber, sent):
    make_answered_by(chamber, sent, Role.SECTION_151)
    think_again(chamber)
    make_sent(chamber, reason="A thought was missing.")
    browser, page = clearer(chamber)
    reread = browser.get(page).context["reread"]

    assert reread.answered
    assert reread.version == 1
    assert "A later thought." in [row.after for row in reread.plan.rows if row.state == "added"]
    assert not reread.report
