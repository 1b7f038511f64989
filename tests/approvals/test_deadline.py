"""The deadline on every page of a plan, and what it implies."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from approvals.submission.correspondence import ExtensionData, record_extension
from plans.access import plan_url
from plans.deadline import deadline_view
from plans.models import Plan
from tests.approvals.makers import Chamber, make_recorded, make_submitted
from web.errors import Refused

LONDON = ZoneInfo("Europe/London")
DUE = datetime(2024, 7, 19, 23, 59, 59, tzinfo=LONDON)
NOTHING_RECORDED = "No submission is recorded; the deadline was 19 July 2024."


def whole(plan: Plan) -> Plan:
    return Plan.objects.whole().get(pk=plan.pk)


def said(browser, plan: Plan, page: str = "plan_read") -> str:
    words = browser.get(plan_url(page, plan)).content.decode()
    return words.partition('<p class="plan-deadline">')[2].partition("</p>")[0]


def test_it_stands_on_every_page_of_the_plan_and_costs_no_statement(chamber, signed_in):
    browser = signed_in(chamber.author)
    for page in ("plan_read", "questions", "versions", "history", "sent", "plan_settings"):
        assert NOTHING_RECORDED in said(browser, chamber.plan, page)
    found = whole(chamber.plan)
    with CaptureQueriesContext(connection) as queries:
        deadline_view(found, now=timezone.now())
    assert len(queries) == 0


def test_it_stands_on_no_page_of_somebody_who_may_not_read_it(chamber, signed_in):
    other = Chamber()
    page = signed_in(other.author).get(plan_url("plan_read", chamber.plan))
    assert page.status_code == 404
    assert b"plan-deadline" not in page.content


@pytest.mark.parametrize(
    ("now", "words", "is_past"),
    [
        (DUE - timedelta(days=2), "2 working days left", False),
        (DUE - timedelta(seconds=1), "Today is the last day", False),
        (DUE, "Today is the last day", False),
        (DUE + timedelta(milliseconds=999), "Today is the last day", False),
        (DUE + timedelta(seconds=1), NOTHING_RECORDED[:-1], True),
    ],
)
def test_it_says_what_is_left(chamber, now, words, is_past):
    shown = deadline_view(whole(chamber.plan), now=now)
    assert (shown.deadline.in_words, shown.deadline.is_past) == (words, is_past)


def test_a_meeting_after_the_deadline_is_warned_of(chamber):
    plan = whole(chamber.plan)
    plan.meets_on = date(2024, 7, 19)
    assert deadline_view(plan, now=DUE).meets_after is None
    plan.meets_on = date(2024, 7, 20)
    assert deadline_view(plan, now=DUE).meets_after == date(2024, 7, 20)


def test_an_extension_is_shown_wherever_the_deadline_is(chamber, signed_in):
    granted = ExtensionData(
        "The department", date(2024, 7, 12), event="after the July meeting of Cabinet"
    )
    browser = signed_in(chamber.author)

    record_extension(chamber.plan, by=chamber.author, granted=granted)
    assert "Extended to: after the July meeting of Cabinet." in said(browser, chamber.plan)
    later = replace(granted, event="", due=datetime(2024, 8, 2, 17, tzinfo=LONDON))
    record_extension(chamber.plan, by=chamber.author, granted=later)
    words = said(browser, chamber.plan)
    assert "No submission is recorded; the deadline was 2 August 2024." in words


def test_once_it_was_sent_the_page_says_when_and_whether_late(chamber, signed_in, plain_paper):
    make_recorded(chamber, date(2024, 7, 9))
    make_submitted(chamber, sent_at=DUE)
    words = said(signed_in(chamber.author), chamber.plan)

    assert "Submitted end of 19 July 2024." in words
    assert "Late" not in words
    assert "No submission" not in words
    assert deadline_view(whole(chamber.plan), now=DUE).is_late is False


def test_what_was_sent_late_says_so(chamber, signed_in, plain_paper):
    make_recorded(chamber, date(2024, 7, 9))
    make_submitted(chamber, sent_at=DUE + timedelta(seconds=1))
    assert "Late" in said(signed_in(chamber.author), chamber.plan)


@pytest.mark.parametrize(
    ("after", "stands_out"), [(timedelta(0), False), (timedelta(1), True), (timedelta(30), False)]
)
def test_a_deadline_gone_by_stands_out_for_four_weeks_and_is_then_quiet(chamber, after, stands_out):
    shown = deadline_view(whole(chamber.plan), now=DUE + after)
    assert shown.deadline.stands_out is stands_out


def test_the_whole_of_the_last_day_counts_for_the_record_and_for_the_database(chamber):
    make_recorded(chamber, date(2024, 7, 9))
    last = DUE + timedelta(microseconds=999_999)
    submission = make_submitted(chamber, sent_at=last, reason="")
    assert (submission.sent_at, submission.is_late) == (last, False)


def test_midnight_after_the_last_day_wants_a_reason(chamber):
    make_recorded(chamber, date(2024, 7, 9))
    with pytest.raises(Refused, match="after the deadline"):
        make_submitted(chamber, sent_at=DUE + timedelta(seconds=1), reason="")
