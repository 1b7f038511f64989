"""A save from a page that is out of date: put together with what others changed, or asked."""

import pytest

from councils.roles import Role
from plans.access import plan_url
from plans.actions import passages
from plans.models import Passage
from plans.together import WordsAsked
from tests.councils.pages import fields_of
from tests.makers import make_person
from tests.plan_makers import make_moved_on, make_paragraph
from tests.plans.editing import acts_of, edit, last_act
from web.errors import Refused, StalePage

WORDS = "The council opens centres. Members agreed it. Residents were asked."


@pytest.fixture
def text(plan, author) -> Passage:
    return make_paragraph(plan, author, WORDS)


def opened(passage: Passage) -> Passage:
    return Passage.objects.whole().get(pk=passage.pk)


def body_of(passage: Passage) -> str:
    return Passage.objects.get(pk=passage.pk).body


def test_what_two_people_changed_in_different_sentences_is_saved(plan, author, colleague, text):
    mine = opened(text)
    edit(text, colleague, WORDS.replace("were asked", "were heard"))
    before = acts_of(plan)

    saved = edit(mine, author, WORDS.replace("The council opens", "We open"))

    both = "We open centres. Members agreed it. Residents were heard."
    assert body_of(text) == both
    assert (saved.together.mine, saved.together.text) == (
        "We open centres. Members agreed it. Residents were asked.",
        both,
    )
    assert [one.who for one in saved.together.changes] == [colleague.name]
    assert acts_of(plan) == before + 1
    act = last_act(plan)
    assert (act.verb, act.actor.name) == ("edited_together", author.name)
    assert act.details["act"] == act.sequence - 1
    assert "together with what was changed on" in act.sentence


def test_words_that_both_changed_are_asked_and_nothing_is_saved(author, colleague, text):
    mine = opened(text)
    edit(text, colleague, WORDS.replace("were asked", "were heard"))

    with pytest.raises(WordsAsked) as stale:
        edit(mine, author, WORDS.replace("Residents were", "People were"))

    [one] = stale.value.merged.asked
    assert (one.mine, one.theirs) == ("People were asked.", "Residents were heard.")
    assert body_of(text) == WORDS.replace("were asked", "were heard")


def test_a_mark_set_on_an_old_page_leaves_the_words_that_came_since(author, colleague, text):
    mine = opened(text)
    edit(text, colleague, "Their words.")

    saved = edit(mine, author, WORDS, ready=True)

    text.refresh_from_db()
    assert (text.body, text.ready, saved.together) == ("Their words.", True, None)


def test_a_mark_and_a_writer_that_only_others_changed_stay(council, author, colleague, text):
    mine, writer = opened(text), make_person(council, Role.CONTRIBUTOR)
    edit(text, colleague, WORDS, ready=True, writer=writer)

    edit(mine, author, WORDS + " More.", ready=False, writer=None)

    text.refresh_from_db()
    assert (text.body, text.ready, text.writer) == (WORDS + " More.", True, writer)


def test_the_control_an_old_page_without_its_revision_would_undo_them(author, colleague, text):
    mine = opened(text)
    edit(text, colleague, WORDS, ready=True)

    edit(mine, author, WORDS, ready=False, seen=2)

    text.refresh_from_db()
    assert text.ready is False


def test_a_page_that_showed_what_never_stood_is_stale(author, text):
    with pytest.raises(StalePage):
        edit(text, author, "Mine.", seen=77)


def test_a_text_that_is_put_back_is_mixed_with_nothing(plan, author, colleague, text):
    mine = opened(text)
    edit(text, colleague, WORDS + " More.")

    with pytest.raises(StalePage):
        edit(mine, author, "We. Residents.", back_to=last_act(plan))


def test_once_it_was_sent_it_is_the_words_that_need_a_reason(plan, author, colleague, text):
    make_moved_on(plan, author)
    mine = opened(text)
    edit(text, colleague, WORDS + " More.", reason="Asked")

    assert edit(mine, author, WORDS, ready=True)
    with pytest.raises(Refused, match="Say why"):
        edit(mine, author, "We open." + WORDS)


# The page


@pytest.fixture
def url(plan, text):
    return plan_url("passage", plan, text.pk)


def test_the_page_says_what_came_from_whom(browser, author, colleague, text, url):
    fields = fields_of(browser.get(url))
    edit(text, colleague, WORDS.replace("were asked", "were heard"))

    sent = {**fields, "body": WORDS.replace("The council opens", "We open")}
    page = " ".join(browser.post(url, sent, follow=True).content.decode().split())

    assert f"Saved together with what {colleague.name} changed" in page
    assert "<del>asked</del >" in page
    assert "<ins>heard</ins >" in page


def asked(browser, colleague, text, url):
    """The page of one place that both changed, beside one that each changed alone."""
    fields = fields_of(browser.get(url))
    theirs = WORDS.replace("were asked", "were heard").replace("Members", "All members")
    edit(text, colleague, theirs)
    mine = WORDS.replace("Residents", "People").replace("The council opens", "We open")
    return browser.post(url, {**fields, "body": mine})


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"keep-0": "mine"}, "People were asked."),
        ({"keep-0": "theirs"}, "Residents were heard."),
        ({"keep-0": "both"}, "People were asked. Residents were heard."),
        ({"keep-0": "own", "own-0": "People were heard."}, "People were heard."),
    ],
)
def test_each_place_is_settled_as_it_is_chosen(browser, colleague, text, url, choice, words):
    page = asked(browser, colleague, text, url)
    assert page.status_code == 409
    assert "Which words should stand?" in page.content.decode()

    answer = browser.post(url, fields_of(page) | choice)

    assert answer.status_code == 302
    assert body_of(text) == f"We open centres. All members agreed it. {words}"


@pytest.mark.parametrize(
    "choice", [{}, {"keep-0": "own", "own-0": " "}, {"keep-0": "mine", "own-0": "Written anew."}]
)
def test_a_choice_that_is_none_keeps_what_was_typed(browser, colleague, text, url, choice):
    page = asked(browser, colleague, text, url)

    refused = browser.post(url, fields_of(page) | choice)

    assert refused.status_code == 422
    assert "We open centres. Members agreed it. People were asked." in refused.content.decode()
    assert choice.get("own-0", "").strip() in refused.content.decode()
    assert "People" not in body_of(text)


def test_what_is_changed_while_it_is_settled_is_put_together_too(browser, colleague, text, url):
    page = asked(browser, colleague, text, url)
    text.refresh_from_db()
    edit(text, colleague, text.body.replace("All members", "Every member"))

    answer = browser.post(url, fields_of(page) | {"keep-0": "mine"})

    assert answer.status_code == 302
    assert body_of(text) == "We open centres. Every member agreed it. People were asked."


def test_a_second_conflict_is_asked_with_the_first_one_settled(browser, colleague, text, url):
    page = asked(browser, colleague, text, url)
    text.refresh_from_db()
    edit(text, colleague, text.body.replace("were heard", "spoke"))

    again = browser.post(url, fields_of(page) | {"keep-0": "mine"})
    assert again.status_code == 409
    assert "Residents spoke." in again.content.decode()
    answer = browser.post(url, fields_of(again) | {"keep-0": "both"})

    assert answer.status_code == 302
    assert body_of(text).endswith("People were asked. Residents spoke.")


def test_a_mark_set_by_another_is_still_set_when_words_are_settled(browser, colleague, text, url):
    fields = fields_of(browser.get(url))
    edit(text, colleague, WORDS.replace("were asked", "were heard"), ready=True)

    page = browser.post(url, {**fields, "body": WORDS.replace("Residents", "People")})
    browser.post(url, fields_of(page) | {"keep-0": "mine"})

    assert Passage.objects.get(pk=text.pk).ready


def test_words_for_a_paragraph_removed_while_they_are_settled_come_back(
    browser, colleague, text, url
):
    page = asked(browser, colleague, text, url)
    passages.remove_passage(Passage.objects.get(pk=text.pk), by=colleague, seen=2)

    gone = browser.post(url, fields_of(page) | {"keep-0": "own", "own-0": "Written anew."})

    assert gone.status_code == 409
    assert "We open centres. Members agreed it. People were asked." in gone.content.decode()
    assert "Written anew." in gone.content.decode()
