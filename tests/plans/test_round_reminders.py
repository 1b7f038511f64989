"""Whoever has not answered a round in Word is reminded by themselves, on three days, each once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from councils import daily
from councils.actions.council import add_day_off
from councils.calendar import DaysOff, is_working_day
from councils.calendar.reminders import Reminder, days_of, reminder_since
from councils.models import OutboxMessage
from councils.outbox import compose, send_waiting
from plans.actions.rounds import ask_again, close_round, excuse
from plans.models import WordRound
from plans.round_reminders import remind_of_rounds
from tests.makers import administrator_of
from tests.plan_makers import make_round

TODAY = timezone.localdate()
# Far enough that five working days before is after the day on which it goes out.
ANSWER_BY = TODAY + timedelta(days=30)


@pytest.fixture
def found(plan, author, paragraph) -> WordRound:
    return make_round(plan, author, answer_by=ANSWER_BY)


def working(days: int) -> date:
    """So many working days from the day on which an answer is wanted, or before it."""
    day, step = ANSWER_BY, timedelta(days=1 if days > 0 else -1)
    for _ in range(abs(days)):
        day += step
        while not is_working_day(day, DaysOff()):
            day += step
    return day


def reminders() -> int:
    return OutboxMessage.objects.filter(kind="round_copy_wanted").count()


DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@given(by=DAYS, off=st.frozensets(DAYS, max_size=9))
def test_each_has_a_working_day_of_its_own(by, off):
    days_off = DaysOff(off)
    days = days_of(by, days_off)
    assert list(days) == list(Reminder)
    assert sorted(set(days.values())) == list(days.values())
    assert all(is_working_day(day, days_off) for day in days.values())
    assert days[Reminder.ONE] < by < days[Reminder.LATE]


@given(by=DAYS, asked=st.sets(st.integers(-40, 40)))
def test_whoever_asks_on_some_days_only_hears_of_each_once_but_for_those_overtaken(by, asked):
    """Silence of any length loses none but those that a nearer one has overtaken."""
    days = days_of(by, DaysOff())
    told, said = by - timedelta(days=41), []
    for day in sorted(by + timedelta(days=n) for n in asked):
        if reminder := reminder_since(told, day, by, DaysOff()):
            said.append(reminder)
        told = day
    assert len(set(said)) == len(said)
    assert said == sorted(said, key=days.get)
    # The newest that had come by the last asking is among them.
    come = [one for one, on in days.items() if on <= told]
    assert come[-1:] == said[-1:]


def test_each_goes_once_however_often_the_day_is_done(found, mailoutbox):
    for day in (working(-5), working(-1), working(1)):
        for _ in range(2):
            remind_of_rounds(day)
    assert reminders() == 3
    mail = OutboxMessage.objects.filter(kind="round_copy_wanted").first()
    assert "waits for your answer" in compose(mail).body


@pytest.mark.parametrize("days", [-4, -2, 2, 3])
def test_on_other_days_nobody_is_reminded_again(found, days):
    for before in range(-6, days):
        remind_of_rounds(working(before))
    earlier = reminders()
    remind_of_rounds(working(days))
    assert reminders() == earlier


def test_until_five_working_days_before_nobody_is_reminded(found):
    remind_of_rounds(working(-6))
    assert reminders() == 0


def test_after_days_of_silence_the_newest_alone_is_told_and_once(found):
    for day in (working(2), working(3)):
        remind_of_rounds(day)
    assert reminders() == 1


def test_on_the_day_it_is_wanted_nobody_is_reminded_again(found):
    remind_of_rounds(working(-1))
    remind_of_rounds(ANSWER_BY)
    assert reminders() == 1


def test_on_the_day_it_goes_out_nobody_is_reminded(plan, author, paragraph):
    near = next(
        day
        for day in (TODAY + timedelta(days=n) for n in range(20))
        if days_of(day, DaysOff())[Reminder.FIVE] == TODAY
    )
    make_round(plan, author, answer_by=near)
    remind_of_rounds(TODAY)
    assert reminders() == 0


def test_whoever_an_author_asked_is_not_reminded_of_what_came_due_before(
    found, author, monkeypatch
):
    five, later = working(-5), working(-4)
    monkeypatch.setattr(timezone, "now", lambda: datetime.combine(five, time(9), tzinfo=UTC))
    ask_again(found.copies.get(), by=author)
    asked = reminders()
    for day in (five, later):
        remind_of_rounds(day)
    assert reminders() == asked
    remind_of_rounds(working(-1))
    assert reminders() == asked + 1


def test_nobody_is_reminded_who_is_waited_for_no_more(plan, author, found):
    other = make_round(plan, author, answer_by=ANSWER_BY)
    excuse(found.copies.get(), by=author, words="They wrote by hand")
    close_round(other, by=author)
    remind_of_rounds(working(-1))
    assert reminders() == 0


def test_who_answered_in_the_meantime_does_not_hear_of_it(found, author, mailoutbox):
    copy = found.copies.get()
    remind_of_rounds(working(-1))
    excuse(copy, by=author, words="They wrote by hand")
    send_waiting()
    assert [one for one in mailoutbox if one.to == [copy.person.email]] == []


def test_a_day_off_of_the_council_moves_the_day(found, plan):
    off = working(-1)
    add_day_off(plan.council, by=administrator_of(plan.council), on=off, name="Closed")
    remind_of_rounds(off)
    assert reminders() == 0
    remind_of_rounds(working(-2))
    assert reminders() == 1


def test_it_is_part_of_the_days_work():
    assert remind_of_rounds in daily.duties
