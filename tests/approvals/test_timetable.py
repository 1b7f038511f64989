"""The timetable, against a walk forward through the days that shares no line with it.

CLEARDAY_TIMETABLE says how many cases are tried (`make test-timetable`: 10,000).
"""

import os
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from approvals.models.routes import Route
from approvals.timetable.rules import rules_for, usual_way
from councils.calendar import DaysOff
from councils.calendar.backwards import Rules, backwards, bought, fit
from councils.models import Council, Governance

CASES = int(os.environ.get("CLEARDAY_TIMETABLE", "60"))
DAY = timedelta(days=1)
LEADER, MAYOR = Governance.Form.LEADER, Governance.Form.MAYOR
COMMITTEES = Governance.Form.COMMITTEES

# Six councils: each form of governance, both days on which a decision takes effect, both days from
# which call-in is counted, and one without.
COUNCILS = {
    "leader, from the notice, the next day": (LEADER, Council()),
    "leader, from the notice, the next working day": (LEADER, Council(call_in_effect="working")),
    "leader, eight days of the calendar": (
        LEADER,
        Council(call_in_days="calendar", call_in_length=8, key_notice_days="working"),
    ),
    "mayor, from the decision": (
        MAYOR,
        Council(call_in_start="decision", call_in_effect="working", call_in_length=3),
    ),
    "mayor, without call-in": (MAYOR, Council(call_in_applies=False)),
    "committees": (COMMITTEES, Council()),
}


@dataclass
class World:
    """One council on one way to a decision, for a walk day by day."""

    governance: Governance.Form
    council: Council
    route: Route
    closed: frozenset[date] = field(default_factory=frozenset)

    @property
    def rules(self) -> Rules:
        return rules_for(self.council, self.governance, self.route, DaysOff(self.closed))

    def works(self, day: date) -> bool:
        return day.isoweekday() <= 5 and day not in DaysOff(self.closed)

    @property
    def can_be_called_in(self) -> bool:
        executive = self.route not in (Route.COMMITTEE, Route.COUNCIL)
        return self.council.call_in_applies and executive

    def stands(self, decided: date, notice: date) -> date:
        """Walks on from the day call-in begins until the decision may be carried out."""
        if not self.can_be_called_in:
            return decided
        day = decided if self.council.call_in_start == "decision" else notice
        left = self.council.call_in_length
        while left:
            day += DAY
            left -= self.council.call_in_days == "calendar" or self.works(day)
        day += DAY
        while self.council.call_in_effect == "working" and not self.works(day):
            day += DAY
        return day

    def clear_days(self, out: date, event: date, *, working: bool) -> int:
        days, day = 0, out + DAY
        while day < event:
            days += not working or self.works(day)
            day += DAY
        return days

    def next_working(self, day: date) -> date:
        day += DAY
        while not self.works(day):
            day += DAY
        return day

    def days_that_work(self, first: date, last: date) -> list[date]:
        every = [first + n * DAY for n in range((last - first).days + 1)]
        return [day for day in every if self.works(day)]


days = st.dates(date(2023, 1, 1), date(2028, 12, 31))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[World, date]:
    governance, council = draw(st.sampled_from(list(COUNCILS.values())))
    route = draw(st.sampled_from([Route.CABINET, Route.COMMITTEE, Route.COUNCIL, *alone()]))
    deadline = draw(days)
    near = st.integers(-60, 20).map(lambda n: deadline + n * DAY)
    return World(governance, council, route, frozenset(draw(st.sets(near, max_size=8)))), deadline


def alone() -> list[Route]:
    return [Route.MEMBERS, Route.OFFICER, Route.MEMBER_WITH_OFFICER]


@given(worlds())
@settings(max_examples=CASES)
def test_the_last_day_to_decide_is_in_time_and_the_next_is_not(case):
    world, deadline = case
    last = backwards(world.rules, deadline).decision
    assert world.works(last)
    assert world.stands(last, last) <= deadline
    later = world.next_working(last)
    assert world.stands(later, later) > deadline


@given(worlds())
@settings(max_examples=CASES)
def test_a_notice_on_its_last_day_is_in_time_and_on_the_next_is_not(case):
    world, deadline = case
    notice = backwards(world.rules, deadline).notice
    counts = world.can_be_called_in and world.council.call_in_start == "publication"
    assert (notice is not None) == counts
    assume(notice)
    assert world.works(notice)
    assert world.stands(notice, notice) <= deadline
    later = world.next_working(notice)
    assert world.stands(later, later) > deadline


@given(worlds(), st.integers(0, 4))
@settings(max_examples=CASES)
def test_a_council_that_is_slow_with_its_notice_decides_sooner(case, slow):
    world, deadline = case
    rules = world.rules
    rules = Rules(rules.days_off, rules.call_in, rules.agenda, rules.key, notice_after=slow)
    last = backwards(rules, deadline).decision

    def notice(decided: date) -> date:
        for _ in range(slow):
            decided = world.next_working(decided)
        return decided

    assert world.stands(last, notice(last)) <= deadline
    later = world.next_working(last)
    assert world.stands(later, notice(later)) > deadline


@given(worlds(), st.integers(-40, 40))
@settings(max_examples=CASES)
def test_papers_on_their_last_day_leave_their_clear_days_and_on_the_next_do_not(case, off):
    world, deadline = case
    on = deadline + off * DAY
    found = backwards(world.rules, deadline, on)
    working = world.council.key_notice_days == "working"
    executive = world.governance != COMMITTEES and world.route not in (
        Route.COMMITTEE,
        Route.COUNCIL,
    )
    assert (found.agenda is not None) == (world.route not in alone())
    assert (found.key is not None) == executive
    for last, clear, in_working in ((found.agenda, 5, True), (found.key, 28, working)):
        if last is not None:
            assert world.works(last)
            assert world.clear_days(last, on, working=in_working) >= clear
            later = world.next_working(last)
            assert world.clear_days(later, on, working=in_working) < clear


@given(worlds(), st.integers(0, 10), st.integers(0, 20))
@settings(max_examples=CASES)
def test_report_and_draft_are_ready_so_many_working_days_before(case, despatch, clearing):
    world, deadline = case
    plain = world.rules
    rules = Rules(plain.days_off, plain.call_in, plain.agenda, plain.key, None, despatch, clearing)
    found = backwards(rules, deadline)
    ready = found.agenda or found.on
    if found.agenda:
        assert len(world.days_that_work(found.despatched, ready)) == despatch + 1
    else:
        assert found.despatched is None
    assert found.cleared == (found.despatched or ready)
    assert len(world.days_that_work(found.drafted, found.cleared)) == clearing + 1


@given(worlds(), st.integers(-30, 30), st.integers(-40, 10))
@settings(max_examples=CASES)
def test_a_meeting_fits_where_some_day_for_its_notice_does(case, off, ago):
    world, deadline = case
    on, today = deadline + off * DAY, deadline + ago * DAY
    found = fit(world.rules, on, deadline, today)
    if world.can_be_called_in and world.council.call_in_start == "publication":
        in_time = [
            day for day in world.days_that_work(on, deadline) if world.stands(on, day) <= deadline
        ]
        assert found.is_in_time == bool(in_time)
        if in_time:
            assert found.notice_by == in_time[-1]
    else:
        assert found.is_in_time == (world.stands(on, on) <= deadline)
    assert found.stands == world.stands(on, on)
    assert bought(world.rules, deadline, on).extension == world.stands(on, on)


@given(worlds(), st.integers(0, 40))
@settings(max_examples=CASES)
def test_general_exception_leaves_five_days_and_an_exempt_decision_waits_for_none(case, off):
    world, deadline = case
    on = deadline - off * DAY
    found = bought(world.rules, deadline, on)
    assert (found.without_call_in is None) == (not world.can_be_called_in)
    if found.without_call_in:
        assert world.days_that_work(found.without_call_in, deadline)[:1] == [found.without_call_in]
        assert len(world.days_that_work(found.without_call_in, deadline)) == 1
    if found.general_exception:
        assert world.clear_days(found.general_exception, on, working=True) >= 5
        later = world.next_working(found.general_exception)
        assert world.clear_days(later, on, working=True) < 5


def test_the_walk_would_notice_a_day_too_many():
    """The control: one day later than the last is not in time, whichever the council."""
    for governance, council in COUNCILS.values():
        world = World(governance, council, usual_way(governance))
        late = world.next_working(backwards(world.rules, date(2024, 7, 19)).decision)
        assert world.stands(late, late) > date(2024, 7, 19)


DEADLINE = date(2024, 7, 19)


def worked(**settings) -> Rules:
    return World(LEADER, Council(**settings), Route.CABINET).rules


def test_the_worked_example_counts_back_to_its_days():
    found = backwards(worked(), DEADLINE, date(2024, 7, 9))
    assert found.decision == found.notice == date(2024, 7, 11)
    assert found.call_in_over == date(2024, 7, 18)
    assert found.agenda == date(2024, 7, 1)
    assert found.key == date(2024, 6, 10)
    slow = Rules(DaysOff(), worked().call_in, agenda=True, key="working", notice_after=2)
    assert backwards(slow, DEADLINE).decision == date(2024, 7, 9)
    assert backwards(slow, DEADLINE, date(2024, 7, 9)).key == date(2024, 5, 29)


def test_the_worked_example_fits_on_9_july_and_is_too_late_on_23_july():
    today = date(2024, 6, 3)
    early = fit(worked(), date(2024, 7, 9), DEADLINE, today)
    assert early.works
    assert early.notice_by == date(2024, 7, 11)
    late = fit(worked(), date(2024, 7, 23), DEADLINE, today)
    assert late.is_after
    assert not late.is_in_time
    between = fit(worked(), date(2024, 7, 16), DEADLINE, today)
    assert not between.is_after
    assert not between.is_in_time


@pytest.mark.parametrize(("today", "works"), [(date(2024, 7, 1), True), (date(2024, 7, 2), False)])
def test_a_meeting_whose_agenda_is_late_does_not_work(today, works):
    assert fit(worked(), date(2024, 7, 9), DEADLINE, today).works is works
