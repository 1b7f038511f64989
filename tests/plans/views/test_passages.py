"""The pages of the words: saved, refused with the words kept, stale with both texts."""

from datetime import date

import pytest
from django.test import Client

from councils.models import Appointment
from councils.roles import Role
from plans.access import plan_url
from plans.actions.passages import edit_passage, remove_passage
from plans.models import Passage
from tests.councils.pages import fields_of
from tests.makers import PASSWORD, make_person
from tests.plan_makers import make_moved_on, make_paragraph


@pytest.fixture
def url(plan, paragraph):
    return plan_url("passage", plan, paragraph.pk)


def body() -> str:
    return Passage.objects.get().body


def test_a_save_leads_back_to_the_theme(browser, plan, theme, url):
    answer = browser.post(url, {"seen": 1, "body": "New words.", "questions": ["1.1"]})

    assert (answer.status_code, answer["Location"]) == (302, plan_url("theme", plan, theme.pk))
    assert body() == "New words."
    assert b"New words." in browser.get(answer["Location"]).content


def test_a_refused_save_keeps_what_was_typed(browser, plan, author, url):
    make_moved_on(plan, author)

    answer = browser.post(url, {"seen": 1, "body": "Words to keep."})

    assert answer.status_code == 422
    assert b"Words to keep." in answer.content
    assert b'href="#id_reason"' in answer.content
    assert body() == "The first words."


def test_a_stale_save_shows_both_texts_and_what_is_settled_is_saved(
    browser, colleague, paragraph, url
):
    edit_passage(paragraph, by=colleague, seen=1, body="Their words.")

    stale = browser.post(url, {"seen": 1, "body": "My words."})
    assert stale.status_code == 409
    assert stale.context["theirs"] == [("Body", "Their words.")]
    assert stale.context["mine"] == [("Body", "My words.")]
    assert b"<ins>Their" in stale.content
    assert b"<ins>My" in stale.content
    assert body() == "Their words."

    fields = fields_of(stale)
    assert fields["body"].strip() == "My words."
    assert browser.post(url, fields).status_code == 422  # no choice is made beforehand
    settled = browser.post(url, {**fields, "keep-0": "own", "own-0": "Both."})
    assert settled.status_code == 302
    assert body() == "Both."


def test_a_page_that_lost_its_place_is_refused(browser, url):
    assert browser.post(url, {"body": "Words."}).status_code == 422
    assert body() == "The first words."


def test_a_contributor_sees_their_paragraph_with_its_theme_around_it_and_nothing_else(
    signed_in, plan, author, contributor, theme, paragraph, url
):
    edit_passage(paragraph, by=author, seen=1, body=paragraph.body, writer=contributor)
    make_paragraph(plan, author, "Beside it.", theme)
    other = make_paragraph(plan, author, "A secret elsewhere.", plan.themes.get(answers="2"))
    browser = signed_in(contributor)

    page = browser.get(url)
    assert page.status_code == 200
    assert b"Beside it." in page.content
    assert b"A secret" not in page.content
    assert b'name="writer"' not in page.content
    answer = browser.post(url, {"seen": 2, "body": "My part.", "ready": "on", "writer": author.pk})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    paragraph.refresh_from_db()
    assert (paragraph.body, paragraph.writer) == ("My part.", contributor)
    for name, *rest in (("plan",), ("theme", theme.pk), ("history",), ("passage", other.pk)):
        assert browser.get(plan_url(name, plan, *rest)).status_code == 403


def test_whoever_writes_it_stays_though_their_role_has_ended(
    browser, author, contributor, paragraph, url
):
    edit_passage(paragraph, by=author, seen=1, body=paragraph.body, writer=contributor)
    Appointment.objects.filter(person=contributor).update(
        ends_on=date(2020, 1, 1), starts_on=date(2020, 1, 1)
    )

    page = browser.get(url)
    assert f"{contributor.name}, who no longer writes here".encode() in page.content
    answer = browser.post(url, {**fields_of(page), "body": "New words.", "writer": contributor.pk})

    assert answer.status_code == 302
    paragraph.refresh_from_db()
    assert (paragraph.body, paragraph.writer) == ("New words.", contributor)
    browser.post(url, {**fields_of(browser.get(url)), "writer": ""})
    paragraph.refresh_from_db()
    assert paragraph.writer is None
    assert (
        browser.post(url, {"seen": 4, "body": "Words.", "writer": contributor.pk}).status_code
        == 422
    )


def test_a_contributor_without_a_paragraph_finds_no_plan(signed_in, plan, contributor, url):
    browser = signed_in(contributor)
    assert browser.get(url).status_code == 404
    assert browser.get(plan.get_absolute_url()).status_code == 404
    assert plan.title.encode() not in browser.get(f"/{plan.council.slug}/").content


def test_words_typed_before_the_session_was_lost_come_back(client, plan, author, paragraph, url):
    lost = client.post(url, {"seen": 1, "body": "Words typed at length."})
    assert lost.status_code == 401
    kept = {name: value for name, value in fields_of(lost).items() if name.startswith("kept-")}
    assert kept["kept-body"] == "Words typed at length."

    signed_in = client.post(
        "/account/login/",
        {"login": author.email, "password": PASSWORD, "next": url, **kept},
        follow=True,
    )

    assert b"Words typed at length." in signed_in.content
    assert body() == "The first words."


# The whole plan on one page


@pytest.fixture
def whole(plan):
    return plan_url("plan_write", plan)


def test_the_whole_plan_saves_what_was_changed_and_adds_what_was_typed(
    browser, plan, theme, paragraph, whole
):
    fields = fields_of(browser.get(whole))
    fields[f"passage-{paragraph.pk}"] = "New words."
    fields[f"new-{theme.pk}"] = "A second one.\n\nA third one:\n\n- with a list"

    assert "The plan is saved." in browser.post(whole, fields, follow=True).content.decode()

    words = [one.body for one in theme.passages.all()]
    assert words == ["New words.", "A second one.", "A third one:\n\n- with a list"]


def test_a_page_sent_untouched_changes_nothing(browser, plan, paragraph, whole):
    acts = plan.council.acts.count()
    there = browser.post(whole, fields_of(browser.get(whole)), follow=True).content.decode()
    assert "Nothing was different" in there
    assert plan.council.acts.count() == acts


def test_somebody_elses_newer_words_elsewhere_survive_my_save(
    browser, plan, author, colleague, paragraph, whole
):
    mine = make_paragraph(plan, author, "Mine as it was.")
    fields = fields_of(browser.get(whole))
    edit_passage(paragraph, by=colleague, seen=1, body="Theirs, newer.")
    fields[f"passage-{mine.pk}"] = "Mine, newer."

    assert browser.post(whole, fields).status_code == 302

    bodies = set(plan.passages.values_list("body", flat=True))
    assert bodies == {"Mine, newer.", "Theirs, newer."}


def test_words_both_changed_are_shown_whole_and_saved_once_settled(
    browser, colleague, paragraph, whole
):
    fields = fields_of(browser.get(whole))
    edit_passage(paragraph, by=colleague, seen=1, body="Theirs, newer.")
    fields[f"passage-{paragraph.pk}"] = "Mine, newer."

    stale = browser.post(whole, fields)
    assert stale.status_code == 409
    assert b"Theirs, newer." in stale.content
    assert b"Mine, newer." in stale.content

    settled = fields_of(stale) | {f"passage-{paragraph.pk}": "Both."}
    assert browser.post(whole, settled).status_code == 302
    assert body() == "Both."


def test_words_for_a_paragraph_removed_meanwhile_are_given_back(
    browser, colleague, paragraph, whole
):
    fields = fields_of(browser.get(whole))
    fields[f"passage-{paragraph.pk}"] = "Words I typed at length."
    remove_passage(Passage.objects.get(), by=colleague, seen=1)

    stale = browser.post(whole, fields)

    assert stale.status_code == 409
    assert b"Words I typed at length." in stale.content


def test_a_reason_is_asked_once_it_was_sent_and_only_for_words(
    browser, plan, author, paragraph, whole
):
    make_moved_on(plan, author)
    fields = fields_of(browser.get(whole))
    assert "reason" in fields

    assert browser.post(whole, fields).status_code == 302
    fields[f"passage-{paragraph.pk}"] = "New words."
    refused = browser.post(whole, fields)
    assert refused.status_code == 422
    assert b"New words." in refused.content
    assert browser.post(whole, {**fields, "reason": "Asked"}).status_code == 302


@pytest.mark.parametrize("page", ["passage_move", "passage_remove"])
def test_a_contributor_opens_no_page_that_shows_what_stands_around_their_paragraph(
    plan, author, page
):
    others = make_paragraph(plan, author, "What nobody else may read.")
    writer = make_person(plan.council, Role.CONTRIBUTOR)
    own = make_paragraph(plan, author, "Theirs.", writer=writer)
    browser = Client()
    browser.force_login(writer)

    assert browser.get(plan_url("passage", plan, own.pk)).status_code == 200
    answer = browser.get(plan_url(page, plan, own.pk))
    assert answer.status_code == 403
    assert others.body not in answer.content.decode()
