"""Messages are sent once, none is lost, and none says too much."""

import re
import threading
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from councils.messages import compose, locked, send_now, send_waiting
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from councils.actions import people
from councils.actions.council import create_council
from councils.models import OutboxMessage
from councils.roles import Role
from tests.makers import administrator_of, make_appointment, make_council, make_person

AWAY = "tests.councils.test_messages.Away"


class Away(BaseEmailBackend):
    """A mail server that does not answer."""

    failure: Exception = ConnectionRefusedError("no answer")
    refuses = ""

    def send_messages(self, messages):
        if not self.refuses or self.refuses in messages[0].to:
            raise self.failure
        return mail.get_connection("django.core.mail.backends.locmem.EmailBackend").send_messages(
            messages
        )


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
    assert send_waiting() == 1
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
    assert int(client.session["_auth_user_id"]) == invited.person.pk
    client.logout()
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
    assert mail.outbox[0].subject == "Your role in Two"
    assert mail.outbox[0].bcc == []


def test_a_message_is_sent_once(invited):
    assert [send_waiting(), send_waiting()] == [1, 0]
    assert len(mail.outbox) == 1


def test_a_message_waits_while_the_mail_server_is_away(invited, settings):
    settings.EMAIL_BACKEND = AWAY
    assert send_waiting() == 0
    waiting = OutboxMessage.objects.get()
    assert waiting.failure == "ConnectionRefusedError: no answer"

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_waiting() == 1
    waiting.refresh_from_db()
    assert (waiting.failure, waiting.sent_at is None) == ("", False)


def test_the_first_silence_of_the_server_ends_the_round(invited, council, settings, monkeypatch):
    make_person(council, Role.AUDITOR)
    settings.EMAIL_BACKEND = AWAY
    send_waiting()
    assert OutboxMessage.objects.exclude(failure="").count() == 1


@pytest.mark.parametrize(
    "failure", [SMTPRecipientsRefused({}), SMTPDataError(550, b"not this one")]
)
def test_one_refused_address_holds_up_nobody_else(invited, council, settings, monkeypatch, failure):
    make_person(council, Role.AUDITOR)
    settings.EMAIL_BACKEND = AWAY
    monkeypatch.setattr(Away, "failure", failure)
    monkeypatch.setattr(Away, "refuses", "new@northmoor.test")
    assert send_waiting() == 1
    assert send_waiting(limit=1) == 0
    assert OutboxMessage.objects.get(sent_at=None).to == invited.person


def test_a_message_that_cannot_be_worded_holds_up_nobody_else(invited, council, monkeypatch):
    make_person(council, Role.AUDITOR)

    def broken_for_one(message):
        if message.to == invited.person:
            raise ValueError("a fault in the words")
        return compose(message)

    monkeypatch.setattr("councils.messages.compose", broken_for_one)
    assert send_waiting() == 1
    assert OutboxMessage.objects.get(sent_at=None).failure == "ValueError: a fault in the words"


def test_what_somebody_else_is_sending_or_has_sent_is_left_to_them(invited, monkeypatch):
    waits = OutboxMessage.objects.get()
    OutboxMessage.objects.update(sent_at=timezone.now())
    monkeypatch.setattr("councils.messages.waiting", lambda: [waits])

    assert send_waiting() == 0
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_a_message_that_another_process_holds_is_passed_over():
    make_council("Northmoor Council")
    [waits] = OutboxMessage.objects.all()
    sent: list[int] = []

    def send() -> None:
        sent.append(send_waiting())
        connection.close()

    with transaction.atomic():
        assert locked(waits.pk) == [waits]
        other = threading.Thread(target=send)
        other.start()
        other.join(timeout=30)
    assert sent == [0]
    assert send_waiting() == 1


def test_messages_that_others_sent_meanwhile_do_not_count_as_tried(invited, monkeypatch):
    waits = OutboxMessage.objects.get()
    gone = Message(pk=waits.pk + 1)
    monkeypatch.setattr("councils.messages.waiting", lambda: [gone, gone, waits])

    assert send_waiting(limit=1) == 1


def test_a_page_is_never_broken_by_mail(invited, monkeypatch, caplog):
    def broken():
        raise ValueError("a fault in the outbox")

    monkeypatch.setattr("councils.messages.waiting", broken)
    send_now()
    assert "could not be sent" in caplog.text
    with pytest.raises(ValueError, match="a fault"):
        send_waiting()


def test_the_command_says_what_went_and_what_waits(invited, settings, capsys):
    settings.EMAIL_BACKEND = AWAY
    call_command("send_messages")
    said = capsys.readouterr()
    assert "0 sent, 1 waiting." in said.out
    assert "no answer" in said.err
