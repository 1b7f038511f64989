"""The plan's page, written in where it stands, what is left to do, and who else is there."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from councils.models import User
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions.items import edit_item
from plans.actions.passages import remove_passage
from plans.actions.stashes import keep_stash
from plans.models import Passage, Presence
from plans.presence import forget_those_gone, say_open
from plans.views.edit_page import FORM_ALONE
from tests.makers import make_person
from tests.plan_makers import make_figure, make_paragraph
from tests.wire import statements


@pytest.fixture
def url(plan):
    return plan_url("page_write", plan)


@pytest.fixture
def here(plan):
    return plan_url("page_presence", plan)


@pytest.fixture
def colleague(council):
    return make_person(council, Role.AUTHOR, name="Colleague")


def sections_of(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('id="passage-')[1:]]


def test_it_has_every_passage_in_the_order_in_which_it_prints(browser, plan, url, author, theme):
    made = [make_paragraph(plan, author, f"Words {n}.", theme) for n in range(3)]
    made = [make_paragraph(plan, author, "First of all."), *made]

    page = browser.get(url).content.decode()

    assert sections_of(page) == [str(one.pk) for one in made]
    assert page.index("Words 0.") < page.index("Words 1.") < page.index("Words 2.")


def test_whoever_opens_a_paragraph_from_it_comes_back_to_that_paragraph(
    browser, plan, paragraph, url
):
    page = f"{plan_url('passage', plan, paragraph.pk)}?on=page"
    assert page in browser.get(url).content.decode()

    answer = browser.post(page, {"body": "Other words.", "seen": paragraph.revision})

    assert (answer.status_code, answer.url) == (302, f"{url}#passage-{paragraph.pk}")


@pytest.mark.parametrize("name", ["passage_move", "passage_remove"])
def test_moving_and_removing_lead_back_too(browser, plan, paragraph, url, name):
    asked = browser.get(f"{plan_url(name, plan, paragraph.pk)}?on=page").content.decode()
    assert f'href="{url}#passage-{paragraph.pk}"' in asked or f'href="{url}#part-' in asked


def test_a_paragraph_added_there_is_where_one_comes_back_to(browser, plan, paragraph, theme, url):
    page = plan_url("passage_add", plan, theme.pk, "paragraph")
    answer = browser.post(f"{page}?on=page&after={paragraph.pk}", {"body": "One more."})
    added = Passage.objects.get(body="One more.")
    assert answer.url == f"{url}#passage-{added.pk}"


def test_several_open_at_once_have_names_of_their_own(browser, plan, paragraph):
    page = plan_url("passage", plan, paragraph.pk)
    assert f'id="id_{paragraph.pk}_body"' in browser.get(f"{page}?on=page").content.decode()
    assert 'id="id_body"' in browser.get(page).content.decode()


@pytest.mark.parametrize("kind", ["passage", "passage_add"])
def test_what_opens_in_place_is_the_pages_own_form_and_nothing_else(
    browser, plan, paragraph, theme, kind
):
    own = (paragraph.pk,) if kind == "passage" else (theme.pk, "paragraph")
    page = f"{plan_url(kind, plan, *own)}?on=page"

    alone = browser.get(page, headers={FORM_ALONE: "yes"}).content.decode()
    whole = browser.get(page).content.decode()

    assert unkeyed(alone).startswith("<div data-writes>")
    assert unkeyed(alone) in unkeyed(whole)
    # A form that is sent comes back as a page, whatever asked for it.
    sent = browser.post(page, {"body": "", "seen": "x"}, headers={FORM_ALONE: "yes"})
    assert unkeyed(sent.content.decode()).startswith("<!doctype html>")


def unkeyed(page: str) -> str:
    """Without what differs each time that a page is asked for, and without its margins."""
    page = re.sub(r'(name="(csrfmiddlewaretoken|sent|drawn)" value=)"[^"]*"', r"\1", page)
    return re.sub(r"\s+", " ", page).strip()


def test_words_that_are_not_saved_are_told_where_they_were_typed(
    browser, plan, paragraph, url, author
):
    said = "something here that is not saved."
    assert said not in browser.get(url).content.decode()
    now = timezone.now()
    keep_stash(plan, passage=paragraph.pk, by=author, seen=1, body="Not saved.", now=now)
    assert said in browser.get(url).content.decode()


def test_it_takes_as_many_statements_for_two_hundred_paragraphs_as_for_two(
    browser, plan, url, author, theme
):
    for n in range(2):
        make_paragraph(plan, author, f"Words {n}.", theme)
    browser.get(url)
    with statements() as few:
        browser.get(url)
    for n in range(198):
        make_paragraph(plan, author, f"More words {n}.", theme)
    with statements() as many:
        browser.get(url)
    assert len(many) == len(few) <= 10


def test_what_is_left_counts_the_questions_and_names_what_a_colleague_would_notice(
    browser, plan, author, theme, url
):
    make_paragraph(plan, author, "This is TBC.", theme)
    page = " ".join(browser.get(plan_url("page_left", plan)).content.decode().split())
    for asked in plan.asked.themes:
        count = len(asked.questions)
        assert f"{count} of {count} open" in page
    assert "Nothing that a careful colleague would notice." not in page


def test_a_contributor_finds_neither(signed_in, plan, contributor, url):
    browser = signed_in(contributor)
    assert browser.get(url).status_code in (403, 404)
    assert browser.get(plan_url("page_left", plan)).status_code in (403, 404)


# Who else is there


def told(browser, here, *passages, closed=()):
    typed = {"open": " ".join(map(str, passages)), "closed": " ".join(map(str, closed))}
    return browser.post(here, typed).json()["here"]


def test_a_colleague_is_told_who_has_a_paragraph_open_until_it_is_closed(
    browser, signed_in, colleague, paragraph, here, author
):
    other = signed_in(colleague)
    assert told(browser, here, paragraph.pk) == {}

    clock = timezone.localtime(Presence.objects.get().since).strftime("%H:%M")
    assert told(other, here) == {
        str(paragraph.pk): f"Also open here: {author.name}, since {clock}."
    }

    told(browser, here, closed=[paragraph.pk])
    assert told(other, here) == {}


def test_whoever_has_gone_without_a_word_is_not_told_for_longer(
    browser, signed_in, colleague, plan, paragraph, here
):
    gone = timezone.now() - Presence.lasts - timedelta(seconds=1)
    say_open(plan, {paragraph.pk}, by=colleague, now=gone)
    assert told(browser, here) == {}
    say_open(plan, {paragraph.pk}, by=colleague, now=timezone.now())
    assert told(browser, here) != {}
    assert Presence.objects.get().since == gone


def test_rows_of_pages_that_were_left_are_deleted(plan, paragraph, colleague, author):
    now = timezone.now()
    say_open(plan, {paragraph.pk}, by=colleague, now=now - Presence.lasts - timedelta(seconds=1))
    say_open(plan, {paragraph.pk}, by=author, now=now)
    forget_those_gone(timezone.localdate())
    assert [one.person for one in Presence.objects.all()] == [author]


def test_a_contributor_hears_of_their_own_paragraph_alone(
    signed_in, contributor, plan, paragraph, theme, author, here
):
    own = make_paragraph(plan, author, "Theirs.", theme, writer=contributor)
    say_open(plan, {own.pk, paragraph.pk}, by=author, now=timezone.now())
    browser = signed_in(contributor)

    assert list(told(browser, here, own.pk, paragraph.pk)) == [str(own.pk)]
    assert browser.post(here, {"open": str(own.pk)}).json()["latest"] == 0
    assert not Presence.objects.filter(person=contributor, passage=paragraph.pk).exists()


def test_it_says_whether_anything_was_saved_and_leaves_no_act(
    browser, plan, paragraph, here, author
):
    before, acts = browser.post(here, {}).json()["latest"], Act.objects.count()
    browser.post(here, {"open": str(paragraph.pk)})
    assert Act.objects.count() == acts
    remove_passage(paragraph, by=author, seen=paragraph.revision)
    assert browser.post(here, {}).json()["latest"] > before


@pytest.mark.parametrize("typed", ["x", "1  2", "-1", "0", "9" * 19, " ".join(["1"] * 21), "1,2"])
def test_what_is_no_list_of_keys_is_refused(browser, here, typed):
    assert browser.post(here, {"open": typed}).status_code == 422
    assert not Presence.objects.exists()


def test_it_asks_three_statements_beside_those_for_who_asks_of_which_plan_whoever_else_is_there(
    browser, plan, paragraph, here
):
    def asked(address, **typed):
        with statements() as sent:
            browser.post(address, typed) if typed else browser.get(address)
        return len(sent)

    asked(here, open=str(paragraph.pk))
    refused = asked(here, open="x")
    assert asked(here, open=str(paragraph.pk)) - refused <= 3

    for n in range(25):
        other = User.objects.create_user(f"other-{n}@example.org", None, name=f"No {n}")
        say_open(plan, {paragraph.pk}, by=other, now=timezone.now())
    assert asked(here, open=str(paragraph.pk)) - refused <= 3
    assert told(browser, here, paragraph.pk)[str(paragraph.pk)].count("since") == 25


def test_a_passage_opened_beside_one_that_was_open_is_noted_too(plan, paragraph, theme, author):
    first, later = timezone.now(), timezone.now() + timedelta(seconds=15)
    other = make_paragraph(plan, author, "More.", theme)
    say_open(plan, {paragraph.pk}, by=author, now=first)
    say_open(plan, {paragraph.pk, other.pk}, by=author, now=later)
    there = Presence.objects.order_by("since").values_list("passage", "since", "seen_at")
    assert list(there) == [(paragraph.pk, first, later), (other.pk, later, later)]


def test_a_figure_that_changes_is_shown_in_its_new_words(browser, plan, author, theme, url):
    make_paragraph(plan, author, "We saved {figure:saved}.", theme)
    assert "We saved {figure:saved}." in browser.get(url).content.decode()
    figure = make_figure(plan, author, name="saved")
    assert "We saved £96.4m." in browser.get(url).content.decode()
    edit_item(figure, by=author, seen=figure.revision, value=Decimal(97))
    assert "We saved £97m." in browser.get(url).content.decode()
