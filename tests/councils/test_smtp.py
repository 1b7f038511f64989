"""A mail server that has a whole e-mail is waited for; when its answer is lost, we know of what."""

import smtplib
from collections.abc import Iterator

import pytest
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp as djangos

from councils.smtp import SECONDS_FOR_AN_E_MAIL, AnswerLost, EmailBackend, PatientSMTPOverTLS
from tests.mail_server import MailServer, mail_server

USUAL = 20.0


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


def send(server: MailServer, backend: type[djangos.EmailBackend] = EmailBackend) -> None:
    connection = backend(host="127.0.0.1", port=server.port, timeout=USUAL)
    EmailMessage("Word", "Words.", "us@here.test", ["one@there.test"], connection=connection).send()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """How long each answer may take, in seconds, as the socket was told."""
    told: list[float | None] = []
    getreply = smtplib.SMTP.getreply

    def told_first(client: smtplib.SMTP) -> tuple[int, bytes]:
        assert client.sock is not None
        told.append(client.sock.gettimeout())
        return getreply(client)

    monkeypatch.setattr(smtplib.SMTP, "getreply", told_first)
    return told


def test_the_answer_to_a_whole_e_mail_may_take_ten_minutes_and_no_other(server, waits):
    send(server)
    *before, last, leave = waits
    assert (set(before), last, leave) == ({USUAL}, SECONDS_FOR_AN_E_MAIL, USUAL)
    assert len(server.bytes_taken) == 1


def test_the_control_of_djangos_own_gives_up_on_it_as_soon_as_on_the_others(server, waits):
    send(server, djangos.EmailBackend)
    assert set(waits) == {USUAL}


@pytest.mark.parametrize("last", ["", "what?", "2" * 9000], ids=["none", "not SMTP", "endless"])
def test_an_answer_to_the_whole_e_mail_that_is_none_is_lost(server, last):
    server.after_data = last
    with pytest.raises(AnswerLost):
        send(server)


@pytest.mark.parametrize(
    ("answer", "error"),
    [("554 spam", smtplib.SMTPDataError), ("451 later", smtplib.SMTPDataError)],
)
def test_an_answer_that_refuses_the_e_mail_is_not_lost(server, answer, error):
    server.after_data = answer
    with pytest.raises(error):
        send(server)


def test_a_server_that_hangs_up_before_it_has_the_e_mail_lost_no_answer(server):
    server.replies = {"one@there.test": ""}
    with pytest.raises(smtplib.SMTPServerDisconnected) as told:
        send(server)
    assert not isinstance(told.value, AnswerLost)


def test_both_kinds_of_connection_are_patient(settings):
    settings.EMAIL_BACKEND = "councils.smtp.EmailBackend"
    assert get_connection(use_ssl=True).connection_class is PatientSMTPOverTLS
    assert issubclass(PatientSMTPOverTLS, get_connection(use_ssl=False).connection_class)
    assert issubclass(PatientSMTPOverTLS, smtplib.SMTP_SSL)
