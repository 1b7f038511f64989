"""The plan's home: the one thing to do next, by stage and by role, and what else may be done."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from approvals.clearance.answers import respond
from approvals.closing.actions import close_as_overtaken, withdraw_plan
from approvals.models import ClearanceRound
from approvals.publication.actions import publish_plan
from approvals.workflow.engine import PageState
from councils.access import access_of
from councils.roles import Role
from dashboard.plan_overview import overview_of
from plans.access import plan_url
from tests.approvals.attempts import attempt
from tests.approvals.makers import (
    Chamber,
    make_answered,
    make_decided,
    make_published,
    make_put,
    make_sent,
    make_submitted,
    seen_in,
    seen_newest,
    with_power,
)
from tests.approvals.pages import browser_of, words_of
from tests.dashboard.pages import plan_home, work
from tests.plan_makers import make_paragraph, make_plan
from web.dates import day_in_words

TODAY = timezone.localdate()


def page(chamber: Chamber, role: Role) -> bytes:
    return browser_of(chamber.person[role]).get(chamber.plan.get_absolute_url()).content


def home(chamber: Chamber, role: Role) -> dict[str, Any]:
    """What the plan's home shows to somebody in this role."""
    return plan_home(chamber.plan, chamber.person[role])


def step(chamber: Chamber, role: Role) -> tuple[str, str]:
    found = home(chamber, role)["next"]
    return found.label, found.why


def ways(chamber: Chamber, role: Role) -> list[str]:
    return [label for label, _ in home(chamber, role)["ways"]]


def answer(chamber: Chamber, round_: ClearanceRound, role: Role, outcome: str, **said: str) -> None:
    asked = round_.asked.get(role=role)
    by = chamber.person[role]
    respond(asked, by=by, seen=seen_in(round_), outcome=outcome, **said)
    chamber.plan.refresh_from_db()


def test_a_draft_with_text_everywhere_goes_for_clearance(chamber):
    assert step(chamber, Role.AUTHOR)[0] == "Send for clearance"
    assert step(chamber, Role.AUDITOR)[0] == "Read the whole plan"


def test_a_draft_waits_for_those_who_have_not_finished_writing(chamber):
    writer = chamber.person[Role.CONTRIBUTOR]
    make_paragraph(chamber.plan, chamber.author, "To be written.", writer=writer)

    label, why = step(chamber, Role.AUTHOR)
    assert label == "Go through the whole plan"
    assert writer.name in why


def test_an_empty_theme_comes_before_the_clearance(chamber):
    chamber.plan = make_plan(chamber.council, chamber.author, "A plan with a gap")
    make_paragraph(chamber.plan, chamber.author, "Words.", chamber.plan.themes.first())

    assert step(chamber, Role.AUTHOR)[0] == "Write theme 2"


def test_who_is_asked_answers_and_the_author_sees_whom_it_waits_for(chamber):
    round_ = make_sent(chamber, due_on=TODAY)
    answer(chamber, round_, Role.MONITORING_OFFICER, "content")

    assert step(chamber, Role.SECTION_151)[0] == "Answer the clearance"
    assert step(chamber, Role.MONITORING_OFFICER)[0] == "Read the whole plan"
    label, why = step(chamber, Role.AUTHOR)
    assert label == "Read the whole plan"
    assert why.startswith("Waiting for: Section 151 officer, Portfolio holder, by")


def test_who_has_answered_may_change_it_and_reads_where_the_plan_goes_then(chamber):
    round_ = make_sent(chamber)
    answer(chamber, round_, Role.MONITORING_OFFICER, "content")

    answered = home(chamber, Role.MONITORING_OFFICER)
    assert ways(chamber, Role.MONITORING_OFFICER) == ["Change your answer"]
    assert answered["next"].why.endswith(
        f"Then it goes to Cabinet on {day_in_words(round_.meets_on)}."
    )
    assert ways(chamber, Role.SECTION_151) == []


def test_an_edit_during_clearance_leads_to_sending_again(chamber):
    make_sent(chamber)
    make_paragraph(chamber.plan, chamber.author, "A later thought.", reason="It was missing.")
    context = home(chamber, Role.AUTHOR)

    assert context["next"].label == "Send again"
    assert context["state"].clearing.plan_changed


def test_an_answered_plan_is_put_to_decision(chamber):
    make_answered(chamber, make_sent(chamber, then_put=False))

    assert step(chamber, Role.DEMOCRATIC_SERVICES)[0] == "Put to decision"
    assert step(chamber, Role.AUDITOR)[0] == "Read the whole plan"


def test_nobody_puts_a_plan_that_still_waits_for_answers(chamber):
    round_ = make_sent(chamber, then_put=False)
    assert "Put to decision" not in ways(chamber, Role.AUTHOR)

    make_answered(chamber, round_)
    assert step(chamber, Role.AUTHOR)[0] == "Put to decision"


def test_a_plan_that_came_back_says_who_sent_it_back_and_why(chamber):
    round_ = make_sent(chamber)
    answer(
        chamber, round_, Role.SECTION_151, "sent_back", words="The sum is wrong.", place="page 3"
    )

    label, why = step(chamber, Role.AUTHOR)
    assert label == "Put it right"
    assert why == "Sent back by the Section 151 officer, about page 3: “The sum is wrong.”"
    make_paragraph(chamber.plan, chamber.author, "The sum.", reason="Put right.")
    assert step(chamber, Role.AUTHOR)[0] == "Send for clearance"


def test_members_read_what_is_put_to_them_and_the_clerk_records_it(chamber):
    make_put(chamber)

    assert step(chamber, Role.CABINET_MEMBER)[0] == "Read what is put to you"
    assert step(chamber, Role.DEMOCRATIC_SERVICES)[0] == "Record the decision"


def test_no_decision_is_recorded_before_the_meeting(chamber):
    make_put(chamber, meets_on=TODAY + timedelta(days=9))

    assert step(chamber, Role.DEMOCRATIC_SERVICES)[0] == "Read the report"


def test_an_endorsed_plan_is_published_then_submitted(chamber):
    make_decided(chamber)
    assert step(chamber, Role.AUTHOR)[0] == "Publish"
    publish_plan(
        chamber.plan,
        by=chamber.author,
        seen=PageState(chamber.plan.moves, chamber.plan.versions.first().digest),
        published_at=timezone.now(),
    )
    chamber.plan.refresh_from_db()

    assert step(chamber, Role.AUTHOR)[0] == "Submit"
    assert step(chamber, Role.DEMOCRATIC_SERVICES)[0] == "Read the whole plan"


def test_a_published_draft_leaves_the_decided_words_to_be_published(chamber):
    make_put(chamber)
    attempt("publish_early", chamber.plan, by=chamber.clerk)
    chamber.plan.refresh_from_db()
    assert step(chamber, Role.DEMOCRATIC_SERVICES)[0] == "Record the decision"
    make_decided(chamber)

    label, why = step(chamber, Role.DEMOCRATIC_SERVICES)
    assert label == "Publish"
    assert "residents still see its draft" in why
    [here] = work(chamber.clerk)
    assert "Publish" in [task.label for task in here.tasks]


def test_the_draft_goes_out_with_the_agenda_as_a_routine(chamber):
    make_put(chamber)
    labels = ways(chamber, Role.DEMOCRATIC_SERVICES)

    assert labels == ["Publish the draft with the agenda"]


def test_a_plan_that_was_changed_since_says_which_version_a_meeting_has(chamber):
    step_ = make_put(chamber)
    make_paragraph(chamber.plan, chamber.author, "Words of a later day.", reason="Figures came.")

    shown = page(chamber, Role.AUTHOR)
    assert b"answers were given to earlier words" in shown
    assert f"decision on version {step_.round.version.number}" in " ".join(shown.decode().split())


def test_a_plan_taken_back_waits_for_no_decision(chamber):
    step_ = make_put(chamber)
    assert b"Waits for the decision" in page(chamber, Role.AUTHOR)
    chamber.plan.refresh_from_db()

    seen = PageState(chamber.plan.moves, step_.round.version.digest)
    withdraw_plan(chamber.plan, by=chamber.author, seen=seen, reason="Figures are wrong.")

    assert b"Not decided" in page(chamber, Role.AUTHOR)
    assert b"Waits for the decision" not in page(chamber, Role.AUTHOR)


def test_what_is_out_already_is_published_again_and_not_sent_again(chamber):
    make_decided(chamber)
    make_published(chamber)
    assert ways(chamber, Role.DEMOCRATIC_SERVICES)[0] == "Publish again"

    make_submitted(chamber)
    labels = ways(chamber, Role.AUTHOR)
    assert labels[0] == "Publish again"
    assert "Replace the submission" not in labels


def test_what_was_sent_before_other_words_were_decided_is_replaced(chamber):
    make_put(chamber)
    attempt("submit", chamber.plan, by=chamber.author)
    make_paragraph(chamber.plan, chamber.author, "An amendment.", reason="Members asked.")
    chamber.plan.refresh_from_db()
    attempt("amended", chamber.plan, by=chamber.clerk)

    assert "Replace the submission" in ways(chamber, Role.AUTHOR)


def test_words_that_were_sent_are_not_told_as_being_written(chamber):
    make_paragraph(chamber.plan, chamber.author, "Words.")
    assert b"Being written" in page(chamber, Role.AUTHOR)

    make_sent(chamber)
    assert b"Being written" not in page(chamber, Role.AUTHOR)

    make_paragraph(chamber.plan, chamber.author, "A later thought.", reason="It was missing.")
    assert b"Being written" in page(chamber, Role.AUTHOR)


def test_a_meeting_is_told_of_until_it_has_decided(chamber):
    make_put(chamber)
    assert b"Cabinet decides" in page(chamber, Role.AUTHOR)

    make_decided(chamber)
    assert b"Cabinet decides" not in page(chamber, Role.AUTHOR)


def test_a_decision_stands_under_the_day_it_was_made(chamber):
    """The page of the plan said the day it had been put for, all others the minute's."""
    make_put(chamber, meets_on=TODAY + timedelta(days=6))
    make_decided(chamber)
    shown = page(chamber, Role.AUTHOR).decode()
    made, planned = day_in_words(TODAY), day_in_words(TODAY + timedelta(days=6))

    assert f"Cabinet, {made}</dt>" in shown
    assert f"Cabinet, {planned}</dt>" not in shown
    assert f"It was put to the meeting of {planned}" in " ".join(shown.split())


def test_a_closed_plan_is_read(chamber):
    close_as_overtaken(
        chamber.plan, by=chamber.author, seen=seen_newest(chamber.plan), reason="Withdrawn."
    )
    chamber.plan.refresh_from_db()
    context = home(chamber, Role.AUTHOR)

    assert context["next"].label == "Read the whole plan"
    assert context["ways"] == []


def test_what_else_may_be_done_is_what_the_table_says(chamber):
    make_sent(chamber)
    labels = ways(chamber, Role.AUTHOR)

    assert "Record an e-mailed answer" in labels
    assert "Withdraw from clearance" in labels
    assert home(chamber, Role.AUDITOR)["ways"] == []


def test_nobody_is_offered_to_monitor_what_waits_for_its_meeting(chamber):
    make_put(chamber)
    labels = ways(chamber, Role.AUTHOR)

    assert "Withdraw from decision" in labels
    assert "Start monitoring" not in labels


def test_nobody_is_offered_to_monitor_what_is_not_submitted(chamber):
    make_decided(chamber)
    make_published(chamber)
    assert "Start monitoring" not in ways(chamber, Role.AUTHOR)

    make_submitted(chamber)
    assert step(chamber, Role.AUTHOR)[0] == "Start monitoring"


def test_what_waits_for_call_in_says_that_the_decision_does(chamber):
    takes = TODAY + timedelta(days=9)
    make_decided(chamber, call_in_applies=True, effective_from=takes)
    make_published(chamber)

    label, why = step(chamber, Role.AUTHOR)
    assert label == "Read the whole plan"
    assert why == f"The decision takes effect on {day_in_words(takes)}. Send it then."
    assert "Submit" not in ways(chamber, Role.AUTHOR)


def test_a_meeting_of_a_day_gone_by_is_not_said_to_come(chamber):
    make_put(chamber)
    access = access_of(chamber.author, chamber.council)
    meeting = overview_of(chamber.plan, access, TODAY).meeting_of("")
    assert meeting == ("Cabinet decides", TODAY)

    later = overview_of(chamber.plan, access, TODAY + timedelta(days=60))

    assert later.meeting_of("") == ("Cabinet was to decide", TODAY)
    assert later.next.why.endswith(". No decision is recorded.")


def test_a_plan_with_other_words_than_were_endorsed_says_so_and_who_could_endorse_them(
    chamber, signed_in
):
    make_put(chamber)
    make_decided(chamber, **with_power(conditions="Until it is submitted."))
    browser, home = signed_in(chamber.author), plan_url("plan", chamber.plan)
    assert "other words now than" not in words_of(browser.get(home))
    make_paragraph(chamber.plan, chamber.author, "As the guidance asks.", reason="New guidance")

    page = words_of(browser.get(home))
    assert "The plan has other words now than" in page
    assert "Leader may amend it." in page
    assert "On these conditions: Until it is submitted." in page
    compared = f"{plan_url('versions_compare', chamber.plan)}?before=1&after="
    assert browser.get(compared).context["comparison"].changes == 1
    assert compared in page
    assert "other words now than" not in words_of(signed_in(chamber.member).get(home))


def test_where_nobody_has_the_power_it_says_that_a_decision_is_needed(chamber, signed_in):
    make_put(chamber)
    make_decided(chamber)
    make_paragraph(chamber.plan, chamber.author, "As the guidance asks.", reason="New guidance")

    page = words_of(signed_in(chamber.author).get(plan_url("plan", chamber.plan)))
    assert "No power to change them is recorded" in page
