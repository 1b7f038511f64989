"""Whoever was asked to clear a plan is told by e-mail that it was withdrawn, and no more."""

import re

import pytest
from django.core import mail

from approvals.clearance.notifications import NoticeKind, notify_of_withdrawal
from approvals.closing import actions
from approvals.closing.actions import withdraw_plan
from approvals.models import ClearanceRound
from councils.actions import people
from councils.models import OutboxMessage, User
from councils.outbox import send_waiting
from councils.roles import Office, Role
from plans.access import plan_url
from tests.approvals.makers import (
    Chamber,
    clearers_of,
    make_answer,
    make_put,
    make_sent,
    seen_newest,
)
from tests.approvals.pages import browser_of, shown
from tests.makers import administrator_of, make_appointment, make_person, make_successor
from tests.wire import statements
from web.errors import Refused

REASON = "The zebra house costs more."


@pytest.fixture
def sent(chamber: Chamber) -> ClearanceRound:
    """In clearance; what was told on the way there is told."""
    round_ = make_sent(chamber)
    OutboxMessage.objects.all().delete()
    return round_


def told() -> list[str]:
    """The addresses to which word of a withdrawal goes."""
    return sorted(
        OutboxMessage.objects.filter(kind=NoticeKind.WITHDRAWN).values_list("to__email", flat=True)
    )


def withdraw(chamber: Chamber, by: User | None = None, reason: str = REASON) -> None:
    seen = seen_newest(chamber.plan)
    withdraw_plan(chamber.plan, by=by or chamber.author, seen=seen, reason=reason)


def asked(chamber: Chamber) -> list[str]:
    return sorted(person.email for person in clearers_of(chamber).values())


def leave(chamber: Chamber, person: User) -> None:
    held = person.appointments.get()
    make_successor(chamber.council, held.role)
    people.end_at_once(held, by=administrator_of(chamber.council), seen=held.revision)


def test_everybody_asked_is_told_whether_they_answered_or_not_and_nobody_else(chamber, sent):
    make_answer(chamber, sent, Role.SECTION_151)
    withdraw(chamber)

    assert told() == asked(chamber)
    assert OutboxMessage.objects.count() == len(told()) == 3


def test_a_plan_withdrawn_from_decision_is_told_to_those_who_cleared_it(chamber):
    make_put(chamber)
    OutboxMessage.objects.all().delete()
    withdraw(chamber)

    assert told() == asked(chamber)
    others = OutboxMessage.objects.exclude(kind=NoticeKind.WITHDRAWN)
    assert set(others.values_list("kind", flat=True)) == {"no_longer_put"}


def test_the_page_says_so_and_the_letter_as_whom_by_whom_and_where_and_not_why(chamber, sent):
    browser, page = browser_of(chamber.author), plan_url("move_withdraw", chamber.plan)
    assert "Those who were asked are told by e-mail." in browser.get(page).content.decode()
    browser.post(page, shown(browser, page) | {"reason": REASON})
    assert mail.outbox == []
    send_waiting()
    officer = chamber.person[Role.SECTION_151]
    [letter] = [one for one in mail.outbox if one.to == [officer.email]]

    assert letter.subject == f"“{chamber.plan.title}” was withdrawn: {chamber.council}"
    assert "You had not answered yet, and there is nothing more to do." in letter.body
    assert "You were asked as: Section 151 officer\n" in letter.body
    assert f"Withdrawn by: {chamber.author}\n" in letter.body
    assert chamber.plan.get_absolute_url() in letter.body
    prose = re.sub(r"http\S+", "", letter.subject + letter.body)
    assert "zebra" not in prose


def test_who_was_asked_in_two_offices_is_told_once_of_both(chamber):
    portfolio = make_person(chamber.council, Role.PORTFOLIO_HOLDER, Role.CLEARING_OFFICER)
    both = {
        Office(Role.PORTFOLIO_HOLDER): portfolio,
        Office(Role.CLEARING_OFFICER, "Equality"): portfolio,
    }
    make_sent(chamber, clear=clearers_of(chamber) | both)
    withdraw(chamber)
    [message] = OutboxMessage.objects.filter(to=portfolio, kind=NoticeKind.WITHDRAWN)

    assert message.role == "Portfolio holder, Clearing officer for Equality"


def test_who_was_asked_and_withdraws_it_themselves_is_told_nothing(chamber, sent):
    portfolio = chamber.person[Role.PORTFOLIO_HOLDER]
    make_appointment(chamber.council, portfolio, Role.AUTHOR)
    withdraw(chamber, by=portfolio)

    assert told() == [one for one in asked(chamber) if one != portfolio.email]


def test_who_has_left_since_is_told_nothing(chamber, sent):
    officer = chamber.person[Role.SECTION_151]
    leave(chamber, officer)
    withdraw(chamber)

    assert officer.email in asked(chamber)
    assert told() == [one for one in asked(chamber) if one != officer.email]


def test_who_left_the_office_and_still_reads_drafts_is_told(chamber, sent):
    officer = chamber.person[Role.SECTION_151]
    leave(chamber, officer)
    make_appointment(chamber.council, officer, Role.AUDITOR)
    withdraw(chamber)

    assert told() == asked(chamber)


def test_only_those_asked_last_are_told(chamber, sent):
    first = chamber.person[Role.SECTION_151]
    second = make_person(chamber.council, Role.SECTION_151, name="New treasurer, Northmoor")
    make_sent(chamber, clear=clearers_of(chamber) | {Office(Role.SECTION_151): second})
    withdraw(chamber)

    assert second.email in told()
    assert first.email not in told()


def test_a_plan_that_is_not_withdrawn_is_told_to_nobody(chamber, sent, monkeypatch):
    """The letters are of the move's own transaction: written, and taken back with it."""
    written = []

    def write_and_fail(*facts: object) -> None:
        notify_of_withdrawal(*facts)
        written.append(OutboxMessage.objects.count())
        raise Refused("Something went wrong after that.")

    monkeypatch.setattr(actions, "notify_of_withdrawal", write_and_fail)
    with pytest.raises(Refused):
        withdraw(chamber)
    with pytest.raises(Refused, match="Say why"):
        withdraw(chamber, reason=" ")

    assert written == [3]
    assert not OutboxMessage.objects.exists()


def test_whom_to_tell_is_asked_in_two_statements_however_many_they_are(chamber):
    equality = make_person(chamber.council, Role.CLEARING_OFFICER)
    make_sent(
        chamber, clear=clearers_of(chamber) | {Office(Role.CLEARING_OFFICER, "Equality"): equality}
    )
    with statements() as sent:
        withdraw(chamber)

    about = [one for one in sent if "approvals_clearancerequest" in one]
    assert len(about) == 2
    assert len(told()) == 4
