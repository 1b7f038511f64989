"""What is typed for a paragraph that is to come: kept for its writer, given back, and let go of."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from councils.models import OutboxMessage
from councils.record.models import Act
from plans.access import plan_url
from plans.actions import assignments, themes
from plans.actions.beginnings import Beginning, keep_beginning
from plans.actions.stashes import DELETED, delete_old_stashes, has_unsaved
from plans.lengths import LONGEST_PARAGRAPH
from plans.models import NewStash
from tests.councils.pages import fields_of
from tests.plan_makers import make_paragraph, make_theme

TYPED = "Begun “here” & <b>more</b>,\n\n- £1m 👩‍👩‍👧"


def begin(plan, by, theme=None, after=None, ago=timedelta(), body=TYPED, question="") -> NewStash:
    where = Beginning(theme.pk if theme else None, after, question)
    keep_beginning(plan, where, by=by, body=body, now=timezone.now() - ago)
    return NewStash.objects.get(person=by, theme=where.theme, after=after, question=question)


@pytest.fixture
def url(plan, theme, paragraph):
    return f"{plan_url('passage_add', plan, theme.pk, 'paragraph')}?after={paragraph.pk}"


def kept_at(page) -> str:
    return page.context["keeps"]


def test_what_is_typed_is_kept_by_place_without_an_act(browser, plan, author, theme, url):
    keeps = kept_at(browser.get(url))
    last = kept_at(browser.get(plan_url("introduction_add", plan, "paragraph")))
    before = Act.objects.count()

    for words in ("First", TYPED):
        assert browser.post(keeps, {"seen": "", "body": words}).status_code == 204
        assert browser.post(last, {"body": words}).status_code == 204

    assert {(one.theme, one.body) for one in NewStash.objects.all()} == {
        (theme.pk, TYPED),
        (None, TYPED),
    }
    assert Act.objects.count() == before


def test_it_is_offered_where_it_was_begun_and_taken_back(browser, plan, author, url):
    browser.post(kept_at(browser.get(url)), {"body": TYPED})

    page = browser.get(url)
    assert "You were writing here" in page.content.decode()
    assert "You were writing here" not in browser.get(url.partition("?")[0]).content.decode()
    assert has_unsaved(author, plan)
    assert "new paragraph" in browser.get(plan_url("unsaved", plan)).content.decode()
    taken = browser.post(page.context["offer"]["settle"], {"do": "take"})
    assert taken["Location"] == url
    form = browser.get(url).context["form"]
    assert form["body"].value().replace("\r\n", "\n") == TYPED


def test_saving_lets_go_of_it_and_so_does_throwing_it_away(browser, plan, author, theme, url):
    browser.post(kept_at(browser.get(url)), {"body": TYPED})
    other = begin(plan, author, theme)

    browser.post(url, {**fields_of(browser.get(url)), "body": "Another text."})

    assert list(NewStash.objects.all()) == [other]
    settle = browser.get(plan_url("unsaved", plan)).context["offers"][0]["settle"]
    assert browser.post(settle, {"do": "throw"}).status_code == 302
    assert browser.post(settle, {"do": "take"}).status_code == 302
    assert not NewStash.objects.exists()
    assert not has_unsaved(author, plan)


@pytest.mark.parametrize("body", ["", "  ", "The first words."])
def test_no_words_and_words_that_stand_there_are_not_kept(
    browser, plan, author, theme, paragraph, url, body
):
    keeps = kept_at(browser.get(url))
    browser.post(keeps, {"body": TYPED})

    assert browser.post(keeps, {"body": body}).status_code == 204
    assert not NewStash.objects.exists()


def test_nobody_else_is_offered_it(browser, plan, author, colleague, url):
    browser.post(kept_at(browser.get(url)), {"body": TYPED})
    settle = browser.get(url).context["offer"]["settle"]
    theirs = Client()
    theirs.force_login(colleague)

    assert "Begun" not in theirs.get(url).content.decode()
    assert "Begun" not in theirs.get(plan_url("unsaved", plan)).content.decode()
    theirs.post(settle, {"do": "throw"})
    assert NewStash.objects.exists()


def test_words_for_a_theme_that_was_removed_can_be_read_and_thrown_away(browser, plan, author):
    theme = make_theme(plan, author)
    begin(plan, author, theme)
    themes.remove_theme(theme, by=author, seen=1)

    page = browser.get(plan_url("unsaved", plan))
    assert "Copy what you need" in page.content.decode()
    assert "Begun" in page.content.decode()
    settle = page.context["offers"][0]["settle"]
    assert browser.post(settle, {"do": "take"})["Location"] == plan_url("unsaved", plan)
    browser.post(settle, {"do": "throw"})
    assert not NewStash.objects.exists()


def test_a_contributor_keeps_what_they_were_given_and_nothing_else(
    plan, author, contributor, theme
):
    what = [("question", "1.2")]
    assignments.give(plan, by=author, what=what, writer=contributor)
    theirs = Client()
    theirs.force_login(contributor)
    keeps = kept_at(theirs.get(plan_url("question_write", plan, "1.2")))

    assert theirs.post(keeps, {"body": TYPED}).status_code == 204
    elsewhere = plan_url("beginning_keep", plan)
    assert theirs.post(elsewhere, {"body": TYPED}).status_code == 403
    assert NewStash.objects.count() == 1
    page = theirs.get(plan_url("question_write", plan, "1.2")).content.decode()
    assert "You were writing here" in page


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("theme=x", TYPED),
        (f"after={'9' * 30}", TYPED),
        ("theme=0", TYPED),
        ("question=" + "x" * 21, TYPED),
        ("", "x" * (LONGEST_PARAGRAPH + 1)),
    ],
)
def test_what_cannot_be_kept_is_refused(browser, plan, query, body):
    answer = browser.post(f"{plan_url('beginning_keep', plan)}?{query}", {"body": body})

    assert answer.status_code == 422
    assert not NewStash.objects.exists()


def test_what_nobody_came_back_to_is_deleted_with_a_word_to_its_writer(plan, author, theme):
    begin(plan, author, theme, ago=timedelta(days=NewStash.kept_days, minutes=1))
    young = begin(plan, author, ago=timedelta(days=NewStash.kept_days - 1))

    delete_old_stashes(timezone.localdate())

    assert list(NewStash.objects.all()) == [young]
    [told] = OutboxMessage.objects.filter(kind=DELETED)
    assert (told.to, told.page) == (author, plan_url("unsaved", plan))


def test_the_page_of_all_boxes_says_of_each_passage_who_is_there(browser, plan, author, paragraph):
    make_paragraph(plan, author, "Another.")
    page = browser.get(plan_url("plan_write", plan)).content.decode()

    assert f'data-presence="{plan_url("page_presence", plan)}"' in page
    assert page.count("data-here=") == 2
    assert f'data-here="{paragraph.pk}"' in page
