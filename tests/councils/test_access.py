"""Who gets into a council's pages: the same questions of each of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from councils.models import Appointment, User
from councils.roles import MAY, Right, Role
from tests.councils.pages import NAMES, READ_ONLY, address
from tests.makers import administrator_of, make_council, make_person

pytestmark = pytest.mark.slow

TODAY = timezone.localdate()
READERS = {*MAY[Right.MANAGE_PEOPLE], *MAY[Right.READ_RECORD]}


@pytest.mark.parametrize("name", NAMES)
def test_an_administrator_opens_it(as_administrator, council, name):
    assert as_administrator.get(address(name, council)).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_is_asked_to_sign_in(client, council, name):
    response = client.get(address(name, council))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", NAMES)
def test_somebody_of_another_council_finds_nothing_there(client, council, name):
    client.force_login(administrator_of(make_council()))
    existing = client.get(address(name, council))
    missing = client.get(address(name, council).replace(council.slug, "no-such-council"))
    assert existing.status_code == missing.status_code == 404
    assert existing.content.replace(council.slug.encode(), b"") == missing.content.replace(
        b"no-such-council", b""
    )


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_another_role_may_at_most_read_about_people(client, council, role):
    client.force_login(make_person(council, role))
    for name in NAMES:
        may_read = role in READERS and name in ("people", "appointment")
        may_read |= role == Role.HEAD_OF_PAID_SERVICE and name == "appointment_confirm"
        may_read |= role == Role.DEMOCRATIC_SERVICES and name == "report_template"
        assert client.get(address(name, council)).status_code == (200 if may_read else 403), name


@pytest.mark.parametrize("name", [name for name in NAMES if name not in READ_ONLY])
def test_another_role_changes_nothing(client, council, monitoring_officer, name):
    before = Appointment.objects.count(), council.days_off.count()
    client.force_login(monitoring_officer)
    assert client.post(address(name, council), {"seen": 1}).status_code == 403
    assert (Appointment.objects.count(), council.days_off.count()) == before


@pytest.mark.parametrize("name", ["appointment", "appointment_end", "appointment_invite"])
def test_an_appointment_of_another_council_is_not_found_here(as_administrator, council, name):
    other = make_council()
    theirs = other.appointments.get()
    assert as_administrator.get(address(name, council, theirs.pk)).status_code == 404
    if name not in READ_ONLY:
        assert as_administrator.post(address(name, council, theirs.pk)).status_code == 404


def test_a_day_off_of_another_council_is_not_found_here(as_administrator, council):
    theirs = make_council().days_off.first()
    url = address("day_off_remove", council, theirs.pk)
    assert as_administrator.get(url).status_code == 404
    assert as_administrator.post(url).status_code == 404
    theirs.refresh_from_db()


@pytest.mark.parametrize(
    "name", ["appointment", "appointment_end", "appointment_invite", "day_off_remove"]
)
@pytest.mark.parametrize("number", [0, 999_999, 99_999_999_999_999_999_999])
def test_a_number_that_is_nothing_is_not_found(as_administrator, council, name, number):
    url = address(name, council, 123_456).replace("123456", str(number))
    assert as_administrator.get(url).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_another_method_is_refused(as_administrator, council, name):
    for method in ("put", "delete", "patch"):
        assert getattr(as_administrator, method)(address(name, council)).status_code == 405
    if name in READ_ONLY:
        assert as_administrator.post(address(name, council)).status_code == 405


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(TODAY + timedelta(1), None), (TODAY - timedelta(9), TODAY - timedelta(1))],
    ids=["not yet", "no longer"],
)
def test_a_role_counts_on_its_own_days_only(client, council, starts, ends):
    person = make_person(council, Role.AUDITOR, starts_on=starts)
    if ends:
        from councils.actions.people import end_appointment

        held = person.appointments.get()
        end_appointment(held, by=administrator_of(council), seen=1, ends_on=ends)
    client.force_login(person)
    assert client.get(address("people", council)).status_code == 404


def test_a_deactivated_person_is_signed_out(as_administrator, council, administrator):
    User.objects.filter(pk=administrator.pk).update(is_active=False)
    assert as_administrator.get(address("people", council)).status_code == 302


def test_a_person_of_two_councils_is_somebody_else_in_each(client, council, administrator):
    other = make_council()
    make_person(other, Role.AUDITOR)
    from tests.makers import make_appointment

    make_appointment(other, administrator, Role.CONTRIBUTOR)
    client.force_login(administrator)
    assert client.get(address("people", council)).status_code == 200
    assert client.get(address("people", other)).status_code == 403


def test_the_way_in_is_one_query_and_the_masthead_none(as_administrator, council):
    url = address("council_settings", council)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = as_administrator.get(url)
    # Session, person, what they hold here.
    assert len(asked) == 3
    assert b"Northmoor Council" in response.content


def test_the_menu_has_what_this_person_may_open(client, council, administrator):
    def menu(person, name="people"):
        client.force_login(person)
        return {
            item["label"]: item["current"]
            for item in client.get(address(name, council)).context["navigation"]
        }

    ours = menu(administrator)
    assert ours["People"] is True
    assert ours["Settings"] is False
    assert menu(administrator, "day_off_add")["Settings"] is True
    auditors = menu(make_person(council, Role.AUDITOR))
    assert "Settings" not in auditors
    assert "People" in auditors
