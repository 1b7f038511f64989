"""An officer who has not answered is reminded by one press, once a day."""

import pytest

from approvals.clearance import reminding
from approvals.clearance.reminding import remind
from approvals.models import ClearanceRequest, ClearanceRound
from councils.models import OutboxMessage
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from tests.approvals.makers import Chamber, make_answer, make_sent
from tests.approvals.pages import browser_of, words_of
from tests.approvals.test_disowning import end_role
from web.errors import Refused

OFFICE = Role.SECTION_151


@pytest.fixture
def sent(chamber: Chamber) -> ClearanceRound:
    return make_sent(chamber)


def asked_in(round_: ClearanceRound, role: Role = OFFICE) -> ClearanceRequest:
    return round_.asked.get(role=role)


def offered(chamber: Chamber, role: Role = Role.AUTHOR) -> int:
    """How many officers the page offers this person to remind."""
    page = browser_of(chamber.person[role]).get(plan_url("clearance", chamber.plan))
    return page.content.decode().count("Remind by")


def test_one_press_reminds_and_the_history_says_who_did(chamber, sent):
    OutboxMessage.objects.all().delete()
    page = plan_url("clearance_remind", chamber.plan, asked_in(sent).pk)
    answer = browser_of(chamber.author).post(page, follow=True)

    assert "is reminded by e-mail" in words_of(answer)
    [row] = OutboxMessage.objects.all()
    assert (row.kind, row.to) == ("clearance_reminder", chamber.person[OFFICE])
    act = Act.objects.get(verb="clearance_reminded")
    assert act.actor.person == chamber.author
    assert act.sentence == (
        f"reminded the Section 151 officer that {chamber.plan} waits for their answer"
    )


def test_nobody_is_reminded_twice_a_day_and_the_page_says_when_they_were(chamber, sent):
    assert offered(chamber) == 3
    remind(asked_in(sent), by=chamber.author)
    with pytest.raises(Refused, match="was reminded today at"):
        remind(asked_in(sent), by=chamber.author)

    assert offered(chamber) == 2
    page = browser_of(chamber.author).get(plan_url("clearance", chamber.plan))
    assert f"Reminded by {chamber.author.name}" in words_of(page)


def test_the_control_without_that_day_they_are(chamber, sent, monkeypatch):
    monkeypatch.setattr(reminding, "is_today", lambda *_: False)
    for _ in range(2):
        remind(asked_in(sent), by=chamber.author)

    assert Act.objects.filter(verb="clearance_reminded").count() == 2


def test_who_has_answered_is_not_reminded(chamber, sent):
    make_answer(chamber, sent, OFFICE)
    with pytest.raises(Refused, match="has answered"):
        remind(asked_in(sent), by=chamber.author)

    assert offered(chamber) == 2


def test_whose_role_has_ended_is_not_reminded(chamber, sent):
    end_role(chamber, OFFICE)
    with pytest.raises(Refused, match="holds this role no more"):
        remind(asked_in(sent), by=chamber.author)

    assert offered(chamber) == 2


def test_nobody_is_reminded_of_a_round_that_is_over(chamber, sent):
    make_sent(chamber, reason="It changed.")
    with pytest.raises(Refused, match="sent for clearance again"):
        remind(asked_in(sent), by=chamber.author)


def test_nobody_is_reminded_once_it_was_sent_back(chamber, sent):
    said = {"words": "Look again", "place": "paragraph 1"}
    make_answer(chamber, sent, Role.MONITORING_OFFICER, "sent_back", **said)
    with pytest.raises(Refused, match="cannot be done now"):
        remind(asked_in(sent), by=chamber.author)

    assert offered(chamber) == 0


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SECTION_151])
def test_others_are_offered_no_reminder(chamber, sent, role):
    assert offered(chamber, role) == 0
