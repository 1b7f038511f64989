"""Whoever sent a plan is told by e-mail that a member's question waits, and where."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from approvals.clearance.notifications import NoticeKind
from approvals.members.actions import add_member_statement
from approvals.models import DecisionStep
from approvals.workflow.engine import PageState
from councils.actions import people
from councils.models import OutboxMessage, User
from councils.outbox import send_waiting
from councils.roles import Role
from plans.access import plan_url
from tests.approvals.makers import Chamber, make_answer, make_put, make_recorded, make_sent, seen_of
from tests.approvals.pages import browser_of, shown
from tests.makers import administrator_of, make_appointment, make_person
from web.errors import MovedOn, Refused

TODAY = timezone.localdate()


@pytest.fixture
def step(chamber: Chamber) -> DecisionStep:
    """Before members; what was told on the way there is told."""
    step = make_put(chamber)
    OutboxMessage.objects.all().delete()
    return step


def told() -> list[str]:
    """The addresses to which word of a question goes, but democratic services’."""
    told = OutboxMessage.objects.filter(kind=NoticeKind.QUESTION)
    others = told.exclude(to__name__startswith=Role.DEMOCRATIC_SERVICES.label)
    return sorted(others.values_list("to__email", flat=True))


def ask(
    step: DecisionStep, by: User, words: str = "Who pays for the zebra house?", kind="question"
):
    return add_member_statement(step, by=by, kind=kind, seen=seen_of(step.plan), words=words)


def test_the_sender_is_told_that_a_question_waits_and_where_and_not_which(chamber, step):
    browser, page = browser_of(chamber.member), plan_url("member_question", chamber.plan)
    browser.post(page, shown(browser, page) | {"words": "Who pays for the zebra house?"})
    assert mail.outbox == []
    send_waiting()
    [letter] = [one for one in mail.outbox if one.to == [chamber.author.email]]

    assert letter.subject == f"A member asks about “{chamber.plan.title}”: {chamber.council}"
    assert f"Asked by: {chamber.member}\n" in letter.body
    assert chamber.plan.get_absolute_url() in letter.body
    prose = re.sub(r"http\S+", "", letter.subject + letter.body)
    assert "zebra" not in prose
    there = browser_of(chamber.author).get(chamber.plan.get_absolute_url())
    assert "Who pays for the zebra house?" in there.content.decode()


@pytest.mark.parametrize(("kind", "words"), [("content", ""), ("pecuniary", "A lease")])
def test_only_a_question_is_told(chamber, step, kind, words):
    if kind == "content":
        ask(step, chamber.member, "", kind="no_interest")
    ask(step, chamber.member, words, kind=kind)

    assert told() == []


def test_each_question_is_told_once(chamber, step):
    ask(step, chamber.member, "Who pays?")
    ask(step, chamber.member, "From when?")
    with pytest.raises(Refused, match="already"):
        ask(step, chamber.member, "From when?")

    assert told() == [chamber.author.email] * 2


def test_who_sent_it_last_is_told_and_who_sent_it_before_is_not(chamber):
    colleague = make_person(chamber.council, Role.AUTHOR, name="Second author, Northmoor")
    make_answer(
        chamber, make_sent(chamber), Role.SECTION_151, "sent_back", words="No.", place="All of it"
    )
    chamber.author, first = colleague, chamber.author
    step = make_put(chamber)
    ask(step, chamber.member)

    assert told() == [colleague.email]
    assert first.email not in told()


def test_who_asks_of_what_they_sent_themselves_is_told_nothing(chamber, step):
    make_appointment(chamber.council, chamber.author, Role.CABINET_MEMBER)
    ask(step, chamber.author)
    assert told() == []
    # The control: the same question from another member is told.
    ask(step, chamber.member)
    assert told() == [chamber.author.email]


def test_a_sender_who_has_left_is_not_told_of_a_question(chamber, step):
    held = chamber.author.appointments.get()
    people.end_at_once(held, by=administrator_of(chamber.council), seen=held.revision)
    ask(step, chamber.member)

    assert told() == []


def test_of_a_plan_entered_from_the_record_nobody_asks_and_nobody_is_told(chamber):
    """It was before its meeting long ago: no answer would be taken."""
    make_recorded(chamber, TODAY)
    OutboxMessage.objects.all().delete()
    step = chamber.plan.steps.get()
    digest = step.decision.digest
    seen = PageState(chamber.plan.moves, digest)
    with pytest.raises(MovedOn, match="answered until then"):
        add_member_statement(step, by=chamber.member, kind="question", seen=seen, words="Why?")

    assert not OutboxMessage.objects.exists()
