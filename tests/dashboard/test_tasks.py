"""What waits for each person, of the plans that others brought on."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from approvals.decisions.steps import put_to_decision
from approvals.members.actions import add_member_statement
from approvals.workflow.engine import PageState
from councils.roles import Role
from plans.access import plan_url
from tests.approvals.attempts import attempt
from tests.approvals.makers import (
    Chamber,
    declare_as,
    make_answered,
    make_decided,
    make_put,
    make_recorded,
    make_sent,
    seen_in,
)
from tests.approvals.pages import browser_of
from tests.dashboard.pages import tasks, work
from tests.makers import make_appointment, make_person
from tests.plan_makers import make_paragraph, make_plan

TODAY = timezone.localdate()


def test_each_role_finds_what_waits_for_it(chamber):
    clerk, author = chamber.clerk, chamber.author
    round_ = make_sent(chamber, then_put=False)
    assert tasks(chamber.person[Role.SECTION_151]) == ["Answer the clearance"]
    assert tasks(chamber.person[Role.HEAD_OF_PAID_SERVICE]) == []
    assert tasks(clerk) == []

    make_answered(chamber, round_)
    assert tasks(chamber.person[Role.SECTION_151]) == []
    assert tasks(clerk) == tasks(author) == ["Put to decision"]

    put_to_decision(
        chamber.plan, by=clerk, seen=seen_in(round_), body="Cabinet", meets_on=round_.meets_on
    )
    chamber.plan.refresh_from_db()
    assert tasks(clerk) == ["Record the decision"]
    assert tasks(chamber.member) == ["Read what is put to you"]

    make_decided(chamber)
    assert tasks(author) == ["Publish", "Submit"]
    assert tasks(clerk) == ["Publish"]
    assert tasks(chamber.member) == []


@pytest.mark.parametrize(
    ("days", "waits"), [(-1, ["Publish", "Submit"]), (0, ["Publish", "Submit"]), (1, ["Publish"])]
)
def test_a_plan_is_to_be_submitted_once_its_decision_has_effect(chamber, days, waits):
    effective = TODAY + timedelta(days=days)
    make_recorded(chamber, TODAY - timedelta(days=2), effective_from=effective)

    assert tasks(chamber.author) == waits


@pytest.mark.parametrize(
    ("kind", "words", "waits"),
    [
        ("content", "", False),
        ("pecuniary", "A lease", False),
        ("other_interest", "A pension", True),
        ("no_interest", "", True),
        ("question", "Why?", True),
    ],
)
def test_what_is_put_to_a_member_waits_until_they_have_spoken(chamber, kind, words, waits):
    step = make_put(chamber)
    seen = PageState(0, step.round.version.digest)
    if kind == "content":
        add_member_statement(step, by=chamber.member, kind="no_interest", seen=seen)
    add_member_statement(step, by=chamber.member, kind=kind, seen=seen, words=words)

    assert tasks(chamber.member) == ["Read what is put to you"] * waits


def test_who_takes_no_part_has_nothing_to_read_until_they_correct_it(chamber):
    step = make_put(chamber)
    seen = PageState(0, step.round.version.digest)
    for kind, waits in (("no_interest", 1), ("content", 0), ("pecuniary", 0), ("withdrawn", 1)):
        words = "" if kind == "content" else f"As I find it now: {kind}"
        if kind == "content":
            add_member_statement(step, by=chamber.member, kind=kind, seen=seen, words=words)
        else:
            declare_as(chamber.member, step, kind, words)
        assert tasks(chamber.member) == ["Read what is put to you"] * waits, kind


def test_what_another_member_said_takes_no_task_from_this_one(chamber):
    step = make_put(chamber)
    seen = PageState(0, step.round.version.digest)
    for kind in ("no_interest", "content"):
        add_member_statement(step, by=chamber.member, kind=kind, seen=seen)
    colleague = make_person(chamber.council, Role.CABINET_MEMBER)

    assert tasks(colleague) == ["Read what is put to you"]


def test_who_may_only_read_a_plan_sent_back_learns_that(chamber):
    make_sent(chamber)
    said = {"words": "The sum is wrong.", "place": "page 3"}
    attempt("send_back", chamber.plan, by=chamber.person[Role.SECTION_151], **said)
    page = browser_of(chamber.person[Role.MONITORING_OFFICER]).get(chamber.plan.get_absolute_url())
    html = " ".join(page.content.decode().split())

    assert "Sent back by the Section 151 officer. It waits for its author." in html
    assert "Not answered yet" not in html


def test_a_plan_sent_back_waits_for_its_author(chamber):
    make_sent(chamber)
    said = {"words": "The sum is wrong.", "place": "page 3"}
    attempt("send_back", chamber.plan, by=chamber.person[Role.SECTION_151], **said)
    assert tasks(chamber.author) == ["Put it right"]


def test_only_the_newest_round_waits(chamber):
    make_sent(chamber)
    make_paragraph(chamber.plan, chamber.author, "A later thought.", reason="It was missing.")
    newest = make_sent(chamber, reason="It was missing.")
    (here,) = work(chamber.person[Role.SECTION_151])

    asked = newest.asked.get(role=Role.SECTION_151)
    assert [task.href for task in here.tasks] == [
        f"{plan_url('move_answer', chamber.plan)}?asked={asked.pk}"
    ]


def test_nobody_is_asked_to_clear_what_they_sent(chamber):
    make_sent(chamber)
    make_appointment(chamber.council, chamber.author, Role.SECTION_151)

    assert tasks(chamber.author) == []


def test_another_councils_tasks_are_not_mine(chamber):
    make_sent(Chamber())

    assert tasks(chamber.person[Role.SECTION_151]) == []


def test_three_plans_ask_the_database_as_often_as_one(chamber):
    def asked_by() -> int:
        with CaptureQueriesContext(connection) as queries:
            work(chamber.person[Role.SECTION_151])
        return len(queries)

    make_sent(chamber)
    one = asked_by()
    for title in ("A second plan", "A third plan"):
        chamber.plan = make_plan(chamber.council, chamber.author, title)
        for theme in chamber.plan.themes.all():
            make_paragraph(chamber.plan, chamber.author, "Words.", theme)
        make_sent(chamber)

    assert asked_by() == one


def test_a_meeting_that_a_plan_was_withdrawn_from_waits_for_nobody(chamber):
    make_put(chamber)
    attempt("withdraw", chamber.plan, by=chamber.author)
    assert tasks(chamber.member) == []

    chamber.plan.refresh_from_db()
    make_answered(chamber, make_sent(chamber, meets_on=TODAY + timedelta(days=7)))
    assert tasks(chamber.member) == ["Read what is put to you"]
