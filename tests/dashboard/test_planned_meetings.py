"""A plan and the meetings that its council keeps: offered, cancelled, and on its timetable."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from councils.calendar import working_day_by
from councils.call_in import days_off_of
from councils.models import Meeting
from councils.roles import Role
from plans.access import plan_url
from plans.actions.commissions import make_commission
from plans.actions.plans import edit_plan
from plans.commission import shipped_briefs
from plans.models import Plan, Stage
from tests.approvals.attempts import bring
from tests.approvals.makers import (
    Chamber,
    make_answered,
    make_put,
    make_queued,
    make_recorded,
    make_sent,
)
from tests.approvals.pages import browser_of, words_of
from tests.councils.pages import boxes
from tests.dashboard.test_timetable import extend, line, opened, set_council, told_by
from tests.plan_makers import make_cancelled, make_meeting
from web.dates import end_of_day, weekday_in_words
from web.errors import Refused

TODAY = timezone.localdate()
DUE = TODAY + timedelta(days=120)


def working(chamber: Chamber, days: int) -> date:
    """The working day by so many days from today."""
    return working_day_by(TODAY + timedelta(days=days), days_off_of(chamber.council))


def ask(chamber: Chamber, slug: str = "ours", due: date | None = DUE) -> None:
    """A commission of the council's own, due some months from today."""
    told = {"slug": slug, "title": f"The request {slug}", "due": end_of_day(due) if due else None}
    asked = replace(shipped_briefs()["productivity-2024"], **told)
    make_commission(chamber.council, by=chamber.author, asked=asked)


def meeting(chamber: Chamber, on: date, **facts: Any) -> Meeting:
    return make_meeting(chamber.council, chamber.clerk, on=on, **facts)


def cancelled(chamber: Chamber, on: date, **facts: Any) -> Meeting:
    return make_cancelled(chamber.council, chamber.clerk, on=on, **facts)


def start_page(chamber: Chamber) -> str:
    return reverse("plan_start", args=[chamber.council.slug])


def started(chamber: Chamber, **typed: Any):
    sent = {"title": "Another plan", "commission": "ours", **typed}
    return browser_of(chamber.author).post(start_page(chamber), sent)


def offered(chamber: Chamber) -> dict[str, str]:
    form = browser_of(chamber.author).get(start_page(chamber)).context["form"]
    return dict(form.fields["meeting"].choices) if "meeting" in form.fields else {}


def plan_for(chamber: Chamber, on: date) -> None:
    plan = chamber.plan
    facts = {"title": plan.title, "numbering": plan.numbering, "records_savings": False}
    edit_plan(plan, by=chamber.author, seen=plan.revision, meets_on=on, **facts)
    plan.refresh_from_db()


def test_with_no_meetings_kept_the_day_is_typed_as_ever(chamber):
    ask(chamber)
    assert offered(chamber) == {}
    assert started(chamber, **boxes("meets_on", working(chamber, 60))).status_code == 302
    assert Plan.objects.get(title="Another plan").meets_on == working(chamber, 60)


def test_starting_a_plan_offers_the_meetings_that_work_and_says_why_others_cannot(chamber):
    ask(chamber)
    works = meeting(chamber, working(chamber, 60))
    late = meeting(chamber, DUE + timedelta(days=7))
    soon = meeting(chamber, working(chamber, 3))
    meeting(chamber, working(chamber, 70), body="Planning committee", kind="committee")
    none = cancelled(chamber, working(chamber, 80))

    found = offered(chamber)

    # The shipped commission is long due, so what is said names the other.
    assert [*found] == [str(works.pk), "other"]
    assert "fits only if the notice is out by" in found[str(works.pk)]
    page = words_of(browser_of(chamber.author).get(start_page(chamber)))
    assert f"{weekday_in_words(late.on)}: after the deadline" in page
    assert f"{weekday_in_words(soon.on)}: " in page
    assert "Its agenda had to be out by" in page
    assert weekday_in_words(none.on) not in page


def test_the_meeting_chosen_is_the_day_of_the_plan(chamber):
    ask(chamber)
    chosen = meeting(chamber, working(chamber, 60))
    assert started(chamber, meeting=str(chosen.pk)).status_code == 302
    assert Plan.objects.get(title="Another plan").meets_on == chosen.on


def test_a_draft_that_goes_to_full_council_is_said_to_go_there(chamber):
    on = working(chamber, 60)
    meeting(chamber, on, body="Full Council", kind="council")
    plan_for(chamber, on)
    browser = browser_of(chamber.author)

    for name in ("plan", "timetable"):
        page = words_of(browser.get(plan_url(name, chamber.plan)))
        assert "Full Council decides" in page
        assert "Cabinet decides" not in page
    draft = words_of(browser.get(plan_url("report_preview", chamber.plan)))
    assert "Draft of the report to Full Council" in draft
    assert "That Full Council endorses the plan" in draft
    # Two that could decide it on one day: which of them, nobody has said.
    meeting(chamber, on)
    assert "Cabinet decides" in words_of(browser.get(plan_url("plan", chamber.plan)))


def test_a_meeting_and_another_day_are_not_both_taken(chamber):
    ask(chamber)
    chosen = meeting(chamber, working(chamber, 60))
    answer = started(chamber, meeting=str(chosen.pk), **boxes("meets_on", working(chamber, 70)))
    assert answer.status_code == 422
    assert "not both" in words_of(answer)


def test_a_meeting_that_is_too_late_for_the_commission_chosen_is_refused_at_its_field(chamber):
    ask(chamber)
    ask(chamber, "later", DUE + timedelta(days=90))
    chosen = meeting(chamber, DUE + timedelta(days=30))
    assert "for “The request later”" in offered(chamber)[str(chosen.pk)]
    answer = started(chamber, meeting=str(chosen.pk))
    assert answer.status_code == 422
    assert "after the deadline" in str(answer.context["form"].errors["meeting"])
    assert started(chamber, meeting=str(chosen.pk), commission="later").status_code == 302


def test_a_meeting_cancelled_while_the_page_was_open_is_refused_in_words(chamber):
    ask(chamber)
    chosen = cancelled(chamber, working(chamber, 60))
    meeting(chamber, working(chamber, 70))
    answer = started(chamber, meeting=str(chosen.pk))
    assert answer.status_code == 422
    assert "This meeting was cancelled" in words_of(answer)


def test_without_a_deadline_any_meeting_works_whose_agenda_can_be_out(chamber):
    ask(chamber, due=None)
    late = meeting(chamber, working(chamber, 1))
    works = meeting(chamber, working(chamber, 300))
    found = offered(chamber)
    assert str(works.pk) in found
    assert str(late.pk) not in found


def test_a_draft_whose_meeting_is_cancelled_says_so_and_what_to_do(chamber):
    extend(chamber, DUE)
    plan_for(chamber, working(chamber, 60))
    cancelled(chamber, chamber.plan.meets_on)
    page = words_of(browser_of(chamber.author).get(chamber.plan.get_absolute_url()))
    assert "is cancelled." in page
    assert "There is no business" in page
    assert "Choose another day in the settings of the plan." in page
    assert "Cabinet was to decide" in page
    assert line(chamber)["Decision"].words == "Cancelled"
    timetable = words_of(browser_of(chamber.author).get(plan_url("timetable", chamber.plan)))
    assert "is cancelled." in timetable
    assert "fits" not in timetable


def test_a_draft_with_another_meeting_on_that_day_is_not_told_that_it_is_cancelled(chamber):
    extend(chamber, DUE)
    plan_for(chamber, working(chamber, 60))
    cancelled(chamber, chamber.plan.meets_on)
    meeting(chamber, chamber.plan.meets_on, body="Full council", kind="council")
    assert line(chamber)["Decision"].words != "Cancelled"


def test_a_plan_before_a_meeting_that_is_cancelled_says_so_wherever_it_waits(chamber):
    step = make_put(chamber)
    cancelled(chamber, step.meets_on, body=step.body.upper())
    assert line(chamber)["Decision"].words == "Cancelled"
    assert "with the day of the next meeting" in told_by(opened(chamber))
    assert "It is cancelled" in words_of(browser_of(chamber.member).get("/"))


def test_no_plan_is_sent_to_a_meeting_that_is_cancelled(chamber):
    on = cancelled(chamber, working(chamber, 40)).on
    with pytest.raises(Refused, match="is cancelled"):
        make_sent(chamber, meets_on=on)


def test_the_last_answer_puts_no_plan_to_a_meeting_that_is_cancelled(chamber):
    round_ = make_sent(chamber, meets_on=working(chamber, 40))
    cancelled(chamber, round_.meets_on)
    make_answered(chamber, round_)
    assert chamber.plan.stage == Stage.CLEARANCE
    page = words_of(browser_of(chamber.author).get(chamber.plan.get_absolute_url()))
    assert "put it to another meeting" in page


def test_the_timetable_lists_the_meetings_and_what_would_let_others_take_the_plan(chamber):
    extend(chamber, DUE)
    works = meeting(chamber, working(chamber, 60))
    near = meeting(chamber, working(chamber, 120))
    after = meeting(chamber, DUE + timedelta(days=14))
    rows = {one.name: one for one in opened(chamber).context["timetable"].meetings}
    assert rows[f"Cabinet, {weekday_in_words(works.on)}"].works
    told = rows[f"Cabinet, {weekday_in_words(near.on)}"].ways
    assert any("Exemption from call-in" in way for way in told)
    assert any("An extension to" in way for way in told)
    told = rows[f"Cabinet, {weekday_in_words(after.on)}"].ways
    assert not any("Exemption" in way for way in told)


def test_another_way_to_the_decision_lists_the_meetings_of_that_way(chamber):
    extend(chamber, DUE)
    meeting(chamber, working(chamber, 60), body="Full council", kind="council")
    assert opened(chamber).context["timetable"].meetings == []
    found = opened(chamber, route="council").context["timetable"].meetings
    assert [one.name.split(",")[0] for one in found] == ["Full council"]
    assert opened(chamber, route="officer").context["timetable"].meetings == []


def test_a_plan_is_sent_to_the_meeting_that_it_was_started_for(chamber):
    plan_for(chamber, working(chamber, 60))
    meeting(chamber, chamber.plan.meets_on, body="Full council", kind="council")
    form = browser_of(chamber.author).get(plan_url("send_check", chamber.plan)).context["form"]
    assert (form["body"].value(), form["route"].value()) == ("Full council", "council")


def test_the_settings_of_a_plan_name_the_meetings_that_still_work(chamber):
    extend(chamber, DUE)
    works, late = meeting(chamber, working(chamber, 60)), meeting(chamber, DUE + timedelta(days=7))
    page = browser_of(chamber.author).get(plan_url("plan_settings", chamber.plan))
    hint = page.context["form"].fields["meets_on"].help_text
    assert weekday_in_words(works.on) in hint
    assert weekday_in_words(late.on) not in hint


def test_what_waits_for_the_mail_server_is_not_late(chamber, plain_paper):
    make_queued(chamber)
    assert line(chamber)["Submit"].words == "Waiting to be sent"
    assert "Waiting to be sent" in told_by(opened(chamber))


def test_a_notice_on_which_nothing_hangs_is_told_as_that(chamber):
    extend(chamber, DUE)
    set_council(chamber, call_in_start="decision")
    asked = boxes("notice_on", working(chamber, 100))
    assert "Call-in begins with the decision here" in told_by(opened(chamber, **asked))
    set_council(chamber, call_in_applies=False)
    assert "Nothing is called in on this way" in told_by(opened(chamber, **asked))


def test_the_form_that_sends_calls_the_cabinet_what_the_council_does(chamber):
    set_council(chamber, cabinet_word="Executive")
    form = browser_of(chamber.author).get(plan_url("send_check", chamber.plan)).context["form"]
    assert ("cabinet", "Executive") in form.fields["route"].choices


def test_so_does_the_form_that_puts_it_with_the_meetings_that_still_work(chamber):
    extend(chamber, DUE)
    set_council(chamber, cabinet_word="Executive")
    works = meeting(chamber, working(chamber, 60), body="Executive")
    make_answered(chamber, make_sent(chamber, then_put=False, body="Executive", route="cabinet"))
    page = browser_of(chamber.clerk).get(plan_url("move_put", chamber.plan))
    fields = page.context["form"].fields
    assert ("cabinet", "Executive") in fields["route"].choices
    assert weekday_in_words(works.on) in fields["meets_on"].help_text


@pytest.mark.parametrize(
    ("moves", "words"), [(("send",), "Not recorded"), (("send", "clear"), "Done")]
)
def test_line_and_table_agree_on_whether_it_was_cleared_before_it_was_decided(
    chamber, moves, words
):
    """It was withdrawn, and decided elsewhere."""
    bring(chamber, *moves, "withdraw")
    make_recorded(chamber, TODAY)
    assert line(chamber)["Clear"].words == words
    rows = {one.row.code: one for one in opened(chamber).context["timetable"].rows}
    told = bool(rows["clear"].done) or rows["clear"].left.startswith("Done")
    assert told == (words == "Done")


@pytest.mark.parametrize("role", [Role.CABINET_MEMBER, Role.AUDITOR])
def test_whoever_reads_plans_reads_the_meetings_and_changes_none(chamber, role):
    here = reverse("meetings", args=[chamber.council.slug])
    browser = browser_of(chamber.person[role])
    assert "Add a meeting" not in words_of(browser.get(here))
    assert browser.get(f"{here}add/").status_code == 403
