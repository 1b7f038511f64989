"""An answer that an officer typed and did not give is kept for them, whatever came between."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from approvals.clearance import views
from approvals.clearance.unfinished import keep_unfinished, unfinished_of
from approvals.models import UnfinishedAnswer
from councils.models import OutboxMessage
from councils.roles import Role
from plans.access import plan_url
from plans.actions.stashes import delete_old_stashes
from tests.approvals.makers import Chamber, make_answer, make_sent
from tests.approvals.pages import browser_of, words_of
from tests.councils.pages import fields_of

S151, MONITORING = Role.SECTION_151, Role.MONITORING_OFFICER
TYPED = {"outcome": "comment", "words": "The reserve is thin.", "place": "paragraph 3"}


@pytest.fixture
def sent(chamber: Chamber) -> Chamber:
    chamber.round = make_sent(chamber, then_put=False)
    return chamber


def page_of(chamber: Chamber, role: Role):
    return browser_of(chamber.person[role]).get(plan_url("move_answer", chamber.plan))


def send_back_while_typing(chamber: Chamber):
    """Finance sends the plan back while the Monitoring Officer types, and then presses."""
    browser, page = browser_of(chamber.person[MONITORING]), plan_url("move_answer", chamber.plan)
    typed = fields_of(browser.get(page)) | TYPED
    make_answer(chamber, chamber.round, S151, outcome="sent_back", words="No.", place="Theme 1")
    return browser.post(page, typed)


def test_sent_back_by_another_it_is_offered_when_they_are_asked_again(sent):
    answer = send_back_while_typing(sent)
    assert answer.status_code == 409
    sent.plan.refresh_from_db()
    make_sent(sent, then_put=False, reason="Again")

    asked = page_of(sent, MONITORING)

    assert "You typed this answer on" in words_of(asked)
    shown = fields_of(asked)
    assert (shown["words"].strip(), shown["place"]) == (TYPED["words"], TYPED["place"])
    assert not shown.get("outcome")


def test_it_is_theirs_alone(sent):
    send_back_while_typing(sent)
    sent.plan.refresh_from_db()
    make_sent(sent, then_put=False, reason="Again")
    assert TYPED["words"] not in words_of(page_of(sent, S151))
    assert TYPED["words"] not in words_of(
        browser_of(sent.author).get(plan_url("clearance", sent.plan))
    )


def test_what_is_refused_at_its_field_is_kept_too_and_given_it_is_gone(sent):
    browser, page = browser_of(sent.person[S151]), plan_url("move_answer", sent.plan)
    typed = fields_of(browser.get(page)) | TYPED | {"outcome": "content"}
    assert browser.post(page, typed).status_code == 422
    assert unfinished_of(sent.person[S151], sent.plan).body == TYPED["words"]

    assert browser.post(page, typed | {"outcome": "comment"}).status_code == 302
    assert unfinished_of(sent.person[S151], sent.plan) is None


def test_without_the_keeping_it_would_be_lost(sent, monkeypatch):
    """The control."""
    monkeypatch.setattr(views, "keeping", lambda request, plan, response: response)
    send_back_while_typing(sent)
    assert not UnfinishedAnswer.objects.exists()


def test_after_thirty_days_it_is_deleted_and_its_writer_told(sent):
    officer, days = sent.person[S151], UnfinishedAnswer.kept_days
    old = timezone.now() - timedelta(days=days, minutes=1)
    keep_unfinished(sent.plan, by=officer, words="Thin.", place="", now=old)
    other = sent.person[MONITORING]
    keep_unfinished(sent.plan, by=other, words="So.", place="", now=timezone.now())

    delete_old_stashes(timezone.localdate())

    assert [one.person for one in UnfinishedAnswer.objects.all()] == [other]
    told = OutboxMessage.objects.get(kind="unsaved_words_deleted")
    assert told.to == officer
    assert "Thin." not in str(vars(told))


@given(words=st.text(max_size=6_000), place=st.text(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_any_words_are_kept_or_are_none(sent, words, place):
    officer = sent.person[S151]
    UnfinishedAnswer.objects.all().delete()
    kept = keep_unfinished(sent.plan, by=officer, words=words, place=place, now=timezone.now())
    assert kept == (unfinished_of(officer, sent.plan) is not None)
