"""What this floor's e-mails say, and what they do not."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from councils.actions import people
from councils.actions.council import create_council
from councils.models import OutboxMessage
from councils.outbox import send_waiting
from councils.roles import Role
from tests.makers import administrator_of, make_appointment, make_council, make_person


@pytest.fixture
def invited(council):
    """A new person's appointment, with its invitation the only message that waits."""
    OutboxMessage.objects.all().delete()
    return people.appoint(
        council,
        by=administrator_of(council),
        name="New author, Northmoor",
        email="new@northmoor.test",
        role=Role.AUTHOR,
        starts_on=timezone.localdate(),
    )


def test_an_invitation_says_who_invites_to_which_council_and_role(invited, council):
    send_waiting()
    [sent] = mail.outbox
    assert sent.to == ["new@northmoor.test"]
    assert sent.subject == "Your invitation to Northmoor Council"
    assert "Administrator, Northmoor Council, Administrator, has given you a role" in sent.body
    assert "Role: Report author" in sent.body


def test_the_link_of_an_invitation_sets_a_password(invited, client):
    send_waiting()
    link = re.search(r"http://127.0.0.1:\d+(/\S+)", mail.outbox[0].body)[1]

    page = client.get(link, follow=True)
    form = page.redirect_chain[-1][0]
    password = {"password1": "plenty of words here", "password2": "plenty of words here"}
    response = client.post(form, password)

    assert response.status_code == 302
    assert "_auth_user_id" not in client.session
    again = client.get(link, follow=True)
    assert "no longer works" in again.content.decode()


def test_a_first_administrator_whose_link_is_too_old_asks_for_another(db, client):
    create_council(
        name="Wenbury Council",
        slug="wenbury",
        administrator_email="first@wenbury.test",
        administrator_name="Administrator, Wenbury",
    )
    send_waiting()
    where = re.search(r"ask for a new link here.*\nhttp://[^/]+(/\S+)", mail.outbox[0].body)[1]
    client.post(where, {"email": "first@wenbury.test"})
    send_waiting()
    link = re.search(r"http://127.0.0.1:\d+(/\S+)", mail.outbox[1].body)[1]

    assert mail.outbox[1].to == ["first@wenbury.test"]
    assert "Choose a password" in client.get(link, follow=True).content.decode()


def test_an_administrator_who_takes_another_role_did_not_set_the_council_up_again(council):
    administrator = administrator_of(council)
    OutboxMessage.objects.all().delete()
    make_appointment(council, administrator, Role.AUTHOR)
    send_waiting()
    [sent] = mail.outbox

    assert "You have given yourself a role in Northmoor Council" in sent.body
    assert "first administrator" not in sent.body
    assert "the council’s administrator" not in sent.body


def test_somebody_known_is_sent_no_link_that_sets_a_password(council):
    known = make_person(make_council(), Role.AUTHOR)
    OutboxMessage.objects.all().delete()
    people.appoint(
        council,
        by=administrator_of(council),
        name="",
        email=known.email,
        role=Role.AUTHOR,
        starts_on=timezone.localdate(),
    )
    send_waiting()
    [sent] = mail.outbox
    assert "password/reset" not in sent.body
    assert sent.subject == "Your role in Northmoor Council"


def test_the_monitoring_officer_reads_who_got_which_role_from_whom(council, monitoring_officer):
    OutboxMessage.objects.all().delete()
    make_person(council, Role.SECTION_151)
    send_waiting()
    [told] = [one for one in mail.outbox if one.to == [monitoring_officer.email]]
    assert "Role: Section 151 officer\nTo: Section 151 officer, Northmoor Council" in told.body
    assert "Given by: Administrator, Northmoor Council, Administrator" in told.body
    assert re.search(r"When: \d+ \w+ \d{4}, \d+:\d\d[ap]m", told.body)


def test_names_are_written_as_they_are(council, monitoring_officer):
    OutboxMessage.objects.all().delete()
    make_person(council, Role.AUTHOR, name="Rae O’Neil & <b>Co'")
    send_waiting()
    assert "To: Rae O’Neil & <b>Co'" in "".join(one.body for one in mail.outbox)


def test_a_name_with_line_ends_makes_no_header(db):
    council = make_council("Two\nBcc: lines")
    OutboxMessage.objects.all().delete()
    make_person(council, Role.AUTHOR)
    send_waiting()
    assert mail.outbox[0].subject == "Your role in Two Bcc: lines"
    assert mail.outbox[0].bcc == []


def test_a_forgotten_password_is_a_row_without_a_link_and_the_link_is_made_as_it_is_sent(
    client, council
):
    person = make_person(council, Role.AUTHOR)
    OutboxMessage.objects.all().delete()
    client.post(reverse("account_reset_password"), {"email": person.email})
    [row] = OutboxMessage.objects.values()

    assert (row["kind"], row["to_id"], row["address"]) == ("password_reset_key", person.pk, "")
    assert "/key/" not in str(row)
    assert mail.outbox == []
    send_waiting()
    assert "/key/" in mail.outbox[0].body


def test_an_address_that_is_nobodys_is_forgotten_once_it_was_written_to(client, db):
    client.post(reverse("account_reset_password"), {"email": "nobody@northmoor.test"})
    [waits] = OutboxMessage.objects.all()
    assert (waits.to, waits.address) == (None, "nobody@northmoor.test")
    send_waiting()

    assert mail.outbox[0].to == ["nobody@northmoor.test"]
    assert not OutboxMessage.objects.exists()
