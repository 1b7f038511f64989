"""The pages of amendments: read by all who read the plan, lodged by members, advised, ordered."""

import pytest

from approvals.models import AmendmentPlace, AmendmentRemark, DecisionStep, LodgedAmendment
from councils.roles import Role
from plans.access import plan_url
from tests.approvals.makers import (
    Chamber,
    make_decided,
    make_everything_lodged,
    make_lodged,
    make_put,
)
from tests.approvals.pages import browser_of, shown, words_of
from tests.plan_makers import make_figure, make_paragraph, make_plan


@pytest.fixture
def put(chamber: Chamber) -> DecisionStep:
    return make_put(chamber)


def read(chamber: Chamber, role: Role, name: str = "amendments") -> str:
    return words_of(browser_of(chamber.person[role]).get(plan_url(name, chamber.plan)))


def first_paragraph(chamber: Chamber) -> int:
    return chamber.plan.passages.order_by("theme__place", "place").first().pk


def test_a_member_chooses_a_paragraph_and_changes_its_words(chamber, put):
    browser, here = browser_of(chamber.member), plan_url("amendments", chamber.plan)
    address = plan_url("amendment_lodge", chamber.plan, first_paragraph(chamber))
    assert address in browser.get(here).content.decode()
    typed = shown(browser, address)
    assert "moved_by" not in typed
    sent = typed | {"new_words": "What we do instead.", "seconded_by": "Cllr Birch"}

    assert browser.post(address, sent)["Location"] == here
    page = words_of(browser.get(here))
    assert "Amendment 1: Paragraph 1" in page
    assert "<del>" in page
    assert "<ins>" in page
    assert f"Moved by {chamber.member.name}, seconded by Cllr Birch." in page


def test_democratic_services_say_for_whom(chamber, put):
    browser = browser_of(chamber.clerk)
    address = plan_url("amendment_lodge", chamber.plan, first_paragraph(chamber))
    typed = shown(browser, address) | {"new_words": "What we do instead."}
    assert browser.post(address, typed).status_code == 422
    browser.post(address, typed | {"moved_by": "Cllr Ash"})

    assert LodgedAmendment.objects.get().moved_by == "Cllr Ash"


def test_words_that_change_nothing_are_refused_at_their_field(chamber, put):
    browser = browser_of(chamber.member)
    address = plan_url("amendment_lodge", chamber.plan, first_paragraph(chamber))
    answer = browser.post(address, shown(browser, address))

    assert answer.status_code == 422
    assert "Change the words" in str(answer.context["form"].errors["new_words"])


@pytest.mark.parametrize("role", [Role.CABINET_MEMBER, Role.AUTHOR, Role.AUDITOR])
def test_whoever_reads_the_plan_reads_its_amendments(chamber, put, role):
    make_everything_lodged(chamber)
    page = read(chamber, role)

    assert "To be voted on in place 1" in page
    assert "It costs nothing." in page
    assert "It was too much." in page


def test_a_contributor_and_a_stranger_read_none(chamber, put):
    make_lodged(chamber)
    page = plan_url("amendments", chamber.plan)

    assert browser_of(chamber.person[Role.CONTRIBUTOR]).get(page).status_code == 404
    assert browser_of(Chamber().member).get(page).status_code == 404


def test_an_auditor_is_offered_nothing(chamber, put):
    make_everything_lodged(chamber)
    page = read(chamber, Role.AUDITOR)

    assert "Withdraw it" not in page
    assert "Lodge an amendment" not in page
    assert "Say something of" not in page


def test_nobody_is_offered_one_before_the_plan_is_put(chamber):
    page = read(chamber, Role.CABINET_MEMBER, "amendments") if chamber.plan.steps.exists() else ""
    assert "Choose the paragraph" not in page


def test_its_mover_withdraws_one_on_its_page(chamber, put):
    made = make_lodged(chamber)
    browser = browser_of(chamber.member)
    address = plan_url("amendment_withdraw", chamber.plan, made.pk)
    browser.post(address, shown(browser, address))

    assert AmendmentRemark.objects.get().kind == "withdrawn"
    assert "is withdrawn already" in words_of(browser.get(address))


def test_an_officer_advises_beneath_the_words(chamber, put):
    made = make_lodged(chamber)
    browser = browser_of(chamber.person[Role.MONITORING_OFFICER])
    address = plan_url("amendment_advise", chamber.plan, made.pk)
    browser.post(address, shown(browser, address) | {"words": "It is lawful."})

    assert "Officers’ advice" in read(chamber, Role.CABINET_MEMBER)
    assert "It is lawful." in read(chamber, Role.CABINET_MEMBER)


def test_democratic_services_set_the_order(chamber, put):
    make_lodged(chamber)
    make_lodged(chamber, "We do it otherwise.")
    browser, address = browser_of(chamber.clerk), plan_url("amendments_order", chamber.plan)
    typed = shown(browser, address)
    assert browser.post(address, typed | {"place_1": "1", "place_2": "1"}).status_code == 422
    browser.post(address, typed | {"place_1": "2", "place_2": "1"})

    assert list(AmendmentPlace.objects.values_list("amendment__number", "place")) == [
        (2, 1),
        (1, 2),
    ]


def test_an_amendment_of_another_plan_is_not_found(chamber, put):
    made = make_lodged(chamber)
    other = make_plan(chamber.council, chamber.author)
    browser = browser_of(chamber.clerk)

    assert browser.get(plan_url("amendment_withdraw", other, made.pk)).status_code == 404
    assert browser.get(plan_url("amendment_withdraw", chamber.plan, 0)).status_code == 404


def test_a_paragraph_that_is_no_more_says_so(chamber, put):
    address = plan_url("amendment_lodge", chamber.plan, 10**9)

    assert "not in version 1" in words_of(browser_of(chamber.member).get(address))


def test_after_the_decision_each_page_says_why_it_is_closed(chamber, put):
    made = make_lodged(chamber)
    make_decided(chamber)
    for name, key in (("amendment_lodge", made.passage), ("amendment_withdraw", made.pk)):
        page = words_of(browser_of(chamber.member).get(plan_url(name, chamber.plan, key)))
        assert "not before a meeting now" in page


def test_a_members_page_leads_to_the_amendments_and_says_what_became_of_theirs(chamber, put):
    assert "Lodge an amendment" in read(chamber, Role.CABINET_MEMBER, "member")
    make_lodged(chamber)
    assert "1 amendment</a> was lodged" in read(chamber, Role.CABINET_MEMBER, "member")
    make_decided(chamber, not_taken={1: "lost"})
    page = read(chamber, Role.CABINET_MEMBER, "member")

    assert ": lost" in page
    assert "Lodge an amendment" not in page


def test_who_decides_alone_is_asked_for_no_amendment(chamber, put):
    assert "Lodge an amendment" not in read(chamber, Role.DECISION_MAKER, "member")


@pytest.mark.parametrize("name", ["version", "member"])
def test_each_numbered_paragraph_has_an_address_of_its_own(chamber, put, name):
    made = make_lodged(chamber)
    rest = [1] if name == "version" else []
    page = browser_of(chamber.member).get(plan_url(name, chamber.plan, *rest)).content.decode()

    assert f'id="passage-{made.passage}"' in page
    assert f'href="#passage-{made.passage}"' in page


def test_its_words_have_the_figures_that_the_meeting_reads(chamber):
    make_figure(chamber.plan, chamber.author)
    body = "We saved {figure:savings} a year."
    make_paragraph(chamber.plan, chamber.author, body, chamber.plan.themes.first())
    for said in ("in a year.", "in two years."):
        make_lodged(chamber, f"We saved {{figure:savings}} {said}", place=1)

    page = words_of(browser_of(chamber.member).get(plan_url("amendments", chamber.plan)))

    assert "{figure:" not in page
    assert "£96.4m in a year." in page or "£96m in a year." in page


def test_the_paragraphs_of_all_themes_are_told_apart(chamber):
    make_put(chamber)
    page = words_of(browser_of(chamber.member).get(plan_url("amendments", chamber.plan)))
    assert "Paragraph 1 of theme 1:" in page
    assert "Paragraph 1 of theme 2:" in page
