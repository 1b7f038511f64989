"""The two pages by which report and plan are sent for clearance."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from approvals.models import ClearanceRound, Implication, Report
from approvals.reports.actions import save_report
from councils.actions import people
from councils.actions.council import change_settings
from councils.calendar.days import counted_after
from councils.call_in import days_off_of
from councils.models import Council, User
from councils.roles import Role
from plans.access import plan_url
from plans.models import Stage
from tests.approvals.makers import (
    Chamber,
    implications_of,
    implications_typed,
    make_officer,
    make_report,
    make_sent,
    report_of,
)
from tests.approvals.pages import browser_of, clearer, shown, text_of, think_again, three
from tests.makers import administrator_of, make_appointment, make_council, make_person
from tests.plan_makers import make_plan
from web.saved_input import IN_SESSION

TODAY = timezone.localdate()
OFFICERS = Role.CLEARING_OFFICER.value


@pytest.fixture
def sent(chamber: Chamber) -> ClearanceRound:
    return make_sent(chamber)


def filled_in(browser, page):
    """What the report's page has, and what an author writes under each heading."""
    return shown(browser, page) | implications_typed()


def checked(browser, page, chamber):
    """What the page that sends has, once the report is written."""
    make_report(chamber)
    return shown(browser, page)


def written(chamber: Chamber) -> tuple[Client, str]:
    """The author, and the page that sends a plan whose report is written."""
    make_report(chamber)
    return browser_of(chamber.author), plan_url("send_check", chamber.plan)


def test_with_a_sentence_for_each_heading_the_report_goes_on_to_the_check_and_is_sent(chamber):
    browser, page = browser_of(chamber.author), plan_url("move_send", chamber.plan)
    answer = browser.post(page, filled_in(browser, page))

    assert answer.status_code == 302, answer.context["form"].errors
    assert answer.url == plan_url("send_check", chamber.plan)
    assert not chamber.plan.rounds.exists()
    answer = browser.post(answer.url, shown(browser, answer.url))

    assert answer.status_code == 302, answer.context["form"].errors
    chamber.plan.refresh_from_db()
    round_ = chamber.plan.rounds.get()
    assert chamber.plan.stage == Stage.CLEARANCE
    assert [row.role for row in round_.asked.all()] == chamber.council.clearing_roles
    assert Report.objects.get().recommendation


def test_a_report_can_be_saved_without_being_sent(chamber):
    browser, page = browser_of(chamber.author), plan_url("move_send", chamber.plan)
    typed = shown(browser, page) | {"summary": "What we ask in short.", "only": "save"}
    answer = browser.post(page, typed)

    assert answer.status_code == 302
    assert answer.url == page
    chamber.plan.refresh_from_db()
    assert chamber.plan.stage == Stage.DRAFTING
    assert not chamber.plan.rounds.exists()
    assert "What we ask in short." in browser.get(page).content.decode()


def test_a_report_saved_meanwhile_by_a_colleague_is_not_overwritten(chamber):
    colleague = make_person(chamber.council, Role.AUTHOR, name="Second author, Northmoor")
    browser, page = browser_of(chamber.author), plan_url("move_send", chamber.plan)
    mine = shown(browser, page) | {"summary": "Mine.", "only": "save"}
    other = browser_of(colleague)
    other.post(page, shown(other, page) | {"summary": "Theirs.", "only": "save"})
    answer = browser.post(page, mine)

    assert answer.status_code == 409
    assert "Mine." in answer.content.decode()
    assert ("Summary", "Theirs.") in answer.context["theirs"]
    assert Report.objects.get().summary == "Theirs."


def test_a_plan_edited_since_the_page_was_shown_is_not_sent_and_all_that_was_typed_stays(chamber):
    browser, page = written(chamber)
    typed = shown(browser, page) | {"body": "The Policy Committee"}
    think_again(chamber)
    answer = browser.post(page, typed)

    assert answer.status_code == 409
    assert "The Policy Committee" in answer.content.decode()
    assert not chamber.plan.rounds.exists()


def test_a_plan_whose_report_a_colleague_saved_since_is_not_sent(chamber):
    colleague = make_person(chamber.council, Role.AUTHOR, name="Second author, Northmoor")
    browser, page = written(chamber)
    typed = shown(browser, page)
    other, report = browser_of(colleague), plan_url("move_send", chamber.plan)
    other.post(report, shown(other, report) | {"summary": "Theirs.", "only": "save"})
    answer = browser.post(page, typed)

    assert answer.status_code == 409
    assert colleague.name in text_of(answer)
    assert not chamber.plan.rounds.exists()
    # The control: on the page as it is now it goes.
    assert browser.post(page, shown(browser, page)).status_code == 302


def test_a_report_written_while_a_colleague_sent_the_plan_is_not_saved_over_it(chamber):
    browser, page = browser_of(chamber.author), plan_url("move_send", chamber.plan)
    typed = filled_in(browser, page) | {"summary": "Mine, too late."}
    make_sent(chamber)
    answer = browser.post(page, typed)

    assert answer.status_code == 409
    assert "Mine, too late." in answer.content.decode()
    assert Report.objects.get().summary != "Mine, too late."


def test_nothing_is_sent_before_the_report_is_written(chamber):
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    assert "The report is not written yet." in text_of(browser.get(page))
    answer = browser.post(page, shown(browser, page))

    assert answer.status_code == 422
    assert "Write the report first." in text_of(answer)
    assert not chamber.plan.rounds.exists()


def test_a_heading_that_nobody_wrote_stops_it_and_leads_to_its_box(chamber):
    said = [one for one in implications_of() if one.heading != "legal"]
    save_report(chamber.plan, by=chamber.author, report=report_of(chamber.plan), implications=said)
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    way = f'href="{plan_url("move_send", chamber.plan)}#id_said_legal"'
    assert way in browser.get(page).content.decode()
    assert browser.post(page, shown(browser, page)).status_code == 422

    assert not chamber.plan.rounds.exists()


def test_the_page_says_what_is_sent_and_what_happens_after(chamber):
    browser, page = written(chamber)
    said = text_of(browser.get(page))

    assert "Send for clearance, step 2 of 2" in said
    assert chamber.plan.title in said
    assert Report.objects.get().title in said
    assert "What happens after" in said


# Back to the report


def test_the_way_back_to_the_report_keeps_whom_and_when_one_had_typed(chamber):
    make_officer(chamber, "Climate")
    browser, page = written(chamber)
    fresh = shown(browser, page)
    assert fresh["then_put"]
    every = [key for key, _ in browser.get(page).context["form"].fields[OFFICERS].choices]
    typed = fresh | {"body": "The Policy Committee", OFFICERS: every, "only": "back"}
    typed |= three("due_on", TODAY + timedelta(days=2))
    typed.pop("then_put")
    answer = browser.post(page, typed)
    assert (answer.status_code, answer.url) == (302, plan_url("move_send", chamber.plan))
    report = shown(browser, answer.url) | {"summary": "Said more exactly."}
    assert browser.post(answer.url, report).status_code == 302

    again = shown(browser, page)
    hidden = {"seen", "moves", "plan", "report"}
    changed = {"body", "then_put", OFFICERS, *three("due_on", TODAY)}
    untouched = fresh.keys() - hidden - changed
    assert {name: again[name] for name in untouched} == {name: fresh[name] for name in untouched}
    assert (again["body"], again[OFFICERS]) == ("The Policy Committee", every)
    assert again["due_on_day"] == str((TODAY + timedelta(days=2)).day)
    assert "then_put" not in again
    assert browser.get(page).context["form"]["body"].value() == chamber.council.cabinet_word


def test_what_came_back_goes_with_the_report_as_it_is_by_now(chamber):
    browser, page = written(chamber)
    browser.post(page, shown(browser, page) | {"body": "The Policy Committee", "only": "back"})
    report = plan_url("move_send", chamber.plan)
    browser.post(report, shown(browser, report) | {"summary": "Said more exactly."})
    answer = browser.post(page, shown(browser, page))

    assert answer.status_code == 302, answer.context["form"].errors
    round_ = chamber.plan.rounds.get()
    assert round_.body == "The Policy Committee"
    assert "Said more exactly." in round_.report.document


def test_going_back_sends_nothing_even_where_nothing_is_in_the_way(chamber):
    browser, page = written(chamber)
    browser.post(page, shown(browser, page) | {"only": "back"})

    assert not chamber.plan.rounds.exists()


def test_whoever_was_signed_out_on_the_way_back_finds_the_words_where_they_stood(chamber):
    browser, page = written(chamber)
    typed = {"body": "The Policy Committee", "only": "back"}
    session = browser.session
    session[IN_SESSION] = {"path": page, "words": urlencode(typed)}
    session.save()
    answer = browser.get(page)

    assert answer.status_code == 200
    assert answer.context["form"]["body"].value() == "The Policy Committee"


# What stops it


def test_a_plan_with_an_empty_theme_says_so_before_and_after(chamber):
    empty = make_plan(chamber.council, chamber.author, "A plan without words")
    said = {"report": report_of(empty), "implications": implications_of()}
    save_report(empty, by=chamber.author, **said)
    browser, page = browser_of(chamber.author), plan_url("send_check", empty)
    assert "has no text yet" in text_of(browser.get(page))
    answer = browser.post(page, shown(browser, page))

    assert answer.status_code == 422
    assert "Write some text for" in answer.content.decode()


def test_every_heading_that_has_nobodys_words_is_named_at_once(chamber):
    browser, page = browser_of(chamber.author), plan_url("move_send", chamber.plan)
    answer = browser.post(page, shown(browser, page))

    assert answer.status_code == 422
    boxes = {f"said_{heading}" for heading in Implication.Heading.values}
    assert boxes | {"looked_by", "looked_on"} == set(answer.context["form"].errors)


def test_a_heading_either_means_something_or_does_not_apply(chamber):
    browser, page = browser_of(chamber.author), plan_url("move_send", chamber.plan)
    both = {"because_legal": "no law is touched"}
    answer = browser.post(page, filled_in(browser, page) | both)
    assert list(answer.context["form"].errors) == ["because_legal"]
    answer = browser.post(page, filled_in(browser, page) | both | {"said_legal": ""})
    assert browser.post(answer.url, shown(browser, answer.url)).status_code == 302

    asked = chamber.plan.rounds.get().report.document
    assert '"applies":false' in asked


def test_what_was_written_last_time_stands_and_says_whose_it_is(chamber, sent):
    browser, page = browser_of(chamber.author), plan_url("move_send", chamber.plan)
    form = browser.get(page).context["form"]

    assert form["said_legal"].value() == "Looked into: nothing new for legal."
    assert chamber.author.name in form.fields["said_legal"].help_text
    assert form["looked_by"].value() == "The equality officer"


def test_a_half_written_report_is_kept(chamber):
    browser, page = browser_of(chamber.author), plan_url("move_send", chamber.plan)
    half = {"looked_by": "The equality officer", "only": "save"}
    assert browser.post(page, shown(browser, page) | half).status_code == 302

    assert browser.get(page).context["form"]["looked_by"].value() == "The equality officer"


def test_the_officers_read_whose_each_sentence_is(chamber, sent):
    officer, page = clearer(chamber)

    assert f"Written by {chamber.author.name}" in text_of(officer.get(page))


def test_a_missing_clearer_is_named_at_their_list(chamber):
    browser, page = written(chamber)
    typed = {key: value for key, value in shown(browser, page).items() if key != "section_151"}
    answer = browser.post(page, typed)

    assert answer.status_code == 422
    assert "section_151" in answer.context["form"].errors


def test_somebody_forged_into_the_list_is_not_asked(chamber):
    browser, page = written(chamber)
    stranger = make_person(make_council(), Role.SECTION_151)
    answer = browser.post(page, shown(browser, page) | {"section_151": stranger.pk})

    assert answer.status_code == 422
    assert not chamber.plan.rounds.exists()


def test_whoever_wrote_the_plan_is_not_offered_as_a_clearer(chamber):
    make_appointment(chamber.council, chamber.author, Role.PORTFOLIO_HOLDER)
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    choices = browser.get(page).context["form"].fields["portfolio_holder"].choices

    assert chamber.author.name not in str(choices)


def test_an_answer_cannot_be_wanted_on_a_day_that_has_passed(chamber):
    browser, page = written(chamber)
    answer = browser.post(page, shown(browser, page) | three("due_on", TODAY - timedelta(days=1)))

    assert answer.status_code == 422
    assert "due_on" in answer.context["form"].errors


def test_sending_again_shows_what_changed_and_asks_the_same_people(chamber, sent):
    think_again(chamber)
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    assert "A later thought." in browser.get(page).content.decode()
    answer = browser.post(page, shown(browser, page) | {"reason": "A thought was missing."})

    assert answer.status_code == 302, answer.context["form"].errors
    newest = chamber.plan.rounds.first()
    assert newest.number == 2
    assert [row.person for row in newest.asked.all()] == [row.person for row in sent.asked.all()]


def test_sending_again_keeps_what_was_said_of_the_answers_but_no_past_day(chamber, monkeypatch):
    due_on = TODAY + timedelta(days=3)
    make_sent(chamber, due_on=due_on, meets_on=due_on + timedelta(days=3), then_put=False)
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    form = browser.get(page).context["form"]
    assert (form.initial["due_on"], form.initial["then_put"]) == (due_on, False)

    monkeypatch.setattr(timezone, "localdate", lambda *_: due_on + timedelta(days=1))
    assert browser.get(page).context["form"].initial["due_on"] is None


@pytest.fixture
def saved_days(chamber):
    """The council clears in five working days; the working days from tomorrow on."""
    council = Council.objects.get(pk=chamber.council.pk)
    by = administrator_of(council)
    change_settings(council, by=by, seen=council.revision, clearing_days=5)
    return counted_after(TODAY, 5, "working", days_off_of(council))


def test_by_when_is_counted_where_the_council_sets_its_own_time(chamber, saved_days):
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    form = browser.get(page).context["form"]

    assert form.initial["due_on"] == saved_days[4]
    assert "by the working days that the council sets" in form.fields["due_on"].help_text


# Other clearing officers


def test_other_officers_are_offered_by_what_they_clear_and_those_ticked_are_asked(chamber):
    climate = make_officer(chamber, "Climate")
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    form = browser.get(page).context["form"]
    labels = [label for _, label in form.fields[OFFICERS].choices]
    assert labels == [
        "Climate: Climate officer, Northmoor",
        f"Equality: {chamber.person[Role.CLEARING_OFFICER]}",
    ]
    assert form[OFFICERS].value() == []
    ticked = [key for key, label in form.fields[OFFICERS].choices if "Climate" in label]
    answer = browser.post(page, checked(browser, page, chamber) | {OFFICERS: ticked})

    assert answer.status_code == 302, answer.context["form"].errors
    assert chamber.plan.rounds.get().asked.get(role=Role.CLEARING_OFFICER).person == climate


def test_several_ticked_are_each_asked_and_again_when_it_is_sent_again(chamber):
    make_officer(chamber, "Climate")
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    every = [key for key, _ in browser.get(page).context["form"].fields[OFFICERS].choices]
    browser.post(page, checked(browser, page, chamber) | {OFFICERS: every})

    assert chamber.plan.rounds.get().asked.filter(role=Role.CLEARING_OFFICER).count() == 2
    assert browser.get(page).context["form"][OFFICERS].value() == every


def test_where_there_are_no_such_officers_they_take_no_room(chamber):
    end(chamber.person[Role.CLEARING_OFFICER], chamber)
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    answer = browser.get(page)

    assert OFFICERS not in answer.context["form"].fields
    assert "Other clearing officer" not in answer.content.decode()


def test_on_the_councils_list_each_is_ticked_and_none_is_left_out(db):
    chamber = Chamber(make_council(clearing_roles=[Role.SECTION_151, Role.CLEARING_OFFICER]))
    make_officer(chamber, "Climate")
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    typed = checked(browser, page, chamber)
    assert len(typed[OFFICERS]) == 2
    answer = browser.post(page, typed | {OFFICERS: typed[OFFICERS][:1]})

    assert answer.status_code == 422
    assert answer.context["form"].errors[OFFICERS] == [
        "Choose who clears it as Clearing officer for Equality."
    ]
    assert browser.post(page, typed).status_code == 302


def test_on_the_councils_list_a_post_that_nobody_holds_says_so(db):
    chamber = Chamber(make_council(clearing_roles=[Role.SECTION_151, Role.CLEARING_OFFICER]))
    end(chamber.person[Role.CLEARING_OFFICER], chamber)
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)

    assert "Nobody else holds this role today." in browser.get(page).content.decode()
    assert browser.post(page, checked(browser, page, chamber)).status_code == 422


def test_of_an_officer_and_their_deputy_one_is_asked(chamber):
    make_officer(chamber, "Equality", deputy=True, name="Second officer, Northmoor")
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    both = browser.get(page).context["form"].fields[OFFICERS].choices
    assert [label for _, label in both][-1] == "Equality: Second officer, Northmoor, deputy"
    answer = browser.post(
        page, checked(browser, page, chamber) | {OFFICERS: [key for key, _ in both]}
    )

    assert answer.status_code == 422
    assert "Tick one person for Equality" in answer.content.decode()


def test_an_officer_forged_into_the_list_is_not_asked(chamber):
    other = Chamber()
    theirs = other.person[Role.CLEARING_OFFICER].appointments.get()
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    answer = browser.post(page, checked(browser, page, chamber) | {OFFICERS: [theirs.pk]})

    assert answer.status_code == 422
    assert not chamber.plan.rounds.exists()


def end(person: User, chamber: Chamber) -> None:
    held = person.appointments.get()
    people.end_at_once(held, by=administrator_of(chamber.council), seen=held.revision)
