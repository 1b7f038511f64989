"""Other clearing officers: each goes by what they clear, and answers for that alone."""

import pytest

from councils.access import access_of
from councils.models import Appointment, User
from councils.roles import Office, Role
from tests.councils.test_people import name_for
from tests.makers import make_appointment, make_untitled
from web.errors import Refused


def give(council, role, *, email="new@northmoor.test", **details) -> Appointment:
    person = User(email=email, name=name_for(email))
    return make_appointment(council, person, role, **details)


def test_another_clearing_officer_goes_by_what_they_clear(council):
    given = give(council, Role.CLEARING_OFFICER, title="  Human   resources ", deputy=True)

    assert given.office == Office(Role.CLEARING_OFFICER, "Human resources")
    assert given.codes == {
        "role": Role.CLEARING_OFFICER,
        "title": "Human resources",
        "deputy": True,
    }
    assert given.in_full == "Clearing officer for Human resources (deputy)"


def test_another_clearing_officer_must_say_what_they_clear(council):
    with pytest.raises(Refused, match="Say what they clear") as refusal:
        give(council, Role.CLEARING_OFFICER, title=" ")
    assert refusal.value.field == "title"
    # The control: no other role has to.
    assert give(council, Role.SECTION_151).in_full == "Section 151 officer"


@pytest.mark.parametrize("title", ["Monitoring Officer", "monitoring  officer", "Auditor (acting)"])
def test_what_they_clear_cannot_pass_for_another_role(council, title):
    with pytest.raises(Refused, match="role of its own") as refusal:
        give(council, Role.CLEARING_OFFICER, title=title)
    assert refusal.value.field == "title"
    # The control: a job title is not printed as a role.
    assert give(council, Role.AUTHOR, title=title).in_full == "Report author"


def test_a_title_that_is_known_keeps_its_spelling(council):
    give(council, Role.CLEARING_OFFICER, title="Climate")
    deputy = give(
        council, Role.CLEARING_OFFICER, title="CLIMATE", deputy=True, email="two@northmoor.test"
    )

    assert deputy.title == "Climate"


def test_one_person_may_clear_two_things_but_not_one_twice(council):
    give(council, Role.CLEARING_OFFICER, title="Climate")
    give(council, Role.CLEARING_OFFICER, title="Equality")

    with pytest.raises(Refused, match="already holds"):
        give(council, Role.CLEARING_OFFICER, title="equality")


def test_an_officer_holds_what_is_asked_by_their_own_title_only(council):
    held = access_of(give(council, Role.CLEARING_OFFICER, title="Climate").person, council)

    assert held.held_as(Office(Role.CLEARING_OFFICER, "Climate"))
    assert held.held_as(Office(Role.CLEARING_OFFICER, "Equality")) is None
    # What was asked before there were titles is for all of them.
    assert held.held_as(Office(Role.CLEARING_OFFICER))
    assert held.held_as(Office(Role.MONITORING_OFFICER)) is None


def test_an_appointment_of_the_time_before_titles_is_still_readable(council):
    row = make_untitled(council)
    person = row.person

    assert row.in_full == "Other clearing officer"
    assert access_of(person, council).held_as(Office(Role.CLEARING_OFFICER)) == row
    assert access_of(person, council).held_as(Office(Role.CLEARING_OFFICER, "Climate")) is None
