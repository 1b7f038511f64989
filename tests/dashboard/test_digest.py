"""Once a working day people are told what waits for them, and on no other day of it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError
from django.utils import timezone

from councils.actions.account import choose_mail
from councils.actions.council import add_day_off
from councils.calendar import DaysOff, is_working_day
from councils.daily import do_daily, duties
from councils.management.commands import tick
from councils.models import DayDone, OutboxMessage, User
from councils.outbox import send_waiting
from councils.roles import Role
from dashboard import circumstances, digest
from dashboard.digest import queue_digests, waiting_for, wanted
from dashboard.next_actions import TASKS
from plans.access import plan_url
from plans.models import QuestionAssignment
from tests.approvals.mail_events import next_monday
from tests.approvals.makers import Chamber, make_asked, make_sent
from tests.makers import administrator_of, make_person
from tests.plan_makers import make_given, make_paragraph

NINE = next_monday()
MONDAY = timezone.localdate(NINE)
LONDON = ZoneInfo("Europe/London")


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = NINE
        monkeypatch.setattr(timezone, "now", lambda: self.now)

    def forward(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def chamber(db, clock) -> Chamber:
    chamber = Chamber()
    OutboxMessage.objects.all().delete()
    return chamber


@pytest.fixture
def sent(chamber) -> Chamber:
    """A clearance that three officers have not answered."""
    due, meets = MONDAY + timedelta(days=2), MONDAY + timedelta(days=9)
    make_sent(chamber, due_on=due, meets_on=meets)
    OutboxMessage.objects.all().delete()
    return chamber


def told() -> set[User]:
    return {one.to for one in OutboxMessage.objects.filter(kind=digest.KIND)}


def test_who_something_waits_for_is_told_and_nobody_else(sent):
    queue_digests(MONDAY)

    roles = [Role(one) for one in sent.council.clearing_roles]
    assert told() == {sent.person[role] for role in roles}


def test_where_nothing_waits_nobody_is_told(chamber):
    """The administrator sees to it that people have roles, and they have."""
    queue_digests(MONDAY)
    assert told() == set()


def test_it_says_what_in_which_plan_by_when_and_where(sent, mailoutbox):
    queue_digests(MONDAY)
    send_waiting()
    officer = sent.person[Role.SECTION_151]
    [letter] = [one for one in mailoutbox if one.to == [officer.email]]

    assert letter.subject == f"What waits for you: {sent.council}"
    assert f"- Answer the clearance: {sent.plan.title}, by " in letter.body
    assert "(in 2 days)" in letter.body
    assert plan_url("move_answer", sent.plan) in letter.body
    assert letter.body.count("Answer the clearance") == 1


def test_paragraphs_to_write_are_counted_and_not_quoted(chamber, mailoutbox):
    writer = chamber.person[Role.CONTRIBUTOR]
    for words in ("Zebra one.", "Zebra two."):
        make_paragraph(chamber.plan, chamber.author, words, writer=writer)
    OutboxMessage.objects.all().delete()
    queue_digests(MONDAY)
    send_waiting()
    [letter] = mailoutbox

    assert letter.to == [writer.email]
    assert f"- Write your 2 paragraphs: {chamber.plan.title}" in letter.body
    assert "Zebra" not in letter.body


def working(days: int, closed: set[date]) -> date:
    """So many working days after Monday, or before it."""
    by, step = MONDAY, timedelta(days=1 if days > 0 else -1)
    for _ in range(abs(days)):
        by += step
        while not is_working_day(by, DaysOff(closed)):
            by += step
    return by


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (6, ""),
        (5, "In five working days"),
        (4, ""),
        (1, "In one working day"),
        (0, ""),
        (-1, "Late"),
        (-2, ""),
    ],
)
def test_each_reminder_is_said_on_its_working_day_alone(days, said):
    """A closure and a week-end between them count as none."""
    closed = {MONDAY + timedelta(days=n) for n in (2, -3)}
    by = working(days, closed)
    assert digest.reminder(by, MONDAY - timedelta(days=1), MONDAY, closed) == said


def test_a_reminder_is_said_once_though_what_waits_is_told_each_day(chamber):
    writer = chamber.person[Role.CONTRIBUTOR]
    closed = set(chamber.council.days_off.values_list("on", flat=True))
    given = make_given(chamber.plan, chamber.author, writer)
    QuestionAssignment.objects.filter(pk=given.pk).update(wanted_on=working(7, closed))
    days = [MONDAY + timedelta(days=n) for n in range(25)]
    lines = [line for day in days for one in waiting_for(writer, day) for line, _ in one.lines]

    assert len(lines) > 10
    assert all("Write your part: " in line for line in lines)
    for said in ("In five working days: Write", "In one working day: Write", "Late: Write"):
        assert len([line for line in lines if line.startswith(said)]) == 1


def test_no_line_has_words_but_the_rules_own_labels():
    """A reason may quote what somebody wrote; a label never does, also one chosen among several."""
    chosen = {rule.label for rule in TASKS if not isinstance(rule.label, str)}
    assert chosen == {circumstances.paper_owed}
    assert all(isinstance(label, str) for label in circumstances.PAPERS_OWED.values())


def test_a_members_question_waits_for_the_author(chamber, mailoutbox):
    make_asked(chamber)
    OutboxMessage.objects.all().delete()
    queue_digests(MONDAY)
    send_waiting()
    [letter] = [one for one in mailoutbox if one.to == [chamber.author.email]]

    assert "- Answer a member’s question: " in letter.body
    assert "When is it done?" not in letter.body


def test_a_meeting_day_that_came_without_a_record_waits_for_democratic_services(
    chamber, clock, mailoutbox
):
    make_asked(chamber)
    clock.forward(days=1)
    OutboxMessage.objects.all().delete()
    queue_digests(timezone.localdate())
    send_waiting()
    [letter] = [one for one in mailoutbox if one.to == [chamber.clerk.email]]

    assert "- Late: Record the decision: " in letter.body
    assert "which has passed" in letter.body


# Once a day


def test_each_person_is_told_once_however_often_it_is_asked(sent, clock, mailoutbox):
    for _ in range(3):
        do_daily(clock.forward(minutes=1))
        send_waiting()
    assert len(mailoutbox) == 3
    clock.forward(days=1)
    do_daily(clock.now)
    send_waiting()
    assert len(mailoutbox) == 6


def test_without_the_key_of_the_day_it_is_told_again(sent, monkeypatch):
    """The control."""
    monkeypatch.setattr(digest.uuid, "uuid5", lambda *_: digest.uuid.uuid4())
    for _ in range(2):
        queue_digests(MONDAY)

    assert OutboxMessage.objects.filter(kind=digest.KIND).count() == 6


def test_one_that_could_not_go_on_its_day_never_goes_and_none_pile_up(sent, clock, mailoutbox):
    queue_digests(MONDAY)
    clock.forward(days=3)
    queue_digests(timezone.localdate())
    send_waiting()

    assert len(mailoutbox) == 3
    rows = OutboxMessage.objects.filter(kind=digest.KIND)
    assert {one.on for one in rows} == {timezone.localdate()}


def test_what_waits_no_more_when_it_is_to_go_is_not_told(sent, mailoutbox, monkeypatch):
    queue_digests(MONDAY)
    monkeypatch.setattr(digest, "waiting_for", lambda person, today: [])
    send_waiting()

    assert mailoutbox == []


@pytest.mark.parametrize(
    ("hours", "days", "goes"),
    [(0, 0, True), (-2, 0, False), (9, 0, False), (8.9, 0, True), (0, 5, False), (0, 6, False)],
)
def test_it_goes_between_eight_and_six_on_weekdays(sent, clock, hours, days, goes):
    assert bool(do_daily(clock.forward(hours=hours, days=days))) is goes
    assert bool(told()) is goes


def test_the_hour_is_londons_in_summer_too(db, clock, monkeypatch):
    monkeypatch.setattr("councils.daily.duties", [])
    clock.now = datetime.fromisoformat("2027-07-05T07:30:00+00:00")

    assert do_daily(clock.now) == clock.now.date()
    assert do_daily(datetime.fromisoformat("2027-01-04T07:30:00+00:00")) is None


def test_on_a_day_the_council_is_closed_nobody_is_told(sent):
    add_day_off(sent.council, by=administrator_of(sent.council), on=MONDAY, name="Closed")
    queue_digests(MONDAY)
    assert told() == set()
    # The control: the next day.
    queue_digests(MONDAY + timedelta(days=1))
    assert told() != set()


def test_who_turned_it_down_is_not_told(sent):
    officer = sent.person[Role.SECTION_151]
    choose_mail(officer, wanted=["clearance_asked"])
    queue_digests(MONDAY)

    assert officer not in told()
    assert told() != set()


def test_a_fault_in_one_persons_keeps_the_others_from_nothing(sent, monkeypatch):
    usual, officer = digest.waiting_for, sent.person[Role.SECTION_151]

    def failing(person, today):
        if person == officer:
            raise ZeroDivisionError
        return usual(person, today)

    monkeypatch.setattr(digest, "waiting_for", failing)
    monkeypatch.setattr(digest.logger, "exception", lambda *_: None)
    queue_digests(MONDAY)

    assert len(told()) == 2


def test_who_holds_no_role_any_more_is_not_told(sent):
    stranger = make_person(sent.council, Role.AUDITOR)
    stranger.is_active = False
    stranger.save(update_fields=["is_active"])
    queue_digests(MONDAY)
    assert stranger not in told()


# Beside the web process


def test_the_process_that_sends_does_it_once_a_day(sent, clock, monkeypatch):
    asked = []
    monkeypatch.setattr("councils.daily.duties", [asked.append])
    done = None
    for _ in range(3):
        done = tick.do_once_a_day(done)
    assert asked == [MONDAY]
    clock.forward(days=1)
    tick.do_once_a_day(done)
    assert asked == [MONDAY, MONDAY + timedelta(days=1)]


def test_of_a_day_that_is_done_nothing_is_asked_again(db, clock, monkeypatch):
    asked = []
    monkeypatch.setattr("councils.daily.duties", [asked.append])
    for _ in range(3):
        assert do_daily(clock.now) == MONDAY
    assert asked == [MONDAY]


def test_of_a_day_that_failed_half_way_all_is_asked_again(db, clock, monkeypatch):
    asked, fails = [], [True]

    def fail_once(today: date) -> None:
        if fails:
            raise DatabaseError(fails.pop())

    monkeypatch.setattr("councils.daily.duties", [asked.append, fail_once])
    with pytest.raises(DatabaseError):
        do_daily(clock.now)
    assert do_daily(clock.now) == MONDAY
    assert asked == [MONDAY, MONDAY]


@pytest.mark.parametrize("change", [date(2026, 10, 25), date(2027, 3, 28)], ids=str)
@pytest.mark.parametrize("minutes", [-1, 1], ids=["one minute to", "one minute past"])
def test_over_the_change_of_the_clocks_each_working_day_is_done_once(
    db, monkeypatch, change, minutes
):
    """By London's clock, whatever Greenwich's says: at midnight nothing is, in the morning all."""
    asked = []
    monkeypatch.setattr("councils.daily.duties", [asked.append])
    for day in range(-2, 4):
        midnight = datetime.combine(change + timedelta(days=day), time(0), tzinfo=LONDON)
        assert do_daily(midnight.astimezone(UTC) + timedelta(minutes=minutes)) is None
    hours = datetime.combine(change - timedelta(days=2), time(0), tzinfo=LONDON).astimezone(UTC)
    for hour in range(24 * 5):
        do_daily(hours + timedelta(hours=hour))
    assert asked == [change + timedelta(days=n) for n in (-2, 1, 2)]


def test_what_came_due_while_no_e_mail_was_made_up_is_said_when_one_is(chamber):
    writer = chamber.person[Role.CONTRIBUTOR]
    given = make_given(chamber.plan, chamber.author, writer)
    QuestionAssignment.objects.filter(pk=given.pk).update(wanted_on=working(-4, set()))
    DayDone.objects.create(on=working(-6, set()))
    [[[line, _]]] = [one.lines for one in waiting_for(writer, MONDAY)]
    assert line.startswith("Late: Write")
    DayDone.objects.create(on=working(-3, set()))
    [[[line, _]]] = [one.lines for one in waiting_for(writer, MONDAY)]
    assert line.startswith("Write")


def test_where_the_database_was_away_it_is_asked_again(sent, monkeypatch):
    def fail(today):
        raise DatabaseError

    monkeypatch.setattr(tick.logger, "exception", lambda *_: None)
    monkeypatch.setattr(tick.connection, "close", lambda: None)
    monkeypatch.setattr("councils.daily.duties", [fail])
    assert tick.do_once_a_day(None) is None
    monkeypatch.setattr("councils.daily.duties", [])
    assert tick.do_once_a_day(None) == MONDAY


def test_the_digest_is_among_what_is_done_daily():
    assert queue_digests in duties


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "which has passed"), (0, "(today)"), (1, "(tomorrow)"), (7, "(in 7 days)"), (8, "")],
)
def test_a_day_says_how_near_it_is(days, said):
    words = wanted(MONDAY + timedelta(days=days), MONDAY)
    assert words.endswith(said or str(MONDAY.year))
    assert wanted(None, MONDAY) == ""
