"""A submission made before a plan came here is entered as far as its record shows it."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from approvals.models import EarlierSubmission
from approvals.submission.earlier import EarlierData, record_earlier
from councils.access import access_of
from dashboard.next_actions import next_action
from dashboard.queries import state_of
from delivery.actions import start_monitoring
from plans.access import plan_url
from plans.deadline import deadline_view
from plans.models import Plan, Stage
from tests.approvals.attempts import bring
from tests.approvals.makers import (
    Chamber,
    make_published,
    make_recorded,
    make_submitted,
    seen_newest,
)
from tests.approvals.pages import words_of
from web.dates import LONDON
from web.errors import Refused

# Of the shipped request.
DUE = date(2024, 7, 19)
AFTER, BEFORE = DUE + timedelta(days=10), DUE - timedelta(days=1)


@pytest.fixture
def older(chamber: Chamber) -> Chamber:
    make_recorded(chamber, BEFORE)
    return chamber


def enter(chamber: Chamber, **shown: object) -> EarlierSubmission:
    row = record_earlier(chamber.plan, by=chamber.author, shown=EarlierData(**shown))
    chamber.plan = Plan.objects.whole().select_related("council").get(pk=chamber.plan.pk)
    return row


def told(chamber: Chamber) -> str:
    return deadline_view(chamber.plan, now=timezone.now()).earlier


def next_for(chamber: Chamber) -> str:
    access = access_of(chamber.author, chamber.council)
    return next_action(state_of(chamber.plan), access, timezone.localdate()).label


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ({}, "Submitted, when is not known"),
        ({"timing": "by_deadline"}, "Submitted by the deadline, when is not known"),
        ({"timing": "after_deadline"}, "Submitted after the deadline, when is not known"),
        ({"sent_on": AFTER}, "Submitted on 29 July 2024, after the deadline"),
        ({"sent_on": BEFORE}, "Submitted on 18 July 2024, by the deadline"),
        ({"sent_on": DUE}, "Submitted on 19 July 2024"),
        ({"sent_on": DUE, "timing": "by_deadline"}, "Submitted on 19 July 2024, by the deadline"),
    ],
)
def test_it_says_what_the_record_shows_and_nothing_more(older, shown, words, signed_in):
    enter(older, **shown)

    assert told(older) == words
    page = words_of(signed_in(older.author).get(older.plan.get_absolute_url()))
    assert f"{words}." in page
    assert "No submission is recorded" not in page


def test_a_known_moment_is_told_as_any_other(older):
    sent_at = datetime(2024, 7, 19, 23, 59, 59, tzinfo=LONDON)
    enter(older, sent_on=DUE, sent_at=sent_at)

    shown = deadline_view(older.plan, now=timezone.now())
    assert (shown.submitted, shown.earlier, shown.is_late) == (sent_at, "", False)
    assert older.plan.submitted_earlier == "by_deadline"


def test_it_is_corrected_by_entering_it_again(older):
    sent_at = datetime(2024, 7, 20, 9, tzinfo=LONDON)
    enter(older, sent_on=sent_at.date(), sent_at=sent_at)
    enter(older, timing="by_deadline")

    assert told(older) == "Submitted by the deadline, when is not known"
    assert older.plan.submitted_at is None
    assert older.plan.earlier_submissions.count() == 2


def test_a_submitted_plan_is_monitored_and_is_not_to_be_submitted(older):
    make_published(older)
    assert next_for(older) == "Submit"
    enter(older, basis="decided")

    assert next_for(older) == "Start monitoring"
    start_monitoring(older.plan, by=older.author, seen=seen_newest(older.plan))
    older.plan.refresh_from_db()
    assert older.plan.stage == Stage.MONITORING


@pytest.mark.parametrize("same", [None, False])
def test_what_went_subject_to_approval_is_replaced_unless_its_words_were_endorsed(older, same):
    make_published(older)
    enter(older, basis="subject", same_words=same)
    assert next_for(older) == "Replace the submission"

    enter(older, basis="subject", same_words=True)
    assert next_for(older) == "Start monitoring"


@pytest.mark.parametrize(
    ("shown", "field"),
    [
        ({"sent_on": date(2999, 1, 1)}, "sent_on"),
        ({"sent_on": AFTER, "timing": "by_deadline"}, "timing"),
        ({"sent_on": BEFORE, "timing": "after_deadline"}, "timing"),
    ],
)
def test_what_cannot_be_so_is_refused_at_its_field(older, shown, field):
    with pytest.raises(Refused) as refused:
        enter(older, **shown)
    assert refused.value.field == field


def test_the_same_is_not_entered_twice(older):
    enter(older, evidence="Its e-mail")
    with pytest.raises(Refused, match="entered already"):
        enter(older, evidence="Its e-mail")


def test_a_plan_decided_here_is_submitted_here(chamber):
    bring(chamber, "send", "clear", "put", "agreed")
    with pytest.raises(Refused, match="Only of a plan whose decision was entered"):
        enter(chamber)


def test_what_is_submitted_here_has_no_earlier_one(older):
    make_submitted(older)
    with pytest.raises(Refused, match="recorded here already"):
        enter(older)


def test_through_the_form_everything_may_be_left_empty(older, signed_in):
    browser = signed_in(older.author)
    address = plan_url("earlier", older.plan)
    assert address in browser.get(plan_url("sent", older.plan)).content.decode()

    answer = browser.post(address, {"same_words": ""}, follow=True)

    assert "Submitted at a time that is not known." in words_of(answer)
    assert "is not known" in words_of(answer)


def test_a_time_without_its_day_comes_back(older, signed_in):
    typed = {"sent_time": "3pm", "evidence": "Its e-mail"}
    answer = signed_in(older.author).post(plan_url("earlier", older.plan), typed)

    assert answer.status_code == 422
    assert "Enter the day, or leave the time empty" in words_of(answer)
    assert "Its e-mail" in answer.content.decode()
