"""A member's question is answered here before the decision, for all members to read."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from approvals.members.answers import answer_member
from approvals.models import MemberAnswer, MemberStatement
from approvals.workflow.engine import PageState
from councils.access import access_of
from councils.actions import people
from councils.models import OutboxMessage, RefusedAttempt
from councils.record.models import Act
from councils.roles import Role
from dashboard.next_actions import actions_for
from dashboard.queries import states_of
from plans.access import plan_url
from tests.access import ANSWERERS
from tests.approvals.attempts import attempt
from tests.approvals.makers import (
    Chamber,
    make_asked,
    make_decided,
    make_member_answer,
    make_put,
)
from tests.approvals.pages import browser_of, shown
from tests.makers import administrator_of, make_person, make_successor
from tests.plan_makers import make_plan
from web.errors import MovedOn, Refused, StalePage

ASKED, ANSWER = "Who pays for the zebra house?", "The county does."


@pytest.fixture
def asked(chamber: Chamber) -> MemberStatement:
    question = make_asked(chamber, ASKED)
    OutboxMessage.objects.all().delete()
    chamber.plan.refresh_from_db()
    return question


def page_of(chamber: Chamber, asked: MemberStatement) -> str:
    return plan_url("answer_question", chamber.plan, asked.pk)


def reads(chamber: Chamber, role: Role, name: str = "member") -> str:
    return browser_of(chamber.person[role]).get(plan_url(name, chamber.plan)).content.decode()


def test_the_author_answers_on_a_page_that_shows_the_question(chamber, asked):
    browser, page = browser_of(chamber.author), page_of(chamber, asked)
    assert ASKED in browser.get(page).content.decode()
    response = browser.post(page, shown(browser, page) | {"words": ANSWER})

    assert response["Location"] == chamber.plan.get_absolute_url()
    answer = MemberAnswer.objects.get()
    assert (answer.question, answer.words, answer.by) == (asked, ANSWER, chamber.author)
    act = Act.objects.filter(council=chamber.council).latest("sequence")
    assert (act.verb, act.pk) == ("member_answered", answer.act_id)


@pytest.mark.parametrize("role", [Role.CABINET_MEMBER, Role.DECISION_MAKER])
def test_every_member_reads_question_and_answer_whoever_asked(chamber, asked, role):
    assert "Not answered yet." in reads(chamber, role)
    make_member_answer(chamber, asked, words=ANSWER)

    assert ASKED in reads(chamber, role)
    assert ANSWER in reads(chamber, role)
    assert "Not answered yet." not in reads(chamber, role)


def test_another_member_than_who_asked_reads_it_too(chamber, asked):
    make_member_answer(chamber, asked, words=ANSWER)
    other = make_person(chamber.council, Role.CABINET_MEMBER, name="Second member, Northmoor")

    assert ANSWER in browser_of(other).get(plan_url("member", chamber.plan)).content.decode()


def test_democratic_services_read_it_on_the_plans_page(chamber, asked):
    make_member_answer(chamber, asked, words=ANSWER)
    page = reads(chamber, Role.DEMOCRATIC_SERVICES, "plan")

    assert ASKED in page
    assert ANSWER in page


@pytest.mark.parametrize("role", sorted(Role))
def test_only_an_author_or_an_officer_answers(chamber, asked, role):
    person = chamber.person[role]
    if role in ANSWERERS:
        assert make_member_answer(chamber, asked, by=person).by == person
        return
    with pytest.raises(PermissionDenied):
        make_member_answer(chamber, asked, by=person)
    assert not MemberAnswer.objects.exists()


def test_who_asked_is_told_and_nobody_else(chamber, asked):
    make_member_answer(chamber, asked)
    [message] = OutboxMessage.objects.all()

    assert (message.kind, message.to) == ("question_answered", chamber.member)
    assert ANSWER not in str(message.facts)


def test_who_asked_and_is_a_member_no_more_is_told_nothing(chamber, asked):
    held = chamber.member.appointments.get()
    make_successor(chamber.council, held.role)
    people.end_at_once(held, by=administrator_of(chamber.council), seen=held.revision)
    OutboxMessage.objects.all().delete()
    make_member_answer(chamber, asked)

    assert not OutboxMessage.objects.filter(kind="question_answered").exists()


def test_a_correction_is_a_further_answer_and_both_are_read(chamber, asked):
    make_member_answer(chamber, asked, words="The council does.")
    make_member_answer(chamber, asked, words=ANSWER)
    page = reads(chamber, Role.CABINET_MEMBER)

    assert page.index("The council does.") < page.index(ANSWER)
    assert "Answered again" in page


def test_the_same_answer_twice_and_an_empty_one_are_refused(chamber, asked):
    make_member_answer(chamber, asked)
    for words, why in ((" ", "Write the answer"), ("In March.", "already")):
        with pytest.raises(Refused, match=why):
            make_member_answer(chamber, asked, words=words)
    assert MemberAnswer.objects.count() == 1


def test_an_answer_on_a_page_of_other_words_is_refused(chamber, asked):
    seen = PageState(chamber.plan.moves, "0" * 64)
    with pytest.raises(StalePage):
        answer_member(asked, by=chamber.author, seen=seen, words=ANSWER)
    assert not MemberAnswer.objects.exists()


def test_after_the_decision_nothing_is_answered(chamber, asked):
    browser, page = browser_of(chamber.author), page_of(chamber, asked)
    typed = shown(browser, page) | {"words": ANSWER}
    make_decided(chamber)
    with pytest.raises(MovedOn):
        make_member_answer(chamber, asked)
    answer = browser.post(page, typed)

    assert answer.status_code == 409
    assert ANSWER in answer.content.decode()
    assert "no longer before a meeting" in browser.get(page).content.decode()
    assert not MemberAnswer.objects.exists()
    assert "It was not answered." in reads(chamber, Role.CABINET_MEMBER)
    assert "Answer it" not in reads(chamber, Role.AUTHOR, "plan")


def test_after_a_deferral_a_question_of_before_is_answered_still(chamber, asked):
    later = timezone.localdate() + timedelta(days=7)
    attempt("deferred", chamber.plan, by=chamber.clerk, next_meets_on=later)
    chamber.plan.refresh_from_db()
    make_member_answer(chamber, asked, words=ANSWER)

    assert ANSWER in reads(chamber, Role.CABINET_MEMBER)


def test_only_a_question_is_answered_and_only_of_this_plan(chamber, asked):
    other = make_plan(chamber.council, chamber.author, title="Another plan")
    browser = browser_of(chamber.author)
    assert browser.get(plan_url("answer_question", other, asked.pk)).status_code == 404
    assert browser.get(plan_url("answer_question", chamber.plan, 0)).status_code == 404
    # The control.
    assert browser.get(page_of(chamber, asked)).status_code == 200


def test_a_refusal_leaves_a_line(chamber, asked):
    browser, page = browser_of(chamber.member), page_of(chamber, asked)

    assert browser.post(page, {"words": ANSWER, "moves": 1}).status_code == 403
    line = RefusedAttempt.objects.get()
    assert (line.tried, line.plan) == ("member_answered", chamber.plan.pk)
    assert ANSWER not in line.words


def tasks_of(chamber: Chamber) -> list[str]:
    chamber.plan.refresh_from_db()
    states = states_of([chamber.plan]).values()
    access = access_of(chamber.author, chamber.council)
    found = actions_for(states, [access], timezone.localdate())[chamber.council.pk]
    return [one.href for one in found if one.code == "answer_question"]


def test_a_question_waits_for_the_author_until_it_is_answered(chamber, asked):
    assert tasks_of(chamber) == [page_of(chamber, asked)]
    home = browser_of(chamber.author).get("/").content.decode()
    assert "Answer a member’s question" in home
    make_member_answer(chamber, asked)

    assert tasks_of(chamber) == []


def test_the_oldest_question_is_answered_first(chamber, asked):
    make_asked(chamber, "From when?")

    assert tasks_of(chamber) == [page_of(chamber, asked)]


def test_before_anybody_asks_nothing_waits(chamber):
    make_put(chamber)
    assert tasks_of(chamber) == []


def test_an_answer_stays_as_it_was_written(chamber, asked):
    answer = make_member_answer(chamber, asked)
    for change in (
        lambda: MemberAnswer.objects.filter(pk=answer.pk).update(words="x"),
        answer.delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_database_refuses_an_answer_without_words(chamber, asked):
    answer = make_member_answer(chamber, asked)
    empty = MemberAnswer(
        question=asked, words="", by=chamber.author, at=timezone.now(), act_id=answer.act_id
    )
    why = "an_answer_to_a_member_has_words"
    with pytest.raises(IntegrityError, match=why), transaction.atomic():
        empty.save()


def test_the_history_tells_the_answer_with_its_question(chamber, asked):
    answer = make_member_answer(chamber, asked, words=ANSWER)
    page = browser_of(chamber.author).get(plan_url("act", chamber.plan, answer.act.sequence))

    assert "Answered a member’s question on" in page.content.decode()
    assert ASKED in page.content.decode()
    assert ANSWER in page.content.decode()
