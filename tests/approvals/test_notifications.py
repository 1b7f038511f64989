"""Who is told of a clearance by e-mail, when, and in which words."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from approvals.clearance import actions
from approvals.clearance.answers import respond_by_email
from approvals.clearance.notifications import NoticeKind, notify_officers
from approvals.models import ClearanceRound
from councils.actions import people
from councils.models import OutboxMessage
from councils.outbox import send_waiting
from councils.roles import Office, Role
from plans.access import plan_url
from tests.approvals.makers import (
    Chamber,
    clearers_of,
    make_answer,
    make_answered,
    make_emailed,
    make_report,
    make_sent,
    report_of,
    seen_in,
)
from tests.approvals.pages import browser_of, clearer, shown
from tests.makers import PASSWORD, administrator_of, make_person
from tests.plan_makers import an_email
from web.errors import Refused

TODAY = timezone.localdate()


@pytest.fixture
def chamber(chamber: Chamber) -> Chamber:
    """Its people have read of their roles already."""
    OutboxMessage.objects.all().delete()
    return chamber


@pytest.fixture
def sent(chamber: Chamber) -> ClearanceRound:
    return make_sent(chamber, due_on=TODAY)


def told(kind: NoticeKind) -> list[str]:
    """The addresses to which messages of a kind go."""
    return sorted(OutboxMessage.objects.filter(kind=kind).values_list("to__email", flat=True))


def letters() -> list:
    send_waiting()
    return mail.outbox


def test_each_person_asked_is_told_once_and_nobody_else(chamber, sent):
    asked = sorted(chamber.person[Role(one)].email for one in chamber.council.clearing_roles)

    assert told(NoticeKind.ASKED) == asked
    others = OutboxMessage.objects.exclude(kind=NoticeKind.ASKED)
    assert [one.kind for one in others] == [NoticeKind.MEETING_AHEAD]


def test_the_letter_says_as_whom_by_when_from_whom_and_where(chamber, sent):
    officer = chamber.person[Role.SECTION_151]
    [letter] = [one for one in letters() if one.to == [officer.email]]

    assert letter.subject == f"You are asked to clear “{chamber.plan.title}”: {chamber.council}"
    assert "You are asked as: Section 151 officer\n" in letter.body
    assert f"Answer wanted by: {TODAY.day} {TODAY:%B %Y}\n" in letter.body
    meeting = sent.meets_on
    assert f"The meeting it is for: Cabinet, {meeting.day} {meeting:%B %Y}\n" in letter.body
    assert f"Sent by: {chamber.author}\n" in letter.body
    assert plan_url("move_answer", chamber.plan) in letter.body


def test_no_letter_has_a_word_of_the_plan_or_its_report(chamber):
    words = {"title": "Closing the zebra house", "summary": "The zebra leaves."}
    round_ = make_sent(chamber, report=report_of(chamber.plan) | words)
    make_answer(chamber, round_, Role.SECTION_151, "sent_back", words="No zebra.", place="Zebra")

    # Three who are asked, democratic services, the sender, and the two who had not answered.
    assert len(letters()) == 7
    for letter in mail.outbox:
        prose = re.sub(r"http\S+", "", letter.subject + letter.body)
        assert "zebra" not in prose.lower()


def test_who_is_asked_in_two_offices_is_told_once_of_both(chamber):
    portfolio = make_person(chamber.council, Role.PORTFOLIO_HOLDER, Role.CLEARING_OFFICER)
    both = {
        Office(Role.PORTFOLIO_HOLDER): portfolio,
        Office(Role.CLEARING_OFFICER, "Equality"): portfolio,
    }
    make_sent(chamber, clear=clearers_of(chamber) | both)
    [message] = OutboxMessage.objects.filter(to=portfolio, kind=NoticeKind.ASKED)

    assert message.role == "Portfolio holder, Clearing officer for Equality"


def test_without_a_day_the_letter_names_none(chamber):
    make_sent(chamber)

    assert "Answer wanted by" not in letters()[0].body


def test_the_link_leads_to_the_page_once_one_has_signed_in(chamber, sent):
    officer = chamber.person[Role.SECTION_151]
    [letter] = [one for one in letters() if one.to == [officer.email]]
    link = re.search(r"http://[^/]+(/\S+)", letter.body)[1]
    browser = Client()
    sign_in = browser.get(link, follow=True)
    address = sign_in.redirect_chain[-1][0]
    there = browser.post(address, {"login": officer.email, "password": PASSWORD}, follow=True)

    assert there.redirect_chain[-1][0] == plan_url("move_answer", chamber.plan) == link
    assert "Your answer as Section 151 officer" in there.content.decode()


def test_a_plan_that_is_not_sent_is_told_to_nobody(chamber, monkeypatch):
    """The letters are of the move's own transaction: written, and taken back with it."""
    written = []

    def write_and_fail(*facts: object) -> None:
        notify_officers(*facts)
        written.append(OutboxMessage.objects.count())
        raise Refused("Something went wrong after that.")

    monkeypatch.setattr(actions, "notify_officers", write_and_fail)
    with pytest.raises(Refused):
        make_sent(chamber)

    assert written == [3]
    assert not OutboxMessage.objects.exists()


def test_a_page_queues_the_letters_and_waits_for_no_mail_server(chamber):
    make_report(chamber)
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    assert browser.post(page, shown(browser, page)).status_code == 302
    assert mail.outbox == []
    assert OutboxMessage.objects.filter(state="queued").count() == 3

    assert send_waiting().sent == 3
    assert len(mail.outbox) == 3


def test_the_sender_is_told_that_it_was_sent_back_by_whom_and_not_why(chamber, sent):
    browser, page = clearer(chamber)
    back = {"outcome": "sent_back", "words": "The sum is wrong.", "place": "paragraph 3"}
    browser.post(page, shown(browser, page) | back)
    [letter] = [one for one in letters() if one.to == [chamber.author.email]]

    assert letter.subject == f"“{chamber.plan.title}” was sent back to you: {chamber.council}"
    assert f"Sent back by: {chamber.person[Role.SECTION_151]}\n" in letter.body
    assert "As: Section 151 officer\n" in letter.body
    assert "wrong" not in letter.body
    assert chamber.plan.get_absolute_url() in letter.body


def test_the_sender_is_told_of_the_last_answer_alone_and_that_it_goes_on(chamber, sent):
    make_answer(chamber, sent, Role.SECTION_151)
    assert told(NoticeKind.PUT) == []
    make_answered(chamber, sent)
    [letter] = [one for one in letters() if one.to == [chamber.author.email]]

    assert told(NoticeKind.PUT) == [chamber.author.email]
    assert told(NoticeKind.ANSWERED) == []
    assert f"The meeting: {TODAY.day} {TODAY:%B %Y}\n" in letter.body


def test_where_it_waits_to_be_put_the_letter_leads_there(chamber):
    round_ = make_sent(chamber, then_put=False)
    make_answered(chamber, round_)
    [letter] = [one for one in letters() if one.to == [chamber.author.email]]

    assert told(NoticeKind.PUT) == []
    assert plan_url("move_put", chamber.plan) in letter.body


def test_a_second_thought_after_the_last_answer_is_told_to_nobody(chamber):
    round_ = make_sent(chamber, then_put=False)
    make_answered(chamber, round_)
    make_answer(chamber, round_, Role.SECTION_151, "objects", words="It costs more.")

    assert told(NoticeKind.ANSWERED) == [chamber.author.email]


def test_who_records_an_answer_is_not_told_of_it_but_their_colleague_is(chamber, sent):
    colleague = make_person(chamber.council, Role.AUTHOR, name="Second author, Northmoor")
    back = {"outcome": "sent_back", "words": "Not so.", "place": "paragraph 3"}
    make_emailed(chamber, sent, **back)
    assert told(NoticeKind.SENT_BACK) == []

    again = make_sent(chamber)
    respond_by_email(
        again.asked.first(),
        by=colleague,
        seen=seen_in(again),
        stated_at=timezone.now(),
        email=an_email(),
        **back,
    )
    assert told(NoticeKind.SENT_BACK) == [chamber.author.email]


def test_a_sender_who_has_left_is_told_nothing(chamber, sent):
    held = chamber.author.appointments.get()
    people.end_at_once(held, by=administrator_of(chamber.council), seen=held.revision)
    make_answered(chamber, sent)

    assert told(NoticeKind.PUT) == []
