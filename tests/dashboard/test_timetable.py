"""The timetable of a plan, as its page and the dated line on its home tell it."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from approvals.submission.correspondence import ExtensionData, record_extension
from councils.actions.council import add_day_off, change_settings
from councils.actions.governance import record_governance
from councils.calendar import next_working_day, working_day_by
from councils.call_in import days_off_of
from councils.models import Governance
from councils.roles import Role
from dashboard.timetable.line import Part
from plans.access import plan_url
from plans.models import Plan
from tests.approvals.attempts import BEFORE_MEMBERS, ENDORSED, SENT_OUT, attempt, bring
from tests.approvals.makers import (
    Chamber,
    callable_facts,
    make_decided,
    make_paper,
    make_put,
    make_recorded,
    make_sent,
    make_submitted,
)
from tests.approvals.pages import browser_of, words_of
from tests.dashboard.pages import plan_home
from tests.makers import administrator_of
from web.dates import day_in_words, end_of_day, weekday_in_words

TODAY = timezone.localdate()
WORKED = {"due": date(2024, 7, 19), "meets_on": date(2024, 7, 9)}


def as_parts(**days: date) -> dict[str, int]:
    """Days as the form of an address carries them."""
    return {
        f"{name}_{part}": getattr(day, part)
        for name, day in days.items()
        for part in ("day", "month", "year")
    }


def opened(chamber: Chamber, role: Role = Role.AUTHOR, **query: Any):
    return browser_of(chamber.person[role]).get(plan_url("timetable", chamber.plan), query)


def page(chamber: Chamber, **days: date) -> str:
    """The words of the page for an author, with the days they ask about."""
    answer = opened(chamber, **as_parts(**days))
    assert answer.status_code == 200
    return told_by(answer)


def told_by(answer: Any) -> str:
    """The words of a page without its markup."""
    return " ".join(re.sub(r"<[^>]+>", "", words_of(answer)).split())


def extend(chamber: Chamber, to: date | None = None, event: str = "") -> None:
    due = end_of_day(to) if to else None
    granted = ExtensionData(granted_by="The department", granted_on=TODAY, due=due, event=event)
    record_extension(chamber.plan, by=chamber.author, granted=granted)
    chamber.plan.refresh_from_db()


def line(chamber: Chamber, role: Role = Role.AUTHOR) -> dict[str, Part]:
    chamber.plan.refresh_from_db()
    return {one.name: one for one in plan_home(chamber.plan, chamber.person[role])["line"]}


def states(chamber: Chamber, role: Role = Role.AUTHOR) -> dict[str, str]:
    return {name: part.words for name, part in line(chamber, role).items()}


# The page.


def test_of_9_july_the_page_says_by_when_its_notice_has_to_be_out(chamber):
    told = page(chamber, **WORKED)
    assert "Tuesday 9 July 2024: fits only if the notice is out by 11 July 2024." in told
    assert "Monday 1 July 2024" in told
    assert "Monday 10 June 2024" in told


def test_of_23_july_the_page_says_that_it_is_after_the_deadline(chamber):
    told = page(chamber, due=date(2024, 7, 19), meets_on=date(2024, 7, 23))
    assert "Tuesday 23 July 2024: after the deadline." in told
    assert "That day has gone by." in told


def test_a_day_to_come_fits_only_with_its_notice(chamber):
    extend(chamber, TODAY + timedelta(days=60))
    meets = working_day_by(TODAY + timedelta(days=30), days_off_of(chamber.council))
    told = page(chamber, meets_on=meets)
    assert f"{weekday_in_words(meets)}: fits only if the notice is out by" in told


def test_asking_what_if_saves_nothing_and_says_so(chamber):
    before = Plan.objects.filter(pk=chamber.plan.pk).values().get()
    assert "Nothing of it is saved" in page(chamber, **WORKED)
    assert Plan.objects.filter(pk=chamber.plan.pk).values().get() == before


def test_another_deadline_moves_every_day(chamber):
    first = opened(chamber, **as_parts(due=date(2024, 7, 19))).context["timetable"]
    later = opened(chamber, **as_parts(due=date(2024, 7, 26))).context["timetable"]
    moved = [(a.row.last, b.row.last) for a, b in zip(first.rows, later.rows, strict=True)]
    assert all(a < b for a, b in moved if a and b)
    assert sum(1 for a, _ in moved if a) >= 6


def test_a_day_that_is_none_is_refused_at_its_field_and_the_rest_is_shown(chamber):
    answer = opened(chamber, due_day="31", due_month="2", due_year="2027")
    assert answer.status_code == 422
    assert "The deadline must be a real date" in words_of(answer)
    assert "From the deadline backwards" in words_of(answer)


def test_a_notice_before_its_decision_is_refused(chamber):
    answer = opened(chamber, **as_parts(**WORKED, notice_on=date(2024, 7, 8)))
    assert answer.status_code == 422
    assert "The notice of a decision comes after it" in words_of(answer)


@pytest.mark.parametrize(
    ("notice", "said"),
    [(date(2024, 7, 11), "19 July 2024: in time"), (date(2024, 7, 12), "after the deadline")],
)
def test_a_day_of_the_notice_says_when_the_decision_takes_effect(chamber, notice, said):
    assert said in page(chamber, **WORKED, notice_on=notice)


def test_an_extension_to_an_event_is_not_counted_back_from(chamber):
    extend(chamber, event="after the July Executive")
    told = page(chamber)
    assert "“after the July Executive”" in told
    assert "nothing is counted backwards" in told
    assert opened(chamber).context["timetable"] is None
    assert "11 July 2024" in page(chamber, **WORKED)


def test_a_deadline_gone_by_is_told_as_that(chamber):
    told = page(chamber)
    assert "That day has gone by." in told
    assert "This day has gone by" in told


def test_a_council_without_call_in_decides_until_the_deadline(chamber):
    set_council(chamber, call_in_applies=False)
    told = page(chamber, **WORKED)
    assert "in this council decisions are not called in" in told
    assert "to be decided by Friday 19 July 2024" in told
    assert "Exemption from call-in" not in told


def test_a_committee_council_has_no_key_decisions_and_no_call_in(chamber):
    governed(chamber, Governance.Form.COMMITTEES)
    told = page(chamber, **WORKED)
    assert "The committee decides" in told
    assert "Only an executive takes key decisions." in told
    assert "Local Government Act 1972, s 100B" in told
    assert "General exception" not in told


def test_without_a_recorded_form_of_governance_the_page_says_what_it_counts_by(chamber):
    assert "is not recorded, so this is counted as for a council with an executive" in page(
        chamber, **WORKED
    )
    governed(chamber, Governance.Form.LEADER)
    assert "is not recorded, so this is counted" not in page(chamber, **WORKED)


def test_a_day_off_added_moves_the_days(chamber):
    before = opened(chamber, **as_parts(**WORKED)).context["timetable"].days
    admin = chamber.person[Role.ADMINISTRATOR]
    add_day_off(chamber.council, by=admin, on=date(2024, 7, 16), name="Offices closed")
    after = opened(chamber, **as_parts(**WORKED)).context["timetable"].days
    assert (before.decision, after.decision) == (date(2024, 7, 11), date(2024, 7, 10))


def test_each_exception_says_what_it_buys_and_who_must_agree(chamber):
    told = page(chamber, **WORKED)
    assert "with notice of it out by 1 July 2024, instead of by 10 June 2024" in told
    assert "The chair of scrutiny" in told
    assert "A decision until 19 July 2024, instead of 11 July 2024" in told
    assert "Nothing is needed for a decision on 9 July 2024 with its notice in time" in told
    assert "The department that asked for the plan." in told


def test_no_exception_is_told_of_a_day_gone_by_that_nobody_planned(chamber):
    told = page(chamber)
    bought = told.split("What an exception would buy")[1].split("What if it were")[0]
    wanted = next_working_day(TODAY, days_off_of(chamber.council))
    assert f"is met by a decision on {day_in_words(wanted)}" in bought
    assert "A key decision on 11 July 2024" not in bought


def test_an_exception_for_a_planned_day_gone_by_is_too_late(chamber):
    told = page(chamber, meets_on=date(2024, 7, 9))
    assert re.search("Special urgency ?Too late", told)
    assert re.search("A late item ?Too late", told)


def test_a_notice_before_the_day_that_is_planned_is_refused(chamber):
    make_put(chamber)
    answer = opened(chamber, **as_parts(notice_on=TODAY - timedelta(days=30)))
    assert answer.status_code == 422
    assert "The notice of a decision comes after it" in words_of(answer)


def test_what_if_calls_the_cabinet_what_the_council_does(chamber):
    council = chamber.council
    by = administrator_of(council)
    change_settings(council, by=by, seen=council.revision, cabinet_word="Executive")
    chamber.plan.refresh_from_db()
    answer = words_of(opened(chamber))
    assert '<option value="cabinet">Executive</option>' in answer


def rows_in(told: str) -> str:
    return told.split("From the deadline backwards")[1].split("What if it were")[0]


def test_once_decided_a_day_that_nobody_recorded_is_not_called_late(chamber):
    bring(chamber, *ENDORSED)
    told = rows_in(told_by(opened(chamber)))
    assert "Day not recorded" in told
    effect = told.split("The decision takes effect")[1].split("Call-in is over")[0]
    assert "Done" in effect
    assert "gone by" not in effect


def test_of_what_was_only_noted_nothing_takes_effect(chamber):
    bring(chamber, *BEFORE_MEMBERS, "noted")
    told = rows_in(told_by(opened(chamber)))
    effect = told.split("The decision takes effect")[1].split("Call-in is over")[0]
    assert "Does not apply" in effect


def test_what_an_older_record_leaves_open_is_not_called_done(chamber):
    make_recorded(chamber, TODAY)
    said = states(chamber)
    assert said["Clear"] == "Not recorded"
    assert (said["Call-in"], said["In effect"]) == ("Not known", "Not known")


def test_a_closed_plan_keeps_its_decision_and_has_nothing_late(chamber, plain_paper):
    bring(chamber, *SENT_OUT, "start_monitoring", "close")
    told = told_by(opened(chamber))
    assert "Agreed by Cabinet" in told
    assert "gone by" not in told


def test_a_plan_taken_back_is_not_told_to_be_decided(chamber):
    attempt("take_back", chamber.plan, by=chamber.author)
    told = told_by(opened(chamber))
    assert "The plan is closed" in told
    assert "be decided by" not in told
    assert "What an exception would buy" not in told


def test_another_way_to_the_decision_is_counted_by_its_own_rules(chamber):
    answer = opened(chamber, **as_parts(**WORKED), route="officer")
    told = words_of(answer)
    assert "Whoever decides alone has no agenda." in told
    assert "The officer decides" in told


def test_the_page_says_whose_deadline_it_counts_back_from(chamber):
    assert "The deadline of the commission." in page(chamber)
    assert "The day that you asked about." in page(chamber, due=date(2024, 8, 1))
    extend(chamber, TODAY + timedelta(days=60))
    assert "The deadline as it was extended." in page(chamber)


def test_of_a_decision_exempt_from_call_in_the_page_waits_for_none(chamber):
    extend(chamber, TODAY + timedelta(days=60))
    make_decided(chamber, call_in_applies=True, call_in_exempt_why="It cannot wait.")
    told = page(chamber)
    assert "it was decided without call-in" in told
    assert f"Agreed by Cabinet on {day_in_words(TODAY)}." in told
    assert "What an exception would buy" not in told


def test_a_form_sent_as_it_stands_counts_as_it_stands(chamber):
    governed(chamber, Governance.Form.COMMITTEES)
    answer = opened(chamber, due_day="", due_month="", due_year="", route="")
    assert answer.status_code == 200
    assert not answer.context["form"].asks
    assert answer.context["timetable"].schedule.way.route == "committee"
    assert answer.context["form"]["route"].field.choices[0] == ("", "As it stands")


# The dated line.


def test_a_plan_that_is_drafted_has_only_its_draft_under_way(chamber):
    extend(chamber, TODAY + timedelta(days=90))
    told = states(chamber)
    assert told["Draft"] == "Under way"
    assert {told[name] for name in told if name != "Draft"} == {"To come"}
    assert list(told) == [
        *("Draft", "Clear", "Agenda", "Decision", "Call-in", "In effect", "Publish", "Submit")
    ]


def test_what_had_to_be_done_by_a_day_gone_by_is_late(chamber):
    told = states(chamber)
    assert told["Decision"] == told["Submit"] == told["Agenda"] == "Late"
    assert told["Call-in"] == "To come", "it follows from the decision, which is"
    assert line(chamber)["Call-in"].when == "", "nothing is to come by a day gone by"
    assert told["Draft"] == "Under way", "no day is counted for it"


def test_a_plan_in_clearance_says_who_has_it(chamber):
    extend(chamber, TODAY + timedelta(days=90))
    make_sent(chamber, meets_on=TODAY + timedelta(days=40))
    told = line(chamber)
    assert told["Draft"].words == "Done"
    assert told["Draft"].when == day_in_words(TODAY)
    assert told["Clear"].words == "Under way"
    assert told["Clear"].holder == "3 officers"
    assert states(chamber, Role.SECTION_151)["Clear"] == "Needs you"


def test_a_plan_before_its_meeting_has_its_day(chamber):
    extend(chamber, TODAY + timedelta(days=90))
    step = make_put(chamber, meets_on=TODAY + timedelta(days=40))
    told = line(chamber)
    assert told["Clear"].words == "Done"
    assert told["Decision"].when == day_in_words(step.meets_on)
    assert told["Decision"].holder == step.body
    assert told["Agenda"].words == "Under way"
    make_paper(chamber, "agenda")
    assert states(chamber)["Agenda"] == "Done"


def test_a_plan_before_a_body_that_advises_is_not_decided_on_a_day_yet(chamber):
    extend(chamber, TODAY + timedelta(days=90))
    make_put(chamber)
    said = {"body": "Scrutiny Committee", "next_kind": "scrutiny"}
    attempt("referred", chamber.plan, by=chamber.clerk, **said)
    told = line(chamber)
    assert told["Decision"].words == "To come"
    assert told["Decision"].when.startswith("by ")


def test_a_decision_that_can_be_called_in_is_not_in_effect_yet(chamber):
    extend(chamber, TODAY + timedelta(days=90))
    decision = make_decided(chamber, **callable_facts())
    told = line(chamber)
    assert told["Decision"].words == "Done"
    assert told["Call-in"].words == "Under way"
    assert told["Submit"].words == "To come"
    assert (told["Publish"].words, told["Publish"].who) == ("Needs you", "")
    assert told["In effect"].words == "To come"
    assert told["In effect"].when == day_in_words(decision.takes_effect_on)


def test_a_decision_exempt_from_call_in_says_that(chamber):
    make_decided(chamber, call_in_applies=True, call_in_exempt_why="It cannot wait.")
    assert states(chamber)["Call-in"] == "Exempt"


def test_a_plan_sent_after_its_deadline_says_that(chamber, plain_paper):
    make_decided(chamber)
    make_submitted(chamber)
    assert states(chamber)["Submit"] == "Sent late"


def test_a_call_in_past_the_deadline_shows_its_effect_as_late(chamber):
    extend(chamber, TODAY + timedelta(days=2))
    make_decided(chamber, **callable_facts())
    assert states(chamber)["In effect"] == "Late"


def test_the_home_leads_to_the_timetable(chamber):
    answer = browser_of(chamber.author).get(chamber.plan.get_absolute_url())
    assert plan_url("timetable", chamber.plan).encode() in answer.content


def set_council(chamber: Chamber, **changes: Any) -> None:
    admin = chamber.person[Role.ADMINISTRATOR]
    council = chamber.council
    council.refresh_from_db()
    change_settings(council, by=admin, seen=council.revision, **changes)
    chamber.council.refresh_from_db()


def governed(chamber: Chamber, form: Governance.Form) -> None:
    admin = chamber.person[Role.ADMINISTRATOR]
    record_governance(chamber.council, by=admin, form=form, starts_on=date(2020, 1, 1))
