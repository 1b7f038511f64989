"""A meeting with too little notice is refused when planned, unless what the law asks is recorded.

What is counted is the calendar's; here it is held beside what the page and the action refuse.
"""

import os
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from approvals.closing.actions import withdraw_plan
from approvals.decisions.actions import record_decision
from approvals.decisions.notice_shown import Standing, key_and_late, notice_of
from approvals.decisions.routes import Way
from approvals.decisions.steps import put_to_decision
from approvals.models import DecisionStep, NoticeException, StepPaper
from approvals.papers.notices import NOTHING_SAID, Asked, NoticeData, Planned, asked_before
from councils.actions.council import add_day_off, change_settings
from councils.calendar import DaysOff
from councils.calendar.notice import (
    earliest_decision,
    gives_enough_notice,
    latest_agenda,
    latest_key_decision_notice,
    latest_notice,
)
from councils.models import Council, Governance
from councils.notice import NoticeDays, notice_days
from plans.access import plan_url
from plans.models import Stage
from tests.approvals.makers import (
    LATE_ITEM,
    make_answered,
    make_decided,
    make_paper,
    make_recorded,
    make_sent,
    minute_of,
    put_alone,
    seen_newest,
)
from tests.approvals.pages import browser_of
from tests.makers import administrator_of, make_governed
from web.dates import london_day
from web.errors import Refused

TODAY = timezone.localdate()
FAR = TODAY + timedelta(days=120)
Route, Form = DecisionStep.Route, Governance.Form
EVERYTHING = Asked(agenda=True, key=True, private=True)
KEY = NoticeData(key_decision=True)
EXCEPTION = replace(KEY, exception_why="The letter came on Monday.")
URGENCY = replace(
    KEY,
    urgency_agreed_by="The chair of scrutiny",
    urgency_agreed_on=TODAY,
    urgency_why="It is due on Friday.",
)


def counted(on: date, off: frozenset[date], basis: str = "calendar") -> NoticeDays:
    """As `councils.notice.notice_days` counts, of days off that a test names."""
    days = DaysOff(off)
    return NoticeDays(
        on=on,
        agenda=latest_agenda(on, days).latest,
        key_decision=latest_key_decision_notice(on, basis, days).latest,
        private=on,
        second_private=on,
        general_exception=latest_notice(on, 5, "working", days).latest,
        days_off=days,
    )


def refusals(planned: Planned, said: NoticeData = NOTHING_SAID) -> list[str | None]:
    return [one.field for one in planned.faults(said)]


# The rules


@pytest.mark.parametrize(
    ("governance", "route", "asked"),
    [
        (Form.LEADER, Route.CABINET, EVERYTHING),
        (Form.MAYOR, Route.CABINET, EVERYTHING),
        (None, Route.CABINET, EVERYTHING),
        (None, Route.NOT_KNOWN, EVERYTHING),
        (Form.LEADER, Route.COMMITTEE, Asked(agenda=True, chair=True)),
        (Form.LEADER, Route.COUNCIL, Asked(agenda=True, chair=True)),
        (Form.LEADER, Route.MEMBERS, Asked(key=True)),
        (Form.LEADER, Route.OFFICER, Asked(key=True)),
        (Form.LEADER, Route.MEMBER_WITH_OFFICER, Asked(key=True)),
        (Form.COMMITTEES, Route.COMMITTEE, Asked(agenda=True, chair=True)),
        (Form.COMMITTEES, Route.OFFICER, Asked()),
    ],
)
def test_governance_and_route_say_which_notice_is_asked(governance, route, asked):
    assert asked_before(governance, route) == asked


def test_of_a_power_left_to_a_delegate_nothing_is_asked_beforehand():
    asked = asked_before(Form.LEADER, Route.NOT_KNOWN, DecisionStep.Kind.DELEGATE)
    assert asked == Asked()


DAYS = st.dates(date(2023, 1, 1), date(2029, 12, 31))
OFF = st.frozensets(st.integers(-60, 10), max_size=12)


@given(meeting=DAYS, before=st.integers(-3, 60), off=OFF)
def test_a_meeting_is_refused_exactly_when_its_agenda_cannot_be_in_time(meeting, before, off):
    off = frozenset(meeting + timedelta(days=n) for n in off)
    today, days = meeting - timedelta(days=before), counted(meeting, off)
    planned = Planned(EVERYTHING, days, today)

    late = today > latest_agenda(meeting, DaysOff(off)).latest
    assert refusals(planned) == (["meets_on"] if late else [])
    if not late:
        assert gives_enough_notice(today, meeting, 5, "working", DaysOff(off))
    # The controls: as a late item, or where no agenda is asked, nothing stops it.
    assert refusals(planned, LATE_ITEM) == []
    assert refusals(replace(planned, asked=Asked(key=True))) == []


@given(
    meeting=DAYS, before=st.integers(0, 80), off=OFF, basis=st.sampled_from(["calendar", "working"])
)
def test_a_key_decision_is_refused_exactly_when_its_28_days_have_gone(meeting, before, off, basis):
    off = frozenset(meeting + timedelta(days=n) for n in off)
    today, days = meeting - timedelta(days=before), counted(meeting, off, basis)
    planned = Planned(Asked(key=True), days, today)

    late = today > latest_key_decision_notice(meeting, basis, DaysOff(off)).latest
    assert refusals(planned, KEY) == (["meets_on"] if late else [])
    # The controls: what is no key decision, or not known to be one, has no 28 days.
    assert refusals(planned, replace(KEY, key_decision=False)) == []
    assert refusals(planned) == []


@given(meeting=DAYS, before=st.integers(1, 40), off=OFF)
def test_a_general_exception_has_its_five_clear_days(meeting, before, off):
    off = frozenset(meeting + timedelta(days=n) for n in off)
    given_on, days = meeting - timedelta(days=before), counted(meeting, off)
    planned = Planned(Asked(key=True), days, meeting - timedelta(days=1))

    too_late = earliest_decision(given_on, DaysOff(off)) > meeting
    said = replace(EXCEPTION, exception_on=given_on)
    assert refusals(planned, said) == (["exception_on"] if too_late else [])


@pytest.mark.parametrize(
    ("moved", "refused"), [(-1, False), (0, False), (1, True)], ids=["before", "on", "after"]
)
@pytest.mark.parametrize(
    ("said", "last"), [(NOTHING_SAID, date(2024, 7, 1)), (KEY, date(2024, 6, 10))]
)
def test_the_last_day_itself_is_in_time(moved, refused, said, last):
    """Dorset's meeting of 9 July 2024: see docs/governance.md."""
    days = counted(date(2024, 7, 9), frozenset())
    planned = Planned(EVERYTHING, days, last + timedelta(days=moved))
    assert refusals(planned, said) == (["meets_on"] if refused else [])


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Pacific/Auckland"])
@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (datetime(2024, 7, 1, 22, 59, 59, tzinfo=UTC), False),
        (datetime(2024, 7, 1, 23, 0, 0, tzinfo=UTC), True),
        (datetime(2024, 12, 2, 23, 59, 59, tzinfo=UTC), False),
        (datetime(2024, 12, 3, 0, 0, 0, tzinfo=UTC), True),
    ],
    ids=["summer, before", "summer, after", "winter, before", "winter, after"],
)
def test_midnight_in_london_ends_the_last_day_wherever_the_machine_is(zone, moment, late):
    meeting = date(2024, 7, 9) if moment.month == 7 else date(2024, 12, 10)
    with machine_in(zone):
        planned = Planned(EVERYTHING, counted(meeting, frozenset()), london_day(moment))
        assert refusals(planned) == (["meets_on"] if late else [])


@contextmanager
def machine_in(zone):
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
        time.tzset()


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (NoticeData(late_agreed_by="The chair"), ["late_why"]),
        (replace(LATE_ITEM, late_agreed_on=FAR), ["late_agreed_on"]),
        (NoticeData(agenda_on=FAR), ["agenda_on"]),
        (replace(KEY, exception_why="Late"), ["exception_on"]),
        (replace(KEY, exception_on=FAR, exception_why="Late"), ["exception_on"]),
        (replace(KEY, urgency_why="Late"), ["urgency_agreed_by", "urgency_agreed_on"]),
        (replace(URGENCY, urgency_why=""), ["urgency_why"]),
        (replace(URGENCY, urgency_agreed_on=FAR), ["urgency_agreed_on"]),
        (replace(URGENCY, key_decision=None), ["key_decision"]),
        (NoticeData(key_notice_on=TODAY), ["key_decision"]),
    ],
)
def test_each_way_asks_for_what_its_rule_asks(said, fields):
    planned = Planned(EVERYTHING, counted(FAR, frozenset()), TODAY)
    assert refusals(planned, said) == fields


def test_only_the_chair_lets_an_item_in_late_at_a_committee():
    days = counted(TODAY, frozenset())
    without = replace(LATE_ITEM, late_agreed_by="")
    assert refusals(Planned(Asked(agenda=True, chair=True), days, TODAY), without) == [
        "late_agreed_by"
    ]
    assert refusals(Planned(Asked(agenda=True), days, TODAY), without) == []


def test_who_decides_alone_has_no_agenda_and_a_committee_no_key_decision():
    days = counted(FAR, frozenset())
    assert refusals(Planned(Asked(key=True), days, TODAY), LATE_ITEM) == ["late_why"]
    assert refusals(Planned(Asked(agenda=True), days, TODAY), KEY) == ["key_decision"]


def test_what_is_refused_says_which_ways_are_open():
    on = date(2024, 7, 23)
    open_ = Planned(Asked(key=True), counted(on, frozenset()), date(2024, 7, 15))
    shut = replace(open_, today=date(2024, 7, 16))
    (refused,) = open_.faults(KEY)
    assert "Monday 24 June 2024" in str(refused)
    assert "its notice can be given until 15 July 2024" in str(refused)
    (refused,) = shut.faults(KEY)
    assert "record special urgency" in str(refused)


# The settings


def test_the_council_says_which_days_the_28_are(chamber):
    council, by = chamber.council, administrator_of(chamber.council)
    assert notice_days(council, date(2024, 7, 9)).key_decision == date(2024, 6, 10)
    change_settings(council, by=by, seen=council.revision, key_notice_days="working")
    council = Council.objects.get(pk=council.pk)
    assert notice_days(council, date(2024, 7, 9)).key_decision == date(2024, 5, 29)


def test_a_day_on_which_the_council_is_closed_is_not_counted(chamber):
    assert notice_days(chamber.council, date(2024, 7, 9)).agenda == date(2024, 7, 1)
    by = administrator_of(chamber.council)
    add_day_off(chamber.council, by=by, on=date(2024, 7, 3), name="Closed")
    assert notice_days(chamber.council, date(2024, 7, 9)).agenda == date(2024, 6, 28)


# When a plan is put by hand


def put(chamber, on=TODAY, notice=NOTHING_SAID, route=Route.CABINET, body="Cabinet", **other):
    return put_to_decision(
        chamber.plan,
        by=chamber.clerk,
        seen=seen_newest(chamber.plan),
        body=body,
        meets_on=on,
        way=Way(route),
        notice=notice,
        **other,
    )


@pytest.fixture
def answered(chamber):
    """Cleared for no meeting yet."""
    make_answered(chamber, make_sent(chamber, then_put=False, meets_on=None))
    return chamber


def test_a_meeting_too_near_is_refused_and_nothing_stands(answered):
    with pytest.raises(Refused, match="agenda had to be out by") as refusal:
        put(answered)
    answered.plan.refresh_from_db()
    assert refusal.value.field == "meets_on"
    assert (answered.plan.stage, answered.plan.steps.count()) == (Stage.CLEARANCE, 0)
    assert not NoticeException.objects.exists()


def test_with_enough_notice_nothing_more_is_asked_or_kept(answered):
    step = put(answered, FAR)
    assert step.key_decision is None
    assert not step.notice_exceptions.exists()
    assert not step.papers.exists()


def test_a_late_item_is_kept_with_who_agreed_and_who_recorded_it(answered):
    row = put(answered, notice=LATE_ITEM).notice_exceptions.get()
    assert (row.kind, row.agreed_by) == ("late_item", "The chair of the meeting")
    assert (row.recorded_by, row.on) == (answered.clerk, None)


def test_an_agenda_that_is_out_in_time_already_is_kept_as_its_paper(answered):
    out = notice_days(answered.council, TODAY).agenda
    paper = put(answered, notice=NoticeData(agenda_on=out)).papers.get()
    assert (paper.kind, paper.published_on) == (StepPaper.Kind.AGENDA, out)


def test_an_agenda_that_was_out_too_late_is_no_way_out(answered):
    out = notice_days(answered.council, TODAY).agenda + timedelta(days=1)
    with pytest.raises(Refused, match="agenda had to be out by"):
        put(answered, notice=NoticeData(agenda_on=out))


def test_a_key_decision_under_special_urgency_is_kept_as_both(answered):
    said = replace(URGENCY, late_why=LATE_ITEM.late_why)
    step = put(answered, notice=said)
    assert step.key_decision is True
    kinds = list(step.notice_exceptions.values_list("kind", flat=True))
    assert kinds == ["late_item", "special_urgency"]


def test_a_notice_given_in_time_before_the_plan_was_put_is_enough(answered):
    on = TODAY + timedelta(days=20)
    last = notice_days(answered.council, on).key_decision
    with pytest.raises(Refused, match="28 clear days"):
        put(answered, on, KEY)
    step = put(answered, on, replace(KEY, key_notice_on=last))
    assert notice_of(step).lines[1].standing == Standing.IN_TIME


def test_a_plan_put_again_is_judged_again(answered):
    put(answered, notice=LATE_ITEM)
    answered.plan.refresh_from_db()
    withdraw_plan(
        answered.plan, by=answered.author, seen=seen_newest(answered.plan), reason="Not yet."
    )
    make_answered(answered, make_sent(answered, then_put=False, meets_on=None, reason="Again."))
    with pytest.raises(Refused, match="agenda had to be out by"):
        put(answered)


def test_committees_alone_have_no_key_decisions(answered):
    make_governed(answered.council, Form.COMMITTEES)
    with pytest.raises(Refused) as refusal:
        put(answered, FAR, KEY, Route.COMMITTEE, "Policy Committee")
    assert refusal.value.field == "key_decision"
    page = browser_of(answered.clerk).get(plan_url("move_put", answered.plan)).content.decode()
    assert 'name="late_why"' in page
    assert 'name="key_decision"' not in page


def test_who_decides_alone_is_asked_for_no_agenda(chamber):
    assert put_alone(chamber).meets_on == TODAY


# When the last answer puts it by itself


def test_a_meeting_too_near_is_refused_where_it_is_sent_to_go_on(chamber):
    with pytest.raises(Refused, match="agenda had to be out by") as refusal:
        make_sent(chamber, notice=NOTHING_SAID)
    assert refusal.value.field == "meets_on"
    # The control: put by hand, it is judged then.
    assert make_sent(chamber, notice=NOTHING_SAID, then_put=False).meets_on == TODAY


def test_a_late_item_said_when_it_was_sent_holds_for_that_meeting_alone(chamber):
    round_ = make_sent(chamber, then_put=False)
    make_answered(chamber, round_)
    with pytest.raises(Refused, match="agenda had to be out by"):
        put(chamber, TODAY + timedelta(days=1))
    step = put(chamber)
    assert [str(one) for one in notice_of(step).exceptions] == [
        "Late item, agreed by The chair of the meeting"
    ]


def test_sent_again_to_the_same_meeting_the_late_item_is_not_asked_for_again(chamber):
    make_sent(chamber)
    page = browser_of(chamber.author).get(plan_url("send_check", chamber.plan)).content.decode()
    assert "A late item is recorded for it." in page
    make_answered(chamber, make_sent(chamber, notice=NOTHING_SAID, reason="Put right."))
    assert len(notice_of(chamber.plan.steps.get()).exceptions) == 1
    with pytest.raises(Refused, match="agenda had to be out by"):
        attempt_again(chamber)


def test_what_is_said_again_when_it_is_sent_again_is_kept_twice_and_told_once(chamber):
    make_sent(chamber)
    make_answered(chamber, make_sent(chamber, reason="Put right."))
    step = chamber.plan.steps.get()

    assert NoticeException.objects.of(step).count() == 2
    assert len(notice_of(step).exceptions) == 1
    assert [name for name, _ in key_and_late(step)].count("Late item") == 1


def attempt_again(chamber):
    """To another meeting: what the chair of the first agreed to does not hold for it."""
    withdraw_plan(chamber.plan, by=chamber.author, seen=seen_newest(chamber.plan), reason="No.")
    on = TODAY + timedelta(days=1)
    make_sent(chamber, notice=NOTHING_SAID, meets_on=on, reason="Again.")


def test_an_answer_that_comes_too_late_for_the_agenda_is_kept_and_the_plan_waits(
    chamber, monkeypatch
):
    on = FAR
    round_ = make_sent(chamber, meets_on=on, notice=NOTHING_SAID)
    last = notice_days(chamber.council, on).agenda
    monkeypatch.setattr(
        "approvals.clearance.answers.london_day", lambda _: last + timedelta(days=1)
    )
    make_answered(chamber, round_)
    assert (chamber.plan.stage, chamber.plan.steps.count()) == (Stage.CLEARANCE, 0)


def test_the_control_an_answer_on_the_last_day_still_puts_it(chamber, monkeypatch):
    round_ = make_sent(chamber, meets_on=FAR, notice=NOTHING_SAID)
    last = notice_days(chamber.council, FAR).agenda
    monkeypatch.setattr("approvals.clearance.answers.london_day", lambda _: last)
    make_answered(chamber, round_)
    assert chamber.plan.stage == Stage.DECISION


# The pages


def typed_day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def test_the_page_counts_and_refuses_at_the_day_and_keeps_what_was_typed(answered):
    browser, address = browser_of(answered.clerk), plan_url("move_put", answered.plan)
    hidden = browser.get(address).context["form"]
    seen = {name: hidden[name].value() or "" for name in ("moves", "plan", "report")}
    typed = {"route": "cabinet", "body": "Cabinet", **typed_day("meets_on", TODAY), **seen}
    told = browser.post(address, typed | {"item": "Item 9"})
    words = told.content.decode()
    assert told.status_code == 422
    assert "The agenda had to be out by" in str(told.context["form"].errors["meets_on"])
    assert "Item 9" in words
    assert '<details class="govuk-details" open>' in words

    browser.post(address, typed | {"late_why": "The letter came late."})
    answered.plan.refresh_from_db()
    assert answered.plan.stage == Stage.DECISION


def test_the_page_says_by_when_the_agenda_has_to_be_out(chamber):
    make_answered(chamber, make_sent(chamber, then_put=False, meets_on=FAR))
    page = browser_of(chamber.clerk).get(plan_url("move_put", chamber.plan)).content.decode()
    assert ": the agenda has to be out by" in page
    assert "If it is a key decision, notice of that has to be out by" in page
    assert '<details class="govuk-details" open>' not in page


# Shown


def test_what_is_known_of_a_paper_is_in_time_late_or_not_known(chamber):
    step = make_recorded(chamber, date(2024, 7, 9)).step
    assert lines(step) == [
        ("Agenda", "not_known"),
        ("Notice, if it is a key decision", "not_known"),
    ]
    make_paper(chamber, kind="agenda", published_on=date(2024, 7, 1))
    assert lines(step)[0] == ("Agenda", "in_time")
    make_paper(chamber, kind="agenda", published_on=date(2024, 7, 2))
    assert lines(step)[0] == ("Agenda", "late")
    make_paper(chamber, kind="agenda", published_on=None)
    assert lines(step)[0] == ("Agenda", "not_known")


def lines(step):
    step = DecisionStep.objects.select_related("decision", "plan__council").get(pk=step.pk)
    return [(one.label, one.standing) for one in notice_of(step).lines]


def test_an_older_record_is_shown_and_never_refused(chamber):
    facts = {"key_decision": True, "exempt_information": True}
    step = make_recorded(chamber, date(2024, 7, 9), **facts).step
    make_paper(chamber, kind="exception", published_on=date(2024, 7, 2))
    make_paper(chamber, kind="private_notice", published_on=date(2024, 6, 7))
    assert lines(step) == [
        ("Agenda", "not_known"),
        ("Notice of a key decision", "not_known"),
        ("Notice under the general exception", "late"),
        ("Notice of a private meeting", "in_time"),
        ("Second notice of it", "not_known"),
    ]
    for name in ("decision", "step_papers"):
        page = browser_of(chamber.clerk).get(plan_url(name, chamber.plan, 1)).content.decode()
        assert "Had to be out by 1 July 2024. When it was out is not known." in page


def test_the_record_of_the_decision_and_its_pages_have_what_was_used(answered):
    put(answered, notice=replace(URGENCY, late_why="The letter came late."))
    answered.plan.refresh_from_db()
    recording = browser_of(answered.clerk).get(plan_url("move_decide", answered.plan))
    words = " ".join(recording.content.decode().split())
    assert (
        "Recorded when it was put: a key decision; Late item; Special urgency, agreed by" in words
    )
    make_decided(answered)
    page = browser_of(answered.author).get(plan_url("decision", answered.plan, 1))
    words = page.content.decode()
    assert "Agreed by The chair of scrutiny on" in words
    assert "It is due on Friday." in words


def test_what_is_put_off_is_counted_for_its_new_day(answered):
    put(answered, notice=replace(URGENCY, late_why="The letter came late."))
    answered.plan.refresh_from_db()
    make_deferred(answered, FAR)
    step = answered.plan.steps.select_related("plan__council").last()
    shown = notice_of(step)
    assert (step.meets_on, step.key_decision, shown.exceptions) == (FAR, True, ())
    assert shown.lines[0].by == notice_days(answered.council, FAR).agenda


def make_deferred(chamber, on):
    record_decision(
        chamber.plan,
        by=chamber.clerk,
        seen=seen_newest(chamber.plan),
        minute=minute_of("deferred"),
        next_meets_on=on,
    )
    chamber.plan.refresh_from_db()
