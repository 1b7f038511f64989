"""Whoever has not answered a round in Word is reminded by themselves, on three days, each once."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from councils import daily
from councils.actions.council import add_day_off
from councils.calendar import DaysOff, is_working_day
from councils.calendar.reminders import Reminder, reminder_on
from councils.models import OutboxMessage
from councils.outbox import compose, send_waiting
from plans import round_reminders
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


@given(
    by=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    off=st.frozensets(st.dates(date(2024, 1, 1), date(2030, 12, 31)), max_size=9),
)
def test_each_is_due_on_one_working_day_or_none(by, off):
    days_off = DaysOff(off)
    around = [by + timedelta(days=n) for n in range(-40, 40)]
    days = [day for day in around if is_working_day(day, days_off)]
    said = Counter(filter(None, (reminder_on(day, by, days_off) for day in days)))
    assert said == Counter(Reminder)


def test_each_goes_once_however_often_the_day_is_done(found, mailoutbox):
    for day in (working(-5), working(-1), working(1)):
        for _ in range(2):
            remind_of_rounds(day)
    assert reminders() == 3
    mail = OutboxMessage.objects.filter(kind="round_copy_wanted").first()
    assert "waits for your answer" in compose(mail).body


@pytest.mark.parametrize("days", [-6, -4, -2, 2, 3])
def test_on_other_days_nobody_is_reminded(found, days):
    remind_of_rounds(working(days))
    assert reminders() == 0


def test_on_the_day_it_is_wanted_nobody_is_reminded(found):
    remind_of_rounds(ANSWER_BY)
    assert reminders() == 0


def test_on_the_day_it_goes_out_nobody_is_reminded(plan, author, paragraph):
    near = next(
        day
        for day in (TODAY + timedelta(days=n) for n in range(20))
        if reminder_on(TODAY, day, DaysOff()) == Reminder.FIVE
    )
    make_round(plan, author, answer_by=near)
    remind_of_rounds(TODAY)
    assert reminders() == 0


def test_whoever_an_author_asked_today_is_not_reminded_as_well(found, author):
    ask_again(found.copies.get(), by=author)
    # The day on which they were asked, were it one on which they are reminded.
    [shown] = round_reminders.copies_by_round([found], TODAY)[found.pk]
    assert not round_reminders.is_to_be_reminded(shown, TODAY)
    assert round_reminders.is_to_be_reminded(shown, working(-1))


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
