"""People put their own name right."""

import pytest
from django.urls import reverse
from zeal import zeal_ignore

from councils.actions import people
from councils.record.models import Act, Identity
from councils.roles import Role
from tests.makers import administrator_of, make_appointment, make_council, make_person

ADDRESS = "/account/name/"


@pytest.fixture
def officer(council):
    return make_person(council, Role.MONITORING_OFFICER)


@pytest.fixture
def as_officer(client, officer):
    client.force_login(officer)
    return client


def test_a_person_puts_their_own_name_right(as_officer, officer, council):
    response = as_officer.post(ADDRESS, {"name": "  Monitoring  Officer, Northmoor "})

    assert response["Location"] == reverse("mfa_index")
    officer.refresh_from_db()
    assert officer.name == "Monitoring Officer, Northmoor"
    act = Act.objects.filter(council=council).first()
    assert act.actor.name == "Monitoring Officer, Northmoor"
    assert act.verb == "own_name_corrected"


def test_what_was_done_before_keeps_the_name_it_was_done_under(as_officer, officer, council):
    before = Identity.objects.create(
        council=council, person=officer, name=officer.name, role="Monitoring Officer"
    )
    as_officer.post(ADDRESS, {"name": "Another name"})

    assert Identity.objects.get(pk=before.pk).name == before.name
    assert Identity.objects.filter(person=officer, name="Another name").count() == 1


def test_each_council_where_they_hold_a_role_records_it_once(as_officer, officer, council):
    other, strange = make_council("Wenbury Council"), make_council("Eastley Council")
    make_appointment(other, officer, Role.AUTHOR)
    make_appointment(other, officer, Role.DEMOCRATIC_SERVICES)
    # Each council numbers its own acts, so there is one round of statements for each.
    with zeal_ignore():
        as_officer.post(ADDRESS, {"name": "Another name"})

    told = {one: acts_of(one) for one in (council, other, strange)}
    assert told == {council: 1, other: 1, strange: 0}


def acts_of(council):
    return Act.objects.filter(council=council, verb="own_name_corrected").count()


def test_the_same_name_changes_nothing(as_officer, officer, council):
    before = Act.objects.count()
    assert as_officer.post(ADDRESS, {"name": officer.name}).status_code == 302
    assert Act.objects.count() == before


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u202e", "x" * 151, "null\x00"])
def test_a_name_that_cannot_be_is_refused_at_the_field(as_officer, officer, name):
    response = as_officer.post(ADDRESS, {"name": name})
    assert response.status_code == 422
    assert response.context["form"].errors["name"]
    before = officer.name
    officer.refresh_from_db()
    assert officer.name == before


def test_a_name_loses_what_nobody_can_see(as_officer, officer):
    as_officer.post(ADDRESS, {"name": "Monitoring\u2028Offi\u200bcer,\u202e North\x07moor\ufeff"})

    officer.refresh_from_db()
    assert officer.name == "Monitoring Officer, Northmoor"


def test_the_account_page_leads_to_it(as_officer):
    assert ADDRESS in as_officer.get(reverse("mfa_index")).content.decode()


def test_somebody_without_a_role_may_correct_it_too(client, council, officer):
    make_person(council, Role.MONITORING_OFFICER, name="Their successor")
    held, administrator = officer.appointments.get(), administrator_of(council)
    people.end_at_once(held, by=administrator, seen=held.revision)
    client.force_login(officer)
    assert client.post(ADDRESS, {"name": "Another name"}).status_code == 302
