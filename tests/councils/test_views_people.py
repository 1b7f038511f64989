"""The pages for people and roles."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from councils.models import Appointment, OutboxMessage, User
from councils.outbox import send_waiting
from councils.roles import Role
from tests.councils.pages import address, boxes, fields_of
from tests.makers import make_appointment, make_council, make_person

TODAY = timezone.localdate()
DAY = timedelta(days=1)
NEW = {
    "name": "Report author, Northmoor",
    "email": "author@northmoor.test",
    "role": "author",
    "title": "Policy lead",
    **boxes("starts_on", TODAY),
    **boxes("ends_on", None),
}


def errors_of(response):
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def give(client, council, **differing):
    return client.post(address("person_add", council), {**NEW, **differing})


def test_a_role_is_given_and_the_person_told(as_administrator, council):
    response = give(as_administrator, council)
    held = Appointment.objects.get(person__email="author@northmoor.test")
    assert response.status_code == 302
    assert response["Location"] == address("appointment", council, held.pk)
    assert (held.role, held.title, held.starts_on) == ("author", "Policy lead", TODAY)
    assert mail.outbox == []
    send_waiting()
    assert "author@northmoor.test" in [one.to[0] for one in mail.outbox]


def test_each_role_is_offered(as_administrator, council):
    page = as_administrator.get(address("person_add", council))
    offered = {value for value, _ in page.context["form"].fields["role"].choices}
    assert offered == set(Role)


def test_the_page_says_the_same_of_somebody_known_and_somebody_new(as_administrator, council):
    known = make_person(make_council(), Role.AUTHOR, name="Their own name")

    def said(email):
        give(as_administrator, council, email=email, name=f"Whoever has {email}")
        held = Appointment.objects.get(council=council, person__email=email)
        page = as_administrator.get(address("appointment", council, held.pk)).content.decode()
        words = (f"Whoever has {email}", "NAME"), (email, "EMAIL"), (f"/{held.pk}/", "/ID/")
        for word, instead in words:
            page = page.replace(word, instead)
        return page

    assert said(known.email) == said("quite.new@northmoor.test")
    known.refresh_from_db()
    assert known.name == "Their own name"


@pytest.mark.parametrize(
    ("differing", "field", "words"),
    [
        ({"name": " "}, "name", "Enter the name"),
        ({"name": "\u200b\u2066"}, "name", "Enter the name"),
        ({"name": "x" * 151}, "name", "150 characters"),
        ({"name": "a\0b"}, "name", "cannot be kept"),
        ({"email": "nobody"}, "email", "like name@example.org"),
        ({"email": "x" * 250 + "@a.test"}, "email", "254 characters"),
        ({"role": ""}, "role", "Select the role"),
        ({"role": "mayor"}, "role", "from the list"),
        ({"role": "clearing_officer", "title": ""}, "title", "Say what they clear"),
        ({"role": "clearing_officer", "title": "Auditor"}, "title", "a role of its own"),
        (boxes("starts_on", None), "starts_on", "Enter the first day"),
        ({"starts_on_month": "13"}, "starts_on", "real date"),
        ({"starts_on_year": "9999"}, "starts_on", "2100 or earlier"),
        ({"starts_on_year": "0001"}, "starts_on", "1970 or later"),
        (boxes("ends_on", TODAY - DAY), "ends_on", "on or after the first day"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(as_administrator, council, differing, field, words):
    response = give(as_administrator, council, **differing)
    assert response.status_code == 422
    assert list(errors_of(response)) == [field]
    assert words in errors_of(response)[field][0]
    assert not User.objects.filter(email="author@northmoor.test").exists()


def test_nobody_gives_themselves_a_clearing_role(as_administrator, council, administrator):
    response = give(as_administrator, council, email=administrator.email, role="section_151")
    assert response.status_code == 422
    assert errors_of(response) == {
        "role": ["Somebody else must give you a role that clears or decides."]
    }
    assert b'href="#id_role_0"' in response.content


def test_monitoring_officer_and_section_151_officer_are_two_people(
    as_administrator, council, monitoring_officer
):
    response = give(as_administrator, council, email=monitoring_officer.email, role="section_151")
    assert response.status_code == 422
    assert "one person may not be both" in errors_of(response)["role"][0]


def test_markup_in_a_name_stays_text(as_administrator, council):
    give(as_administrator, council, name="<script>alert(1)</script>", title="</td><b>")
    page = as_administrator.get(address("people", council)).content
    assert b"<script>alert" not in page
    assert b"&lt;script&gt;alert(1)" in page


def test_the_form_calls_optional_only_what_no_role_needs(as_administrator, council):
    page = as_administrator.get(address("person_add", council)).content.decode()
    [label] = re.findall(r'<label[^>]*for="id_title"[^>]*>([^<]*)', page)

    assert label.strip() == "Job title, or what they clear"
    assert "For the role “Other clearing officer”, say what they clear" in page
    assert "Last day (optional)" in page


def test_a_name_and_a_title_lose_what_nobody_can_see(as_administrator, council):
    give(as_administrator, council, name="Report\u200b author\u202e", title="Policy\u2028lead\x07")
    held = Appointment.objects.get(person__email="author@northmoor.test")

    assert (held.person.name, held.title) == ("Report author", "Policy lead")


def test_a_clearing_officer_is_listed_by_what_they_clear(as_administrator, council):
    given = give(as_administrator, council, role="clearing_officer", title="Equality")
    page = as_administrator.get(given["Location"]).content.decode()
    rows = as_administrator.get(address("people", council)).context["tables"][0]["rows"]

    assert ["Clearing officer for Equality", ""] in [row[1:3] for row in rows]
    assert "Clearing officer for Equality" in page
    assert "Job title" not in page


def test_the_list_has_current_past_future_and_withdrawn(as_administrator, council):
    make_person(council, Role.AUTHOR, name="Later", starts_on=TODAY + DAY)
    make_person(council, Role.AUDITOR, name="Sooner", ends_on=TODAY)
    page = as_administrator.get(address("people", council))
    tables = {table["caption"]: table["rows"] for table in page.context["tables"]}
    assert list(tables) == ["Today: 2", "Starting later: 1"]
    assert tables["Starting later: 1"][0][0]["text"] == "Later"


def test_the_list_asks_the_same_of_the_database_for_one_and_for_thirty(as_administrator, council):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            as_administrator.get(address("people", council))
        return len(queries)

    few = asked()
    for _ in range(30):
        make_person(council, Role.CONTRIBUTOR)
    # Session, person, what they hold here, the list, and two offices that must not be vacant.
    assert few == asked() == 6


def test_the_page_of_an_appointment_tells_what_was_done(as_administrator, council):
    person = make_person(council, Role.AUTHOR)
    page = as_administrator.get(address("appointment", council, person.appointments.get().pk))
    assert "Administrator, Northmoor Council, Administrator, appointed" in page.content.decode()


def test_the_page_of_an_appointment_asks_the_same_after_one_act_and_after_ten(
    as_administrator, council
):
    from councils.actions.people import invite_again
    from tests.makers import administrator_of

    held = make_person(council, Role.AUTHOR).appointments.get()

    def asked():
        with CaptureQueriesContext(connection) as queries:
            as_administrator.get(address("appointment", council, held.pk))
        return len(queries)

    few = asked()
    for _ in range(9):
        invite_again(held, by=administrator_of(council))
    assert few == asked() == 5


def end(client, council, held, **differing):
    url = address("appointment_end", council, held.pk)
    typed = {"seen": held.revision, "when": "on_a_day", **boxes("ends_on", TODAY), "reason": ""}
    return client.post(url, {**typed, **differing})


def test_an_appointment_ends_with_the_day_that_was_typed(as_administrator, council):
    held = make_person(council, Role.AUTHOR).appointments.get()
    response = end(as_administrator, council, held, **boxes("ends_on", TODAY + DAY))
    assert response["Location"] == address("appointment", council, held.pk)
    held.refresh_from_db()
    assert held.ends_on == TODAY + DAY


def test_an_appointment_ends_at_once(as_administrator, client, council):
    person = make_person(council, Role.AUDITOR)
    held = person.appointments.get()
    assert end(as_administrator, council, held, when="at_once").status_code == 302
    client.force_login(person)
    assert client.get(address("people", council)).status_code == 404


@pytest.mark.parametrize(
    ("differing", "field"),
    [
        (boxes("ends_on", None), "ends_on"),
        (boxes("ends_on", TODAY - 30 * DAY), "ends_on"),
        ({"ends_on_day": "32"}, "ends_on"),
        ({"when": "never"}, "when"),
        ({"seen": ""}, "seen"),
        ({"reason": "x" * 301}, "reason"),
    ],
)
def test_an_end_that_cannot_be_is_refused_at_its_field(as_administrator, council, differing, field):
    held = make_person(council, Role.AUTHOR).appointments.get()
    response = end(as_administrator, council, held, **differing)
    assert response.status_code == 422
    assert list(errors_of(response)) == [field]
    held.refresh_from_db()
    assert held.ends_on is None


def test_the_last_administrator_is_told_why_they_stay(as_administrator, council, administrator):
    response = end(as_administrator, council, administrator.appointments.get(), when="at_once")
    assert response.status_code == 422
    assert "only administrator" in errors_of(response)["__all__"][0]


def test_a_stale_page_ends_nothing_and_lets_the_two_be_settled(as_administrator, council):
    held = make_person(council, Role.AUTHOR).appointments.get()
    end(as_administrator, council, held, **boxes("ends_on", TODAY + DAY))

    response = end(as_administrator, council, held, reason="They have left")

    assert response.status_code == 409
    held.refresh_from_db()
    assert held.ends_on == TODAY + DAY
    offered = fields_of(response)
    assert (offered["reason"], offered["seen"]) == ("They have left", "2")
    url = address("appointment_end", council, held.pk)
    assert as_administrator.post(url, offered).status_code == 302


def test_an_invitation_is_sent_again(as_administrator, council):
    held = make_appointment(
        council, User(email="slow@northmoor.test", name="Slow reader, Northmoor"), Role.AUTHOR
    )
    OutboxMessage.objects.all().delete()
    response = as_administrator.post(address("appointment_invite", council, held.pk))
    assert response.status_code == 302
    send_waiting()
    assert [one.to for one in mail.outbox] == [["slow@northmoor.test"]]


def test_no_invitation_goes_to_what_has_ended(as_administrator, council):
    held = make_person(council, Role.AUTHOR).appointments.get()
    end(as_administrator, council, held, when="at_once")
    response = as_administrator.post(address("appointment_invite", council, held.pk))
    assert response.status_code == 422
    assert b"has ended" in response.content
