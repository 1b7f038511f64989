"""Other clearing officers: several in one round, each by what they clear and for that alone."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from approvals.clearance.answers import respond
from approvals.clearance.briefing import changes_since
from approvals.clearance.queries import office_clearances
from approvals.decisions.report_paper import issued_report
from approvals.models import ClearanceRequest, ClearanceResponse, ClearanceRound
from approvals.submission.archive import archive_of
from councils.access import access_of
from councils.actions import people
from councils.models import User
from councils.record.models import Act
from councils.roles import Office, Role
from dashboard.next_actions import actions_for
from dashboard.queries import state_of
from tests.approvals.makers import (
    Chamber,
    clearers_of,
    make_answered,
    make_emailed,
    make_officer,
    make_sent,
    seen_in,
)
from tests.approvals.pages import think_again
from tests.approvals.unruled import drop_the_rule
from tests.makers import administrator_of, make_council, make_untitled
from web.errors import Refused

OFFICERS = Role.CLEARING_OFFICER
CLIMATE, EQUALITY = Office(OFFICERS, "Climate"), Office(OFFICERS, "Equality")


@pytest.fixture
def climate(chamber: Chamber) -> User:
    return make_officer(chamber, "Climate")


@pytest.fixture
def equality(chamber: Chamber) -> User:
    return chamber.person[OFFICERS]


@pytest.fixture
def sent(chamber: Chamber, climate: User, equality: User) -> ClearanceRound:
    """Only the two are asked, beside the council's list."""
    also = {CLIMATE: climate, EQUALITY: equality}
    return make_sent(chamber, clear=clearers_of(chamber) | also)


def asked_as(round_: ClearanceRound, office: Office) -> ClearanceRequest:
    return round_.asked.get(role=office.role, title=office.title)


def give(
    round_: ClearanceRound, office: Office, by: User, outcome: str = "content", **said: str
) -> ClearanceResponse:
    seen = seen_in(round_)
    return respond(asked_as(round_, office), by=by, seen=seen, outcome=outcome, **said)


def test_two_are_asked_in_one_round_each_by_what_they_clear(chamber, sent, climate, equality):
    asked = {(one.office.name, one.person) for one in sent.asked.filter(role=OFFICERS)}

    assert asked == {("Climate", climate), ("Equality", equality)}


def test_nobody_answers_for_another_officer(chamber, sent, climate, equality):
    with pytest.raises(Refused, match="neither Clearing officer for Climate"):
        give(sent, CLIMATE, equality)
    # The control: the one who was asked does.
    assert give(sent, CLIMATE, climate).answered_by.capacity == "Climate"


def test_without_that_guard_anybody_of_the_role_would_answer(chamber, sent, equality, monkeypatch):
    """The control: the refusals come from the title, above and then in the database."""
    monkeypatch.setattr(
        "councils.access.Access.held_as", lambda held, office: held.held_for([office.role])
    )
    with pytest.raises(IntegrityError, match="not hold the office"), transaction.atomic():
        give(sent, CLIMATE, equality)

    drop_the_rule()
    assert give(sent, CLIMATE, equality).answered_by.capacity == "Equality"


def test_the_deputy_of_the_same_title_answers_and_no_other(chamber, sent):
    theirs = make_officer(chamber, "climate", deputy=True)
    others = make_officer(chamber, "Legal", deputy=True)
    with pytest.raises(Refused, match="neither Clearing officer for Climate"):
        give(sent, CLIMATE, others)

    assert give(sent, CLIMATE, theirs).answered_by.capacity == "Climate (deputy)"


def test_what_waits_for_one_officer_waits_for_no_other(chamber, sent, climate, equality):
    legal = make_officer(chamber, "Legal")

    assert [waiting(chamber, who) for who in (climate, equality, legal)] == [
        ["You are asked as Clearing officer for Climate."],
        ["You are asked as Clearing officer for Equality."],
        [],
    ]


def waiting(chamber: Chamber, person: User) -> list[str]:
    held, today = access_of(person, chamber.council), timezone.localdate()
    chamber.plan.refresh_from_db()
    tasks = actions_for([state_of(chamber.plan)], [held], today)[chamber.council.pk]
    return [task.why for task in tasks]


def test_a_list_that_names_them_means_each_of_them(db):
    chamber = Chamber(make_council(clearing_roles=[Role.SECTION_151, OFFICERS]))
    climate = make_officer(chamber, "Climate")
    with pytest.raises(Refused, match="Clearing officer for Climate") as refusal:
        make_sent(chamber)
    assert refusal.value.field == OFFICERS

    round_ = make_sent(chamber, clear=clearers_of(chamber) | {CLIMATE: climate})
    assert [str(one) for one in round_.asked.all()] == [
        "Section 151 officer",
        "Equality",
        "Climate",
    ]


def test_a_list_that_names_them_where_there_are_none_asks_for_one(db):
    chamber = Chamber(make_council(clearing_roles=[Role.SECTION_151, OFFICERS]))
    end(chamber, chamber.person[OFFICERS])
    clear = {Office(Role.SECTION_151): chamber.person[Role.SECTION_151]}

    with pytest.raises(Refused, match="Choose who clears it as Other clearing officer"):
        make_sent(chamber, clear=clear)


def test_somebody_of_another_title_is_not_asked_as_this_one(chamber, equality):
    with pytest.raises(Refused, match="is neither Clearing officer for Climate") as refusal:
        make_sent(chamber, clear=clearers_of(chamber) | {CLIMATE: equality})

    assert refusal.value.field == OFFICERS


def test_what_was_asked_keeps_its_title_when_the_officer_goes(chamber, sent, climate):
    end(chamber, climate)

    assert "Climate" in [one.role_name for one in office_clearances(sent)]


def end(chamber: Chamber, person: User) -> None:
    held = person.appointments.get()
    people.end_at_once(held, by=administrator_of(chamber.council), seen=held.revision)


def test_the_record_the_report_and_the_pack_print_the_title(chamber, sent, climate, plain_paper):
    give(sent, CLIMATE, climate, "comment", words="Emissions fall.")
    act = Act.objects.filter(plan=chamber.plan.pk).first()
    assert act.actor.capacity == "Climate"
    assert act.details == {
        "role": Role.CLEARING_OFFICER,
        "title": "Climate",
        "deputy": False,
        "outcome": "comment",
    }
    assert act.sentence.endswith(" as Clearing officer for Climate: content, with a comment")
    make_answered(chamber, sent, "content")
    parts = {part.title: part for part in issued_report(chamber.plan.steps.get()).sections}
    roles = ["".join(run.text for run in row[0]) for row in parts["Sign-off"].table.rows]
    assert {"Climate", "Equality"} <= set(roles)
    [told] = json.loads(opened(archive_of(chamber.plan)).read("clearances/clearances.json"))
    assert {one["title"] for one in told["asked"]} == {"", "Climate", "Equality"}


def test_a_comment_stands_in_the_report_under_the_title(chamber, sent):
    make_answered(chamber, sent, "comment", words="As we advised.")
    parts = {part.title: part.text for part in issued_report(chamber.plan.steps.get()).sections}

    assert parts["Climate: content, with a comment"] == "As we advised."
    assert parts["Equality: content, with a comment"] == "As we advised."


def opened(pack: bytes) -> ZipFile:
    return ZipFile(BytesIO(pack))


def test_an_officer_answers_by_email_for_their_own_office(chamber, sent, climate):
    given = make_emailed(chamber, sent, asked=asked_as(sent, CLIMATE))

    assert (given.answered_by.person, given.answered_by.capacity) == (climate, "Climate")


def test_an_officer_reads_what_changed_since_they_were_asked_not_another(chamber, sent, climate):
    think_again(chamber)
    legal = Office(OFFICERS, "Legal")
    also = {legal: make_officer(chamber, "Legal"), CLIMATE: climate}
    again = make_sent(chamber, clear=clearers_of(chamber) | also, reason="A thought was missing.")

    assert changes_since(again, CLIMATE).version == 1
    assert changes_since(again, legal) is None


def test_what_was_asked_before_there_were_titles_is_readable_and_answered(chamber, equality):
    untitled = make_untitled(chamber.council).person
    round_ = make_sent(chamber, clear=clearers_of(chamber) | {Office(OFFICERS): untitled})
    assert [one.role_name for one in office_clearances(round_)][-1] == "Other clearing officer"

    given = give(round_, Office(OFFICERS), untitled)
    assert given.answered_by.capacity == "Other clearing officer"
    # As it was then: any of them may, and the answer says who did.
    assert give(round_, Office(OFFICERS), equality).answered_by.capacity == "Equality"
