"""What is typed and not saved: kept for its writer alone, given back, and deleted in the end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from councils.models import OutboxMessage
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from plans.actions import passages
from plans.actions.stashes import DELETED, delete_old_stashes, keep_stash
from plans.actions.whole_plan import PassageEdit, write_all
from plans.lengths import LONGEST_PARAGRAPH
from plans.models import Passage, Stash
from tests.councils.pages import fields_of
from tests.makers import make_person
from tests.plans.editing import edit

TYPED = "Typed “words” & <b>more</b>,\n\n- £1m 👩‍👩‍👧"


@pytest.fixture
def url(plan, paragraph):
    return plan_url("passage", plan, paragraph.pk)


@pytest.fixture
def stash_url(plan, paragraph):
    return plan_url("passage_stash", plan, paragraph.pk)


@pytest.fixture
def kept(paragraph, author) -> Stash:
    return kept_of(paragraph, author)


def kept_of(passage, by, body=TYPED, ago=timedelta()) -> Stash:
    now = timezone.now() - ago
    keep_stash(passage.plan, passage=passage.pk, by=by, seen=1, body=body, now=now)
    return Stash.objects.get(person=by, passage=passage.pk)


def test_what_is_typed_is_kept_without_an_act(browser, author, paragraph, stash_url):
    before = Act.objects.count()

    for words in ("First", TYPED):
        assert browser.post(stash_url, {"seen": 1, "body": words}).status_code == 204

    [stash] = Stash.objects.all()
    assert (stash.person, stash.passage, stash.body) == (author, paragraph.pk, TYPED)
    assert Act.objects.count() == before
    paragraph.refresh_from_db()
    assert paragraph.body == "The first words."


def test_what_stands_already_is_not_kept(browser, kept, stash_url):
    assert browser.post(stash_url, {"seen": 1, "body": "The first words."}).status_code == 204
    assert not Stash.objects.exists()


@pytest.mark.parametrize(
    "bad", [{"body": "w" * (LONGEST_PARAGRAPH + 1), "seen": 1}, {"body": "Words."}]
)
def test_no_more_is_kept_than_the_field_takes(browser, stash_url, bad):
    assert browser.post(stash_url, bad).status_code == 422
    assert not Stash.objects.exists()


def test_coming_back_offers_it_beside_what_stands(browser, kept, url):
    page = browser.get(url).content.decode()

    assert "You were writing here on" in page
    assert "and did not save it" in page
    assert "Take it" in page


def test_nobody_else_is_offered_it(signed_in, plan, colleague, kept, url):
    browser = signed_in(colleague)

    assert b"You were writing" not in browser.get(url).content
    assert b"\xe2\x80\x9cwords\xe2\x80\x9d" not in browser.get(plan_url("unsaved", plan)).content
    assert b"had not saved" not in browser.get(plan.get_absolute_url()).content
    for do in ("take", "throw"):
        address = plan_url("stash_settle", plan, kept.passage)
        answer = browser.post(address, {"do": do}, follow=True)
        assert "“words”" not in answer.content.decode()
    assert Stash.objects.exists()


def test_what_is_taken_is_saved_together_with_what_came_since(
    browser, plan, author, colleague, paragraph, url
):
    edit(paragraph, colleague, "One stands. Two stands.")
    keep_stash(
        plan,
        passage=paragraph.pk,
        by=author,
        seen=2,
        body="One here. Two stands.",
        now=timezone.now(),
    )
    edit(paragraph, colleague, "One stands. Two there.", seen=2)

    taken = browser.post(plan_url("stash_settle", plan, paragraph.pk), {"do": "take"})
    page = browser.get(taken["Location"])
    fields = fields_of(page)
    assert (fields["body"].strip(), fields["seen"]) == ("One here. Two stands.", "2")
    assert b"You were writing" not in page.content
    assert browser.post(url, fields).status_code == 302

    paragraph.refresh_from_db()
    assert paragraph.body == "One here. Two there."
    assert not Stash.objects.exists()


def test_what_is_thrown_away_is_gone(browser, plan, kept):
    browser.post(plan_url("stash_settle", plan, kept.passage), {"do": "throw"})

    assert not Stash.objects.exists()


@pytest.mark.parametrize("whole", [False, True])
def test_it_goes_when_the_passage_is_saved(plan, author, colleague, paragraph, kept, whole):
    kept_of(paragraph, colleague)

    if whole:
        write_all(plan, by=author, rewrites=[PassageEdit(paragraph.pk, 1, "Words.")])
    else:
        edit(paragraph, author, "Words.")

    assert [one.person for one in Stash.objects.all()] == [colleague]


def test_it_stays_while_its_words_wait_to_be_settled(browser, colleague, paragraph, kept, url):
    edit(paragraph, colleague, "Their words.")

    assert browser.post(url, {"seen": 1, "body": "My words."}).status_code == 409
    assert Stash.objects.exists()


def test_that_of_a_removed_passage_is_still_offered_at_the_plan(
    browser, plan, colleague, paragraph, stash_url
):
    passages.remove_passage(Passage.objects.get(), by=colleague, seen=1)

    assert browser.post(stash_url, {"seen": 1, "body": TYPED}).status_code == 204

    assert b"had not saved" in browser.get(plan.get_absolute_url()).content
    page = browser.get(plan_url("unsaved", plan)).content.decode()
    assert "The paragraph was removed meanwhile" in page
    assert "Take it" not in page
    assert "£1m" in page


def test_a_contributor_keeps_words_of_their_own_paragraph_alone(
    plan, author, contributor, paragraph, stash_url
):
    browser = Client()
    browser.force_login(contributor)
    sent = {"seen": 1, "body": TYPED}
    assert browser.post(stash_url, sent).status_code in (403, 404)
    edit(paragraph, author, paragraph.body, writer=contributor)
    assert browser.post(stash_url, sent).status_code == 204
    passages.remove_passage(Passage.objects.get(), by=author, seen=2)
    other = make_person(plan.council, Role.CONTRIBUTOR)
    browser.force_login(other)
    assert browser.post(stash_url, sent).status_code in (403, 404)


def test_after_thirty_days_it_is_deleted_and_its_writer_told(
    paragraph, author, colleague, contributor
):
    kept_of(paragraph, author, ago=timedelta(days=Stash.kept_days, minutes=1))
    kept_of(paragraph, colleague, ago=timedelta(days=Stash.kept_days - 1))
    kept_of(paragraph, contributor, ago=timedelta(days=Stash.kept_days, minutes=1))
    type(contributor).objects.filter(pk=contributor.pk).update(is_active=False)

    for _ in range(2):
        delete_old_stashes(timezone.localdate())

    assert [one.person for one in Stash.objects.all()] == [colleague]
    [message] = OutboxMessage.objects.filter(kind=DELETED)
    assert message.to == author
    assert "Typed" not in str(message.facts)


# Saved without leaving the page


IN_PLACE = {"HTTP_X_SAVE_IN_PLACE": "yes"}


def test_a_page_that_stays_can_save_again(browser, paragraph, url):
    fields = fields_of(browser.get(url))

    first = browser.post(url, {**fields, "body": "One."}, **IN_PLACE).json()
    fields |= {"seen": first["seen"], "drawn": first["drawn"]}
    second = browser.post(url, {**fields, "body": "Two."}, **IN_PLACE).json()

    assert first["said"].startswith("Saved ")
    assert (first["seen"], second["seen"]) == (2, 3)
    paragraph.refresh_from_db()
    assert paragraph.body == "Two."
    assert b"Saved." not in browser.get(url).content


def test_what_is_said_to_be_saved_is_not_what_a_colleague_saved_next(
    browser, colleague, paragraph, url
):
    """The revision is the one that was saved, so a later save meets what came between."""
    fields = fields_of(browser.get(url))
    said = browser.post(url, {**fields, "body": "One."}, **IN_PLACE).json()
    edit(paragraph, colleague, "Theirs.", seen=2)

    fields |= {"seen": said["seen"], "drawn": said["drawn"], "body": "Two."}
    assert browser.post(url, fields, **IN_PLACE).status_code == 409


def test_a_page_that_others_words_came_into_opens_anew(browser, colleague, paragraph, url):
    edit(paragraph, colleague, "One stands. Two stands.")
    fields = fields_of(browser.get(url))
    edit(paragraph, colleague, "One stands. Two there.", seen=2)

    sent = {**fields, "body": "One here. Two stands."}
    assert browser.post(url, sent, **IN_PLACE).json() == {"reload": True}
    assert b"Saved together with" in browser.get(url).content


def test_who_is_signed_out_is_told_so_and_nothing_is_saved(paragraph, url):
    answer = Client().post(url, {"seen": 1, "body": "Mine."}, **IN_PLACE)

    assert answer.status_code == 401
    paragraph.refresh_from_db()
    assert paragraph.body == "The first words."
