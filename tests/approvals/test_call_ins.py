"""Call-in: received in time from enough, said to be valid or not, and what comes of it."""

import os
import time as clock
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone

from approvals.decisions.queries import newest_decision
from approvals.models import CallIn, Decision
from approvals.publication.public import public_view_of
from approvals.which_version import version_for_submission, why_not_sent_any_more
from approvals.workflow.engine import PageState
from councils.models import Council
from plans.access import plan_url
from plans.models import Stage
from tests.approvals.attempts import attempt, stage_of
from tests.approvals.makers import (
    Chamber,
    callable_facts,
    make_decided,
    make_monitored,
    make_published,
    make_put,
    make_recorded,
    make_submitted,
    seen_newest,
)
from tests.approvals.pages import words_of
from web.dates import LONDON
from web.errors import Refused, StalePage

TODAY = timezone.localdate()


@pytest.fixture
def decided(chamber: Chamber) -> Decision:
    """Endorsed today, and open to call-in."""
    make_put(chamber)
    return make_decided(chamber, **callable_facts())


def at_moment(moment: datetime) -> Any:
    return mock.patch.object(timezone, "now", return_value=moment)


def go(chamber: Chamber, name: str, **facts: object) -> object:
    done = attempt(name, chamber.plan, by=chamber.clerk, **facts)
    chamber.plan.refresh_from_db()
    return done


def refused(chamber: Chamber, name: str = "receive_call_in", **facts: object) -> Refused:
    """Why it is refused; nothing of it is kept."""
    before = CallIn.objects.count(), stage_of(chamber.plan)
    with pytest.raises(Refused) as refusal:
        go(chamber, name, **facts)
    assert (CallIn.objects.count(), stage_of(chamber.plan)) == before
    return refusal.value


def test_while_nobody_has_said_whether_it_is_valid_submission_waits(chamber, decided):
    go(chamber, "receive_call_in")

    assert chamber.plan.stage == Stage.ENDORSED
    assert version_for_submission(chamber.plan) is None
    with pytest.raises(Refused, match="A call-in was received"):
        make_submitted(chamber)
    with pytest.raises(Refused, match="A call-in was received"):
        make_published(chamber)


def test_a_valid_one_brings_the_plan_back_and_the_reconsidering_body_endorses(chamber, decided):
    go(chamber, "receive_call_in")
    go(chamber, "call_in")
    assert chamber.plan.stage == Stage.DECISION
    with pytest.raises(Refused, match="was called in"):
        make_submitted(chamber, basis="subject")

    go(chamber, "call_in_upheld")
    step = chamber.plan.steps.order_by("-place").first()
    assert (step.body, step.reconsiders) == ("Cabinet", CallIn.objects.get())
    with pytest.raises(Refused, match="was called in"):
        make_submitted(chamber, basis="subject")

    again = make_again(chamber)
    assert (chamber.plan.stage, newest_decision(chamber.plan)) == (Stage.ENDORSED, again)
    assert make_submitted(chamber).decision == again


def make_again(chamber: Chamber, outcome: str = "agreed", **facts: object) -> Decision:
    done: Decision = attempt(outcome, chamber.plan, by=chamber.clerk, **facts)
    chamber.plan.refresh_from_db()
    return done


def test_a_further_call_in_of_what_was_decided_again_counts_no_more(chamber, decided):
    go(chamber, "receive_call_in", made_by="Cllr Ash")
    go(chamber, "receive_call_in", made_by="Cllr Birch")
    go(chamber, "call_in")
    go(chamber, "call_in_upheld")
    make_again(chamber)

    assert not newest_decision(chamber.plan).is_held
    assert "No call-in waits" in str(refused(chamber, "call_in"))


def test_a_further_call_in_of_what_stands_is_ruled_on_in_its_turn(chamber, decided):
    go(chamber, "receive_call_in", made_by="Cllr Ash")
    go(chamber, "receive_call_in", made_by="Cllr Birch")
    go(chamber, "call_in")
    go(chamber, "call_in_stands")
    assert newest_decision(chamber.plan).called_in == "received"
    go(chamber, "call_in")
    go(chamber, "call_in_stands")

    assert make_submitted(chamber).decision == decided


def test_what_was_called_in_and_stands_is_not_called_in_again(chamber, decided):
    go(chamber, "receive_call_in", made_by="Cllr Ash")
    go(chamber, "call_in")
    before = timezone.now()
    go(chamber, "call_in_stands")
    make_submitted(chamber)

    why = refused(chamber, made_by="Cllr Birch")
    assert "was called in before, and has stood since" in str(why)
    assert why.field == "received_on"
    # One received while that was still looked at is recorded, whenever that is.
    go(chamber, "receive_call_in", made_by="Cllr Birch", received_at=before)
    assert newest_decision(chamber.plan).called_in == "received"


@pytest.mark.parametrize("came", ["dismissed", "withdrawn"])
def test_one_that_is_not_upheld_lets_the_decision_stand_at_once(chamber, decided, came):
    assert decided.waits_until(TODAY)
    go(chamber, "receive_call_in")
    go(chamber, "call_in")
    go(chamber, "call_in_stands", came=came)

    assert chamber.plan.stage == Stage.ENDORSED
    stands = newest_decision(chamber.plan)
    assert stands == decided
    assert stands.waits_until(TODAY) is None
    assert make_submitted(chamber).decision == decided


def test_one_that_is_not_valid_changes_nothing_of_when_it_takes_effect(chamber, decided):
    go(chamber, "receive_call_in")
    go(chamber, "call_in_not_valid")

    assert chamber.plan.stage == Stage.ENDORSED
    again = newest_decision(chamber.plan)
    assert (again.is_held, again.waits_until(TODAY)) == (False, decided.takes_effect_on)


def test_full_council_may_be_the_one_to_decide_again(chamber, decided):
    go(chamber, "receive_call_in")
    go(chamber, "call_in")
    why = refused(chamber, "call_in_upheld", came="council")
    assert why.field == "next_body"
    go(chamber, "call_in_upheld", came="council", next_body="Full Council")

    assert chamber.plan.steps.order_by("-place").first().body == "Full Council"


def test_what_is_put_off_when_it_is_reconsidered_is_still_called_in(chamber, decided):
    go(chamber, "receive_call_in")
    go(chamber, "call_in")
    go(chamber, "call_in_upheld")
    make_again(chamber, "deferred", next_meets_on=TODAY + timedelta(7))

    assert newest_decision(chamber.plan).is_held
    with pytest.raises(Refused, match="was called in"):
        make_submitted(chamber, basis="subject")


def test_what_is_refused_when_it_is_reconsidered_counts_no_more(chamber, decided):
    go(chamber, "receive_call_in")
    go(chamber, "call_in")
    go(chamber, "call_in_upheld")
    make_again(chamber, "refused")

    assert chamber.plan.stage == Stage.DRAFTING
    assert newest_decision(chamber.plan) is None


def test_nobody_withdraws_or_enters_a_step_while_it_waits_to_be_looked_at(chamber, decided):
    go(chamber, "receive_call_in")
    go(chamber, "call_in")
    with pytest.raises(Refused, match="was called in"):
        attempt("withdraw", chamber.plan, by=chamber.author)
    with pytest.raises(Refused, match="was called in"):
        attempt("from_record_undecided", chamber.plan, by=chamber.clerk)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"call_in_exempt_why": "Urgent"}, "exempt from call-in: Urgent"),
        ({"call_in_applies": False}, "cannot be called in"),
    ],
)
def test_what_cannot_be_called_in_is_refused_with_the_reason(chamber, facts, says):
    make_put(chamber)
    make_decided(chamber, **callable_facts() | facts)

    assert says in str(refused(chamber))


@pytest.mark.parametrize("outcome", ["noted", "deferred", "referred"])
def test_what_was_noted_or_put_off_cannot_be_called_in(chamber, outcome):
    make_put(chamber)
    later = {} if outcome == "noted" else {"next_meets_on": TODAY + timedelta(7), "body": "Council"}
    make_again(chamber, outcome, **later)

    assert refused(chamber).code == "wrong_stage"


def test_what_was_noted_and_is_monitored_cannot_be_called_in(chamber):
    make_put(chamber)
    make_decided(chamber, "noted")
    make_submitted(chamber, basis="noted", officer_view="It was before members.")
    attempt("start_monitoring", chamber.plan, by=chamber.author)

    assert "The plan was noted" in str(refused(chamber))


@pytest.mark.parametrize(
    ("names", "taken"),
    [("A\nB", False), ("A\nB\nb", False), ("A\n \nB\nC", True), (" ", False)],
)
def test_fewer_than_the_councils_number_are_refused(chamber, decided, names, taken):
    Council.objects.filter(pk=chamber.council.pk).update(call_in_members=3)
    if taken:
        assert go(chamber, "receive_call_in", made_by=names).names == ["A", "B", "C"]
        return
    assert refused(chamber, made_by=names).field == "made_by"


def test_the_same_people_ask_once_unless_it_was_not_valid(chamber, decided):
    go(chamber, "receive_call_in", made_by="A\nB")
    assert refused(chamber, made_by="b\nA").field == "made_by"
    go(chamber, "call_in_not_valid")
    go(chamber, "receive_call_in", made_by="A\nB")
    go(chamber, "receive_call_in", made_by="C")

    assert CallIn.objects.count() == 3


@pytest.mark.parametrize(
    ("name", "facts", "field"),
    [
        ("call_in", {"decided_by": " "}, "decided_by"),
        ("call_in_not_valid", {"why": ""}, "why"),
    ],
)
def test_a_ruling_says_whose_it_is_and_why(chamber, decided, name, facts, field):
    go(chamber, "receive_call_in")
    assert refused(chamber, name, **facts).field == field


@pytest.mark.parametrize(
    ("name", "facts", "field"),
    [
        ("call_in_stands", {"on": None}, "on"),
        ("call_in_stands", {"on": TODAY + timedelta(1)}, "on"),
        ("call_in_stands", {"on": TODAY - timedelta(1)}, "on"),
        ("call_in_stands", {"next_meets_on": TODAY}, "next_meets_on"),
        ("call_in_upheld", {"next_meets_on": None}, "next_meets_on"),
        ("call_in_upheld", {"next_meets_on": TODAY - timedelta(1)}, "next_meets_on"),
    ],
)
def test_what_comes_of_it_is_possible(chamber, decided, name, facts, field):
    go(chamber, "receive_call_in")
    go(chamber, "call_in")
    assert refused(chamber, name, **facts).field == field


@pytest.mark.parametrize("name", ["call_in", "call_in_not_valid"])
def test_nothing_is_ruled_on_that_was_not_received(chamber, decided, name):
    assert "No call-in waits" in str(refused(chamber, name))


def test_an_older_page_records_nothing(chamber, decided):
    seen = seen_newest(chamber.plan)
    go(chamber, "receive_call_in", made_by="A")
    with pytest.raises(StalePage):
        go(chamber, "receive_call_in", made_by="B", seen=seen)


@pytest.fixture(params=["UTC", "Europe/London", "Pacific/Auckland"])
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The process keeps the time of somewhere else."""
    with mock.patch.dict(os.environ, TZ=request.param):
        clock.tzset()
        yield request.param
    clock.tzset()


# A decision with its notice on that day, the hour at which call-in closes, and its last moment.
WINDOWS = {
    "summer": (date(2027, 7, 6), None, datetime(2027, 7, 13, 23, 59, 59, tzinfo=LONDON)),
    "winter": (date(2027, 11, 9), None, datetime(2027, 11, 16, 23, 59, 59, tzinfo=LONDON)),
    "hour": (date(2027, 7, 6), time(17, 15), datetime(2027, 7, 13, 17, 15, tzinfo=LONDON)),
    # The clocks go back on the 31st of October.
    "change": (date(2027, 10, 26), time(12), datetime(2027, 11, 2, 12, tzinfo=LONDON)),
}


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize(("late", "taken"), [(-1, True), (0, True), (1, False)])
def test_the_last_second_counts_and_the_next_is_too_late(chamber, zone, window, late, taken):
    notice, closes, last = WINDOWS[window]
    Council.objects.filter(pk=chamber.council.pk).update(call_in_closes_at=closes)
    now = datetime.combine(notice, time(11), tzinfo=UTC)
    with at_moment(now):
        make_put(chamber)
        decided = make_decided(chamber, call_in_applies=True, notice_on=notice, decided_on=notice)
    assert decided.period.ends_at == last
    at = last.astimezone(UTC) + timedelta(seconds=late)
    with at_moment(at + timedelta(hours=1)):
        if taken:
            assert go(chamber, "receive_call_in", received_at=at).received_at == at
        else:
            assert "came too late" in str(refused(chamber, received_at=at))


@pytest.mark.parametrize("days", [1, -3])
def test_a_moment_to_come_or_before_the_decision_is_refused(chamber, decided, days):
    at = timezone.now() + timedelta(days=days)
    assert refused(chamber, received_at=at).field == "received_on"


def test_an_older_record_is_taken_at_its_word(chamber, signed_in):
    """Without a moment, from one member where the council asks for more; back to its decider."""
    make_recorded(chamber, TODAY - timedelta(40))
    Council.objects.filter(pk=chamber.council.pk).update(call_in_members=3)
    go(chamber, "receive_call_in", made_by="Cllr Ash", received_at=None, grounds="")
    go(chamber, "call_in", decided_by="", why="")
    go(chamber, "call_in_upheld")
    step = chamber.plan.steps.order_by("-place").first()
    assert step.round is None

    page = signed_in(chamber.clerk).get(plan_url("move_decide", chamber.plan))
    assert page.status_code == 200
    words = newest_decision(chamber.plan).digest
    again = make_again(chamber, seen=PageState(chamber.plan.moves, words))
    assert newest_decision(chamber.plan) == again
    assert again.step.reconsiders is not None


def test_what_is_public_says_that_it_is_called_in_until_it_stands(chamber, decided):
    make_published(chamber)
    slugs = chamber.council.slug, chamber.plan.slug

    def marking() -> str:
        found = public_view_of(*slugs, on=TODAY)
        assert found is not None
        return found.marking

    assert marking().startswith("Subject to call-in")
    go(chamber, "receive_call_in")
    assert marking().startswith("Called in: not carried out")
    go(chamber, "call_in")
    assert marking() == "Called in: the decision is being reconsidered"
    shown = public_view_of(*slugs, on=decided.takes_effect_on + timedelta(1))
    assert shown.marking == "Called in: the decision is being reconsidered"
    assert shown.pdf == shown.publication.marked_pdf
    go(chamber, "call_in_stands")
    assert marking() == ""


def test_what_waits_in_the_outbox_does_not_go_while_it_is_called_in(chamber):
    make_put(chamber)
    make_decided(chamber, call_in_applies=True, notice_on=TODAY)
    with at_moment(timezone.now() + timedelta(days=30)):
        queued = make_submitted(chamber, sent_at=None)
    assert why_not_sent_any_more(queued) == ""
    go(chamber, "receive_call_in")

    assert why_not_sent_any_more(queued)


@pytest.mark.parametrize(
    ("reach", "page", "says"),
    [
        ((), "move_receive_call_in", "Call-in ends"),
        (("receive_call_in",), "move_call_in", "Cllr Birch"),
        (("receive_call_in", "call_in"), "move_call_in_heard", "Not consulted upon."),
    ],
)
def test_the_pages_show_what_they_are_about(chamber, decided, signed_in, reach, page, says):
    for name in reach:
        go(chamber, name)
    assert says in words_of(signed_in(chamber.clerk).get(plan_url(page, chamber.plan)))


@pytest.mark.parametrize("page", ["move_call_in", "move_receive_call_in"])
def test_the_pages_say_why_there_is_nothing_to_do(chamber, signed_in, page):
    make_monitored(chamber, outcome="agreed")
    words = words_of(signed_in(chamber.clerk).get(plan_url(page, chamber.plan)))
    assert ("No call-in waits" in words) == (page == "move_call_in")


def typed(chamber: Chamber, clerk: Client, page: str, **sent: object) -> object:
    state = seen_newest(chamber.plan)
    sent |= {"moves": state.moves, "plan": state.plan}
    answer = clerk.post(plan_url(page, chamber.plan), sent)
    chamber.plan.refresh_from_db()
    return answer


def on(name: str, day: date) -> dict[str, object]:
    return {f"{name}_{part}": getattr(day, part) for part in ("day", "month", "year")}


def test_the_way_of_a_call_in_through_its_pages(chamber, decided, signed_in):
    clerk = signed_in(chamber.clerk)
    sent = on("received_on", TODAY) | {"received_time": "00:00:01", "made_by": "Cllr Ash"}
    with mock.patch.object(CallIn, "names", ["Cllr Ash"]):
        assert typed(chamber, clerk, "move_receive_call_in", **sent).status_code == 302
    said = {"valid": "valid", "decided_by": "Monitoring Officer"}
    assert typed(chamber, clerk, "move_call_in", **said).status_code == 302
    home = words_of(clerk.get(chamber.plan.get_absolute_url()))
    assert "Record what came of the call-in" in home
    assert "by Cllr Ash" in home
    heard = on("on", TODAY) | {"came": "dismissed"}
    assert typed(chamber, clerk, "move_call_in_heard", **heard).status_code == 302
    assert chamber.plan.stage == Stage.ENDORSED


def test_what_was_typed_stays_where_it_is_refused(chamber, decided, signed_in):
    clerk = signed_in(chamber.clerk)
    sent = on("received_on", TODAY) | {"made_by": "Cllr Ash", "grounds": "Kept as typed"}
    answer = typed(chamber, clerk, "move_receive_call_in", **sent)

    assert answer.status_code == 422
    assert "Kept as typed" in answer.content.decode()
