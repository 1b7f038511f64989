"""What a decision leaves to be done: written down, counted, done by a paper, taken back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from approvals.decisions import follow_ups
from approvals.decisions.follow_ups import (
    FollowUpData,
    discharge,
    record_follow_ups,
    say_by_when,
    take_back_discharge,
    tasks_done_by,
    withdraw_follow_up,
)
from approvals.decisions.to_do import still_to_do, tasks_after, tasks_of
from approvals.models import Decision, FollowUp, FollowUpDischarge, FollowUpWithdrawal
from approvals.models.follow_up import Kept, kept
from councils.calendar.periods import scrutiny_answered_by
from councils.models import Governance
from councils.record.models import Act
from councils.roles import Role
from plans.access import plan_url
from tests.approvals.attempts import bring
from tests.approvals.makers import (
    Chamber,
    make_dated,
    make_decided,
    make_done,
    make_everything_to_do,
    make_follow_up,
    make_paper,
    with_power,
)
from tests.approvals.pages import words_of
from tests.makers import make_governed
from web.errors import Refused

TODAY = timezone.localdate()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
REPORT_BACK = "To Cabinet, on what was changed."


@pytest.fixture
def decided(chamber: Chamber) -> Decision:
    return make_decided(chamber)


def refused(chamber: Chamber, kind: str = "promise", **facts: Any) -> Refused:
    """Why it is refused; nothing of it is kept."""
    before = FollowUp.objects.count()
    with pytest.raises(Refused) as refusal:
        make_follow_up(chamber, kind, **facts)
    assert FollowUp.objects.count() == before
    return refusal.value


# Written down


def test_what_was_promised_is_to_be_done_by_its_day(chamber, decided):
    row = make_follow_up(chamber, due_on=TOMORROW, owed_to="The ward")

    (task,) = still_to_do(chamber.plan)
    assert (task.row, task.due_on, task.owed_by, task.owed_to) == (
        *(row, TOMORROW, "Leader", "The ward"),
    )
    assert not task.is_overdue(TOMORROW)
    assert task.is_overdue(TOMORROW + timedelta(days=1))


def test_a_day_that_nobody_said_is_not_known_and_never_overdue(chamber, decided):
    make_follow_up(chamber, due_on=None)

    (task,) = still_to_do(chamber.plan)
    assert task.due_on is None
    assert not task.is_overdue(date.max)


def test_several_are_written_down_at_once_or_none_of_them(chamber, decided):
    good = FollowUpData("promise", "To write.")
    bad = FollowUpData("promise", "To write sooner.", due_on=YESTERDAY, row=2)

    with pytest.raises(Refused) as refusal:
        record_follow_ups(decided, by=chamber.clerk, said=[good, bad])
    assert refusal.value.field == "due_on_2"
    assert not FollowUp.objects.exists()
    other = FollowUpData("report_back", "To tell Cabinet.", row=2)
    assert len(record_follow_ups(decided, by=chamber.clerk, said=[good, other])) == 2
    assert Act.objects.filter(verb="follow_up_recorded").count() == 1


@pytest.mark.parametrize(
    ("kind", "facts", "field"),
    [
        ("promise", {"words": "  "}, "words_1"),
        ("nothing", {}, "kind_1"),
        ("promise", {"due_on": YESTERDAY}, "due_on_1"),
        ("promise", {"received_on": TODAY}, "received_on_1"),
        ("recommendation", {"received_on": TOMORROW}, "received_on_1"),
    ],
)
def test_what_cannot_be_so_is_refused_at_its_field(chamber, decided, kind, facts, field):
    assert refused(chamber, kind, **facts).field == field


def test_the_same_is_written_down_once(chamber, decided):
    make_follow_up(chamber)

    assert "recorded already" in str(refused(chamber))
    make_follow_up(chamber, words="To write to another ward.")


def test_an_author_writes_nothing_down(chamber, decided):
    with pytest.raises(PermissionDenied):
        record_follow_ups(decided, by=chamber.author, said=[FollowUpData("promise", "To write.")])


# What a power asks to be reported back


def test_what_a_power_asks_to_be_reported_back_is_to_be_done_without_being_typed(chamber):
    made = make_decided(chamber, **with_power(report_back=REPORT_BACK))

    (task,) = tasks_after(made)
    assert (task.words, task.owed_by, task.due_on) == (REPORT_BACK, "Leader", None)
    assert not FollowUp.objects.exists()
    make_done(chamber, "report_back")
    assert still_to_do(chamber.plan) == []


def test_a_power_that_asks_for_nothing_leaves_nothing(chamber):
    """The control."""
    assert tasks_after(make_decided(chamber, **with_power())) == []


def test_what_a_corrected_decision_delegated_is_to_be_done_no_more(chamber):
    make_decided(chamber, **with_power(report_back=REPORT_BACK))
    make_follow_up(chamber)

    bring(chamber, "correct")

    # What was promised at the meeting was promised, however it was recorded.
    assert [one.kind for one in tasks_of(chamber.plan)] == ["promise"]


# By when scrutiny is answered


@pytest.mark.parametrize("form", ["leader", "mayor"])
def test_where_there_is_an_executive_its_response_is_due_in_two_months(chamber, decided, form):
    make_governed(chamber.council, form)

    row = make_follow_up(chamber, "recommendation")

    assert row.due_on == scrutiny_answered_by(TODAY)
    counted = "By law the response is due by"
    assert counted in str(refused(chamber, "recommendation", words="More.", due_on=TOMORROW))


def test_where_committees_decide_no_law_counts_and_a_day_may_be_said(chamber, decided):
    make_governed(chamber.council, Governance.Form.COMMITTEES)

    assert make_follow_up(chamber, "recommendation").due_on is None
    said = make_follow_up(chamber, "recommendation", words="More.", due_on=TOMORROW)
    assert said.due_on == TOMORROW


def test_while_nobody_said_how_the_council_is_governed_nothing_is_counted(chamber, decided):
    assert make_follow_up(chamber, "recommendation").due_on is None


def test_of_a_day_that_is_not_known_nothing_is_counted(chamber, decided):
    make_governed(chamber.council)

    assert make_follow_up(chamber, "recommendation", received_on=None).due_on is None


def test_what_was_promised_is_counted_by_no_law(chamber, decided, monkeypatch):
    make_governed(chamber.council)
    assert make_follow_up(chamber, due_on=None).due_on is None

    # The control: only what the executive received is.
    monkeypatch.setattr(follow_ups, "response_due_on", lambda *_: TOMORROW)
    assert make_follow_up(chamber, words="More.", due_on=None).due_on == TOMORROW


# By when, said afterwards


def test_a_day_that_was_not_known_is_said_afterwards(chamber, decided):
    make_governed(chamber.council)
    first = make_follow_up(chamber, "recommendation", received_on=None)

    row = make_dated(chamber, received_on=TODAY)

    (task,) = tasks_of(chamber.plan)
    assert (task.row, row.supersedes, row.words) == (row, first, first.words)
    assert task.due_on == scrutiny_answered_by(TODAY)
    assert FollowUp.objects.count() == 2


def test_what_a_power_asks_to_be_reported_back_has_its_day_without_being_typed_again(chamber):
    make_decided(chamber, **with_power(report_back=REPORT_BACK))

    row = make_dated(chamber, due_on=TOMORROW)

    (task,) = tasks_of(chamber.plan)
    assert (task.words, task.owed_by, task.due_on) == (REPORT_BACK, "Leader", TOMORROW)
    assert row.delegation is not None
    # Once it was corrected that there is such a power, nothing of it is to be done.
    bring(chamber, "correct")
    assert tasks_of(chamber.plan) == []


def test_a_day_that_was_a_mistake_is_taken_back_and_what_was_before_stands(chamber, decided):
    first = make_follow_up(chamber, due_on=None)
    row = make_dated(chamber)
    with pytest.raises(Refused):
        withdraw_follow_up(first, by=chamber.clerk, why="It was said anew.")

    withdraw_follow_up(row, by=chamber.clerk, why="It was another promise.")

    (task,) = still_to_do(chamber.plan)
    assert (task.row, task.due_on) == (first, None)


def test_so_does_what_a_power_asks(chamber):
    make_decided(chamber, **with_power(report_back=REPORT_BACK))
    row = make_dated(chamber)

    withdraw_follow_up(row, by=chamber.clerk, why="Nobody set a day.")

    (task,) = still_to_do(chamber.plan)
    assert (task.words, task.due_on) == (REPORT_BACK, None)


def test_no_day_is_said_of_what_is_done_nor_the_same_day_again(chamber, decided):
    make_follow_up(chamber)
    (task,) = still_to_do(chamber.plan)
    for days in ({"due_on": TODAY}, {}, {"due_on": YESTERDAY}, {"received_on": TODAY}):
        with pytest.raises(Refused):
            say_by_when(task, by=chamber.clerk, **days)
    make_done(chamber)

    with pytest.raises(Refused, match="done already"):
        say_by_when(task, by=chamber.clerk, due_on=TOMORROW)
    assert FollowUp.objects.count() == 1


def test_the_page_says_by_when(chamber, decided, signed_in):
    row = make_follow_up(chamber, due_on=None)
    clerk = signed_in(chamber.clerk)
    address = plan_url("follow_up_day", chamber.plan, 1, f"follow_up-{row.pk}")
    assert "To write to the ward." in words_of(clerk.get(address))

    assert clerk.post(address, day_of("due_on", TOMORROW)).status_code == 302
    assert FollowUp.objects.latest("pk").due_on == TOMORROW
    # What was said anew since is there no more.
    assert clerk.get(address).status_code == 404
    assert clerk.post(address, day_of("due_on", TODAY)).status_code == 409


@pytest.mark.parametrize("key", ["follow_up-0", "delegation-9", "follow_up-", "x", "1" * 40])
def test_of_what_never_was_no_day_is_said(chamber, decided, signed_in, key):
    address = plan_url("follow_up_day", chamber.plan, 1, key)

    assert signed_in(chamber.clerk).post(address, day_of("due_on", TODAY)).status_code == 404


# Done by a paper


def test_what_a_paper_does_is_done_in_time_by_its_day(chamber, decided):
    make_follow_up(chamber)
    row = make_done(chamber)

    (task,) = tasks_of(chamber.plan)
    assert (task.discharge, task.kept) == (row, Kept.IN_TIME)
    assert still_to_do(chamber.plan) == []


DAYS = st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DAYS, DAYS)
def test_in_time_late_and_not_known_are_three_things(due, done):
    found = kept(due, done)

    assert (found == Kept.NOT_KNOWN) is (due is None or done is None)
    if due and done:
        assert found == (Kept.LATE if done > due else Kept.IN_TIME)


@pytest.mark.parametrize(("day", "says"), [(None, "Whether in time is not known"), (TODAY, "In")])
def test_the_page_says_whether_it_was_in_time(chamber, decided, signed_in, day, says):
    make_follow_up(chamber)
    make_done(chamber, published_on=day)

    page = words_of(signed_in(chamber.clerk).get(plan_url("follow_ups", chamber.plan, 1)))
    assert says in page


def test_several_are_done_by_one_paper(chamber, decided):
    make_follow_up(chamber)
    make_follow_up(chamber, words="To write to another ward.")
    paper = make_paper(chamber, "promise_note")
    keys = [one.key for one in still_to_do(chamber.plan)]

    assert len(discharge(paper, by=chamber.clerk, keys=keys)) == 2
    assert Act.objects.filter(verb="follow_up_discharged").count() == 1


def test_what_is_done_is_done_once(chamber, decided):
    row = make_follow_up(chamber)
    make_done(chamber)
    other = make_paper(chamber, "report_back")

    with pytest.raises(Refused, match="done already"):
        discharge(other, by=chamber.clerk, keys=[f"follow_up-{row.pk}"])
    with pytest.raises(Refused, match="Choose"):
        discharge(other, by=chamber.clerk, keys=[])


def test_an_agenda_does_nothing_that_was_left(chamber, decided):
    row = make_follow_up(chamber)
    paper = make_paper(chamber, "draft_minutes")

    with pytest.raises(Refused, match="kind of paper"):
        discharge(paper, by=chamber.clerk, keys=[f"follow_up-{row.pk}"])


def test_no_paper_does_what_is_not_there(chamber, decided):
    make_follow_up(chamber)
    paper = make_paper(chamber, "promise_note")

    @given(st.text(max_size=30))
    def never(key: str) -> None:
        with pytest.raises(Refused):
            tasks_done_by(chamber.plan, paper, [key])

    never()


def test_a_paper_of_one_plan_does_nothing_of_another(chamber, decided):
    other = Chamber()
    make_decided(other)
    row = make_follow_up(other)
    make_follow_up(chamber)

    with pytest.raises(Refused):
        discharge(
            make_paper(chamber, "promise_note"),
            by=chamber.clerk,
            keys=[f"follow_up-{row.pk}"],
        )


# Taken back


def test_what_was_written_down_by_mistake_is_to_be_done_no_more_and_stays(chamber, decided):
    row = make_follow_up(chamber)

    withdraw_follow_up(row, by=chamber.clerk, why="Nobody promised it.")

    assert tasks_of(chamber.plan) == []
    assert FollowUp.objects.get() == row
    with pytest.raises(Refused, match="already"):
        withdraw_follow_up(row, by=chamber.clerk, why="Again.")
    # What was taken back may be said anew.
    make_follow_up(chamber)


def test_what_is_done_is_not_taken_back_before_its_discharge(chamber, decided):
    row = make_follow_up(chamber)
    done = make_done(chamber)
    with pytest.raises(Refused, match="take that back first"):
        withdraw_follow_up(row, by=chamber.clerk, why="Nobody promised it.")

    take_back_discharge(done, by=chamber.clerk, why="It was another paper.")

    (task,) = still_to_do(chamber.plan)
    assert task.row == row
    with pytest.raises(Refused, match="already"):
        take_back_discharge(done, by=chamber.clerk, why="Again.")
    withdraw_follow_up(row, by=chamber.clerk, why="Nobody promised it.")


def test_a_mistake_says_why(chamber, decided):
    row = make_follow_up(chamber)

    with pytest.raises(Refused) as refusal:
        withdraw_follow_up(row, by=chamber.clerk, why="  ")
    assert refusal.value.field == "why"
    assert not FollowUpWithdrawal.objects.exists()


# The pages


def day_of(name: str, on: date) -> dict[str, int]:
    return {f"{name}_{part}": getattr(on, part) for part in ("day", "month", "year")}


def test_the_clerk_writes_it_down_records_the_paper_and_says_what_it_does(
    chamber, decided, signed_in
):
    clerk, address = signed_in(chamber.clerk), plan_url("follow_ups", chamber.plan, 1)
    assert "Nothing is recorded yet" in words_of(clerk.get(address))
    sent = {
        "kind_1": "promise",
        "words_1": "To write to the ward.",
        "kind_3": "report_back",
        "words_3": "To tell Cabinet.",
        **day_of("due_on_1", TODAY),
    }
    assert clerk.post(address, sent).status_code == 302
    assert "Still to be done after the decision" in words_of(
        clerk.get(chamber.plan.get_absolute_url())
    )

    paper = {"kind": "promise_note", **day_of("published_on", TODAY)}
    answer = clerk.post(plan_url("step_papers", chamber.plan, 1), paper)
    does = answer["Location"]
    assert "To write to the ward." in words_of(clerk.get(does))
    row = FollowUp.objects.get(kind="promise")
    assert clerk.post(does, {"tasks": [f"follow_up-{row.pk}"]}).status_code == 302
    assert "In time" in words_of(clerk.get(address))
    assert "To write to the ward." not in words_of(clerk.get(chamber.plan.get_absolute_url()))


def test_a_paper_that_does_nothing_leads_back_to_the_papers(chamber, decided, signed_in):
    make_follow_up(chamber)
    address = plan_url("step_papers", chamber.plan, 1)

    answer = signed_in(chamber.clerk).post(address, {"kind": "draft_minutes"})
    assert answer["Location"] == address


def test_a_row_without_its_words_is_refused_and_comes_back(chamber, decided, signed_in):
    clerk, address = signed_in(chamber.clerk), plan_url("follow_ups", chamber.plan, 1)

    answer = clerk.post(address, {"owed_by_2": "The Leader of the Council"})
    assert answer.status_code == 422
    assert "The Leader of the Council" in words_of(answer)
    assert "Enter what is to be done" in words_of(answer)


def test_members_read_what_is_owed_and_residents_nothing(chamber, decided, signed_in):
    make_follow_up(chamber)
    member = signed_in(chamber.member)

    page = words_of(member.get(plan_url("decision", chamber.plan, 1)))
    assert "To write to the ward." in page
    assert "Add what it leaves" not in page
    assert member.get(plan_url("follow_ups", chamber.plan, 1)).status_code == 403


def test_nobody_else_opens_the_pages(chamber, decided, signed_in):
    make_everything_to_do(chamber)
    row = FollowUpDischarge.objects.filter(withdrawal=None).get()
    place = row.paper.step.place
    officer, clerk = signed_in(chamber.person[Role.MONITORING_OFFICER]), signed_in(chamber.clerk)
    address = plan_url("discharge_take_back", chamber.plan, place, row.paper_id, row.pk)
    assert officer.get(address).status_code == 403
    assert clerk.get(address).status_code == 200
    other = make_paper(chamber)
    # A paper of another kind does nothing, and is not the one that did this.
    elsewhere = plan_url("discharge_take_back", chamber.plan, place, other.pk, row.pk)
    assert clerk.get(elsewhere).status_code == 404
    nothing = plan_url("paper_discharges", chamber.plan, place, other.pk)
    assert clerk.get(nothing).status_code == 404
