"""The record says when an officer first opened the words they are asked about, and no more."""

import pytest

from approvals.clearance import views
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from tests.approvals.makers import Chamber, ask_again, make_answer, make_sent
from tests.approvals.pages import browser_of, words_of

S151, MONITORING = Role.SECTION_151, Role.MONITORING_OFFICER


def openings() -> list[Act]:
    return list(Act.objects.filter(verb="clearance_opened").order_by("sequence"))


def look(chamber: Chamber, person: object) -> str:
    return words_of(browser_of(person).get(plan_url("move_answer", chamber.plan)))


@pytest.fixture
def sent(chamber: Chamber) -> Chamber:
    chamber.round = make_sent(chamber, then_put=False)
    return chamber


def test_the_first_look_is_kept_once_and_the_author_reads_when(sent):
    for _ in range(3):
        look(sent, sent.person[S151])

    [act] = openings()
    assert act.actor.person == sent.person[S151]
    assert act.details["role"] == S151
    page = words_of(browser_of(sent.author).get(plan_url("clearance", sent.plan)))
    assert page.count("Opened ") == 1


def test_it_moves_nothing_and_no_open_page_is_stale_for_it(sent):
    sent.plan.refresh_from_db()
    moves = sent.plan.moves
    look(sent, sent.person[S151])
    sent.plan.refresh_from_db()
    assert sent.plan.moves == moves
    make_answer(sent, sent.round, MONITORING)


def test_nobody_else_who_looks_is_said_to_have_opened_it(sent):
    look(sent, sent.author)
    browser_of(sent.author).get(plan_url("clearance", sent.plan))
    assert openings() == []


def test_who_has_answered_opens_nothing_any_more(sent):
    make_answer(sent, sent.round, S151)
    look(sent, sent.person[S151])
    assert openings() == []


def test_who_looks_before_their_turn_is_not_said_to_have_been_asked(chamber):
    ask_again(chamber.council, asked_last=[MONITORING])
    chamber.plan.refresh_from_db()
    make_sent(chamber, then_put=False)
    look(chamber, chamber.person[MONITORING])
    assert openings() == []


def test_sent_again_it_is_opened_anew(sent):
    look(sent, sent.person[S151])
    sent.plan.refresh_from_db()
    make_sent(sent, then_put=False, reason="Again")
    look(sent, sent.person[S151])
    assert len({act.details["asked"] for act in openings()}) == 2


def test_a_page_that_did_not_look_whether_it_was_opened_would_say_so_each_time(sent, monkeypatch):
    """The control."""
    monkeypatch.setattr(views, "opens_first", lambda *_: True)
    look(sent, sent.person[S151])
    look(sent, sent.person[S151])
    assert len(openings()) == 2
