"""Each drawing of a form is carried out once, however often and at whatever moment it is sent."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from councils.models import SentForm
from councils.roles import Role
from plans.access import plan_url
from plans.actions.passages import remove_passage
from plans.models import Passage
from tests.approvals.test_bad_forms import PAGES as MOVES
from tests.approvals.test_bad_forms import rest_of
from tests.makers import make_appointment
from tests.plan_makers import World, make_paragraph
from tests.typing_forms import untouched

pytestmark = pytest.mark.slow

TIMES = 8
# What is typed into each form that adds something of a plan or a council.
ADDS: dict[str, tuple[Callable[[World], str], dict[str, Any]]] = {
    "introduction_add": (lambda w: w.at("introduction_add", "paragraph"), {"body": "Words."}),
    "passage_add": (lambda w: w.at("passage_add", w.theme.pk, "heading"), {"body": "A heading"}),
    "theme_add": (lambda w: w.at("theme_add"), {"title": "A new theme"}),
    "barriers": (lambda w: w.at("item_add", "barriers"), {"what": "Rules"}),
    "metrics": (
        lambda w: w.at("item_add", "metrics"),
        {"name": "Days", "kind": "reported here", "direction": "higher is better"},
    ),
    "figures": (
        lambda w: w.at("item_add", "figures"),
        {"name": "new", "label": "What", "value": "3", "unit": "number"},
    ),
    "commitments": (
        lambda w: w.at("item_add", "commitments"),
        {"reference": "C9", "what": "Answer"},
    ),
    "evidence": (
        lambda w: w.at("item_add", "evidence"),
        {"title": "Accounts", "link": "https://x.example/", "kind": "published work"},
    ),
    "savings": (
        lambda w: w.at("savings", w.commitment.pk),
        {"year": "2025", "planned": "3000", "cash_releasing": "yes", "recurring": "no"},
    ),
    "results": (
        lambda w: w.at("results", w.metric.pk),
        {
            "period": "2025/26",
            "value": "4",
            "ends_on_day": "31",
            "ends_on_month": "3",
            "ends_on_year": "2026",
        },
    ),
    "version_make": (lambda w: w.at("version_make"), {"reason": "For the board"}),
    "import": (lambda w: w.at("import"), {"text": "Words that came by e-mail."}),
    "guest_send": (
        lambda w: w.at("guest_send"),
        {
            "name": "A partner",
            "email": "partner@partner.test",
            "what": "question-2.2",
            "until_day": "1",
            "until_month": "4",
            "until_year": "2030",
        },
    ),
    "word_round_send": (
        lambda w: w.at("word_round_send"),
        {
            "others": "A partner, partner@partner.test",
            "how": "hand",
            "answer_by_day": "1",
            "answer_by_month": "4",
            "answer_by_year": "2030",
            "checked": "yes",
        },
    ),
    "comment_add": (
        lambda w: w.at("comment_add", "report", w.plan.pk),
        {"words": "Is this so?"},
    ),
    "suggestion_add": (
        lambda w: w.at("suggestion_add", w.paragraph.pk),
        {"body": "Said another way.", "note": "It is shorter."},
    ),
    "passage_split": (lambda w: w.at("passage_split", w.opening.pk), {"at": "19"}),
    "plan_write": (lambda w: w.at("plan_write"), {"new-introduction": "One more."}),
    "plan_replace": (lambda w: f"{w.at('plan_replace')}?find=words&words=texts", {}),
    "plan_start": (
        lambda w: f"/{w.council.slug}/start/",
        {"title": "Another plan"},
    ),
    "commission_add": (
        lambda w: f"/{w.council.slug}/commissions/add/",
        {"title": "Ours", "slug": "ours", "themes": "1. Theme\n- Question?"},
    ),
    "person_add": (
        lambda w: f"/{w.council.slug}/people/add/",
        {
            "name": "A person",
            "email": "new@council.test",
            "role": "auditor",
            "starts_on_day": "1",
            "starts_on_month": "4",
            "starts_on_year": "2030",
        },
    ),
    "governance": (
        lambda w: f"/{w.council.slug}/settings/governance/",
        {"form": "leader", "starts_on_day": "6", "starts_on_month": "5", "starts_on_year": "2019"},
    ),
    "meeting_add": (
        lambda w: f"/{w.council.slug}/meetings/add/",
        {
            "body": "Cabinet",
            "kind": "cabinet",
            "on_day": "3",
            "on_month": "6",
            "on_year": "2030",
        },
    ),
    "day_off_add": (
        lambda w: f"/{w.council.slug}/settings/days-off/add/",
        {"name": "Closed", "on_day": "3", "on_month": "6", "on_year": "2030"},
    ),
}


def rows() -> dict[str, int]:
    """How many rows there are of everything of ours, but of notes that a form was taken."""
    labels = ("councils", "plans", "approvals", "delivery")
    models = [one for label in labels for one in apps.get_app_config(label).get_models()]
    return {one.__name__: one._default_manager.count() for one in models}


def made_by(before: dict[str, int]) -> dict[str, int]:
    now = rows()
    return {name: now[name] - before[name] for name in now if now[name] != before[name]}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        make_appointment(world.council, world.author, Role.ADMINISTRATOR)
        # Something to freeze that no version has.
        make_paragraph(world.plan, world.author, "A later thought.", reason="It was missing")
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(db, made) -> Iterator[World]:
    with transaction.atomic():
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def browser(world: World) -> Client:
    client = Client()
    client.force_login(world.author)
    return client


def filled_in(browser: Client, url: str, typed: dict[str, Any]) -> dict[str, Any]:
    return untouched(browser.get(url)) | {"reason": "It was missing"} | typed


def made_once(browser: Client, url: str, sent: dict[str, Any]) -> dict[str, int]:
    """What one sending makes; taken back."""
    with transaction.atomic():
        before = rows()
        answer = browser.post(url, sent)
        assert answer.status_code == 302, answer.context["form"].errors
        found = made_by(before)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("name", ADDS)
def test_eight_identical_posts_of_an_adding_form_make_one(world, browser, name):
    address, typed = ADDS[name]
    url = address(world)
    sent = filled_in(browser, url, typed)
    once, before = made_once(browser, url, sent), rows()

    answers = [browser.post(url, sent) for _ in range(TIMES)]

    assert made_by(before) == once
    assert {answer.status_code for answer in answers} == {302}, [
        a.context and a.context["form"].errors for a in answers
    ]
    # Each leads to what the first one made.
    assert len({answer["Location"] for answer in answers}) == 1


@pytest.mark.parametrize("name", ["introduction_add", "barriers", "plan_start"])
def test_without_a_key_eight_posts_make_eight(world, browser, name, monkeypatch):
    """The control."""
    monkeypatch.setattr("councils.sent_forms.current_sending", lambda: None)
    address, typed = ADDS[name]
    url = address(world)
    sent, before = filled_in(browser, url, typed), rows()

    for _ in range(TIMES):
        browser.post(url, sent)

    assert made_by(before)["Act"] == TIMES


@pytest.mark.parametrize("name", ["introduction_add", "barriers", "plan_start", "theme_add"])
def test_the_same_words_from_two_tabs_are_added_once(world, browser, name):
    address, typed = ADDS[name]
    url = address(world)
    tabs = [filled_in(browser, url, typed) for _ in range(2)]
    once, before = made_once(browser, url, tabs[0]), rows()

    assert [browser.post(url, tab).status_code for tab in tabs] == [302, 302]
    assert made_by(before) == once


def test_other_words_under_the_same_key_are_refused_and_kept(world, browser):
    url = world.at("introduction_add", "paragraph")
    sent = filled_in(browser, url, {"body": "First words."})
    browser.post(url, sent)

    answer = browser.post(url, sent | {"body": "Second words."})
    assert answer.status_code == 422
    assert "sent already" in answer.content.decode()
    assert not Passage.objects.filter(body="Second words.").exists()

    # The page that says so has a key of its own.
    again = untouched(answer)
    assert again["body"].strip() == "Second words."
    assert browser.post(url, again).status_code == 302
    assert Passage.objects.filter(body="Second words.").exists()


def test_words_that_were_removed_meanwhile_can_be_added_again(world, browser):
    url = world.at("introduction_add", "paragraph")
    browser.post(url, filled_in(browser, url, {"body": "The same words."}))
    added = Passage.objects.get(body="The same words.")
    remove_passage(added, by=world.author, seen=1, reason="By mistake")

    browser.post(url, filled_in(browser, url, {"body": "The same words."}))

    assert Passage.objects.filter(body="The same words.").exists()


def test_one_s_own_second_click_is_no_conflict(world, browser):
    url = world.at("passage", world.paragraph.pk)
    sent = filled_in(browser, url, {"body": "Better words."})
    other_tab = filled_in(browser, url, {"body": "Better words."})

    answers = [browser.post(url, one).status_code for one in (sent, sent, other_tab)]

    assert answers == [302, 302, 302]
    world.paragraph.refresh_from_db()
    assert (world.paragraph.body, world.paragraph.revision) == ("Better words.", 2)


def test_a_paragraph_is_removed_by_one_click_or_two(world, browser):
    url = world.at("passage_remove", world.paragraph.pk)
    sent = filled_in(browser, url, {})

    first, second = browser.post(url, sent), browser.post(url, sent, follow=True)

    assert first.status_code == 302
    assert second.status_code == 200
    assert "done already" in second.content.decode()


TODAY = {"as_at_day": "1", "as_at_month": "11", "as_at_year": "2026"}
TYPED: dict[str, dict[str, str]] = {
    "move_answer": {"outcome": "content"},
    "clearance_to_authors": {"words": "Is this sum right?"},
    "move_withdraw": {"reason": "Wrong figures"},
    "move_overtaken": {"reason": "The department is no more"},
    "move_take_back": {"reason": "A colleague had started it"},
    "member_question": {"words": "When is it done?"},
    "answer_question": {"words": "In March."},
    "amendment_lodge": {"new_words": "What we do instead."},
    "amendment_withdraw": {},
    "amendment_advise": {"words": "It is lawful."},
    "amendments_order": {"place_1": "1"},
    "member_interest": {"words": "A lease", "kind": "pecuniary"},
    "move_submit": {"reason": "The meeting was put off", "address": "plans@department.example"},
    "updates": {"status": "on_track", "narrative": "Going well.", **TODAY},
    "commitment_end": {"outcome": "done"},
}


@pytest.mark.parametrize("name", TYPED)
def test_a_move_that_is_sent_twice_is_made_once_and_says_so(chamber, client, name):
    reach, role = MOVES[name]
    reach(chamber)
    client.force_login(chamber.person[role])
    rest = rest_of(name, chamber.plan)
    url = plan_url(name, chamber.plan, *rest)
    sent = untouched(client.get(url)) | TYPED.get(name, {})
    first = client.post(url, sent)
    assert first.status_code == 302, first.context["form"].errors
    before = rows()

    second = client.post(url, sent)

    assert second.status_code == 302
    assert made_by(before) == {}


def test_a_sent_form_stays_as_it_was_written(world, browser):
    url = world.at("introduction_add", "paragraph")
    browser.post(url, filled_in(browser, url, {"body": "Words."}))

    taken = SentForm.objects.get(path=url)
    assert taken.person == world.author
