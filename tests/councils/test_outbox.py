"""E-mails go once their change is committed, each once, and none is lost."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from councils import outbox
from councils.mail_words import Frozen
from councils.models import OutboxMessage
from councils.outbox import claim_message, queue_message, send_waiting, settle_message
from councils.smtp import SECONDS_FOR_AN_E_MAIL
from councils.smtp_failures import Failure
from tests.mail_server import MailServer, mail_server

State = OutboxMessage.State
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
SMTP = "councils.smtp.EmailBackend"
ONE, TWO, THREE = "one@northmoor.test", "two@northmoor.test", "three@northmoor.test"


class Away(BaseEmailBackend):
    """A mail server that does not answer."""

    failure: Exception = ConnectionRefusedError("no answer")

    def send_messages(self, messages):
        raise self.failure


AWAY = f"{__name__}.Away"


@pytest.fixture(autouse=True)
def plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of e-mail that needs nobody and nothing."""
    monkeypatch.setitem(outbox.composers, "plain", plain)


def plain(message: OutboxMessage) -> EmailMessage:
    return EmailMessage("Word", "Words.\n", to=[message.recipient])


@pytest.fixture
def server(settings) -> Iterator[Callable[..., MailServer]]:
    """A mail server of the given manner, to which everything goes."""
    with mail_server() as server:

        def behave(**manner: object) -> MailServer:
            settings.EMAIL_BACKEND, settings.EMAIL_PORT = SMTP, server.port
            settings.EMAIL_HOST = "127.0.0.1"
            settings.EMAIL_TIMEOUT = 20
            for name, value in manner.items():
                setattr(server, name, value)
            return server

        yield behave


def write(*addresses: str) -> list[OutboxMessage]:
    with transaction.atomic():
        return [queue_message("plain", address=address) for address in addresses]


def row(message: OutboxMessage) -> OutboxMessage:
    return OutboxMessage.objects.get(pk=message.pk)


def states() -> list[str]:
    return list(OutboxMessage.objects.order_by("pk").values_list("state", flat=True))


def beside(do: Callable[[], object]) -> threading.Thread:
    """Do something in a process of its own, as far as the database can tell."""

    def work() -> None:
        try:
            do()
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


# Queued with the change


@pytest.mark.django_db(transaction=True)
def test_what_is_not_committed_is_not_sent_and_what_is_goes():
    def change(*, fails: bool) -> None:
        with transaction.atomic():
            queue_message("plain", address=ONE)
            # Whoever sends meanwhile finds nothing.
            beside(send_waiting).join()
            assert mail.outbox == []
            if fails:
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change(fails=True)
    assert send_waiting().sent == 0
    assert mail.outbox == []
    # The control: the same change, committed.
    change(fails=False)
    assert send_waiting().sent == 1


@pytest.mark.django_db(transaction=True)
def test_an_e_mail_cannot_be_queued_beside_its_change():
    with pytest.raises(TransactionManagementError):
        queue_message("plain", address=ONE)


# Sent once


def test_a_message_is_sent_once(db):
    write(ONE)
    assert [send_waiting().sent, send_waiting().sent] == [1, 0]
    assert len(mail.outbox) == 1
    assert states() == [State.SENT]


@pytest.mark.django_db(transaction=True)
def test_two_senders_beside_each_other_send_each_message_once():
    write(*(f"{number}@northmoor.test" for number in range(30)))
    send_from_both_at_once()

    assert len(mail.outbox) == 30
    assert len({one.to[0] for one in mail.outbox}) == 30
    assert set(states()) == {State.SENT}


@pytest.mark.django_db(transaction=True)
def test_the_control_of_two_senders_who_claim_nothing_sends_twice(monkeypatch):
    both = threading.Barrier(2)

    def claim_nothing(pk: int, *, at_once: bool) -> OutboxMessage:
        both.wait(timeout=30)
        return OutboxMessage.objects.get(pk=pk)

    write(ONE)
    monkeypatch.setattr(outbox, "claim_message", claim_nothing)
    send_from_both_at_once()

    assert len(mail.outbox) == 2


def send_from_both_at_once() -> None:
    ready = threading.Barrier(2)

    def send() -> None:
        ready.wait(timeout=30)
        send_waiting()

    for sender in [beside(send), beside(send)]:
        sender.join()


@pytest.mark.django_db(transaction=True)
def test_a_row_that_somebody_is_claiming_is_passed_over():
    [waits] = write(ONE)
    with transaction.atomic():
        OutboxMessage.objects.select_for_update().get(pk=waits.pk)
        beside(send_waiting).join()
    assert mail.outbox == []
    assert send_waiting().sent == 1


def test_what_another_sender_took_after_we_looked_is_left_to_them(db, monkeypatch):
    write(ONE)
    looked = outbox.claimable()
    monkeypatch.setattr(outbox, "claim_message", lambda pk, *, at_once: None)
    assert looked.exists()
    assert send_waiting() == outbox.Tally(0)
    assert mail.outbox == []


# The mail server


@pytest.mark.django_db(transaction=True)
def test_a_sender_that_dies_after_the_servers_reply_has_it_sent_under_the_same_name(
    server, monkeypatch
):
    taking, [message] = server(), write(ONE)
    with monkeypatch.context() as dying:
        dying.setattr(outbox, "settle_message", die)
        with pytest.raises(KeyboardInterrupt):
            send_waiting()

    # Its claim holds for a while, whoever asks.
    assert states() == [State.SENDING]
    assert send_waiting(at_once=True).sent == 0
    let_the_claim_run_out(message)
    taken_over = claim_message(message.pk)
    assert taken_over.may_have_gone
    settle_message(taken_over, outbox.hand_over(taken_over))
    assert taking.names == [outbox.message_id(message.key)] * 2
    assert states() == [State.SENT]


def die(*_: object) -> None:
    raise KeyboardInterrupt


def let_the_claim_run_out(message: OutboxMessage) -> None:
    OutboxMessage.objects.filter(pk=message.pk).update(due_at=timezone.now())


def test_a_sender_that_lives_sends_it_once(db, server):
    """The control of the one that dies."""
    taking, [message] = server(), write(ONE)
    assert send_waiting().sent == 1
    let_the_claim_run_out(message)
    assert send_waiting().sent == 0
    assert len(taking.names) == 1


def test_a_server_that_hangs_up_after_the_message_gets_it_again_under_the_same_name(db, server):
    hangs_up, [message] = server(after_data=""), write(ONE)
    tally = send_waiting()
    assert (tally.sent, tally.server_away) == (0, True)
    assert row(message).state == State.QUEUED
    assert "closed" in row(message).said
    assert row(message).may_have_gone

    hangs_up.after_data = "250 taken"
    assert send_waiting(at_once=True).sent == 1
    assert hangs_up.names == [outbox.message_id(message.key)] * 2


def test_a_server_that_hangs_up_before_the_message_does_not_have_it(db, server):
    """The control of the one that hangs up after it."""
    server(replies={ONE: ""})
    [message] = write(ONE)
    assert send_waiting().server_away
    assert (row(message).state, row(message).may_have_gone) == (State.QUEUED, False)


def test_one_refused_address_holds_up_nobody_else_and_is_not_tried_again(db, server):
    refuses = server(replies={ONE: "550 no such person"})
    first, second = write(ONE, TWO)

    assert send_waiting().sent == 1
    assert (row(first).state, row(first).said) == (State.FAILED, "550 no such person")
    assert row(second).state == State.SENT
    refuses.replies.clear()
    assert send_waiting(at_once=True).sent == 0


def test_an_address_that_is_refused_for_now_is_tried_again_later(db, server):
    busy = server(replies={ONE: "450 mailbox busy"})
    first, _ = write(ONE, TWO)

    assert send_waiting().sent == 1
    assert (row(first).state, row(first).said) == (State.QUEUED, "450 mailbox busy")
    # It pauses; somebody who asks at once need not wait for that.
    busy.replies.clear()
    assert send_waiting().sent == 0
    assert send_waiting(at_once=True).sent == 1
    assert (row(first).state, row(first).said) == (State.SENT, "")


def test_a_server_that_refuses_everything_loses_nothing(db, server):
    server(replies=dict.fromkeys((ONE, TWO, THREE), "451 come back"))
    write(ONE, TWO, THREE)

    assert len(send_waiting().failed) == 3
    assert states() == [State.QUEUED] * 3


def test_a_server_that_is_away_is_asked_once_and_the_others_do_not_pause(db, settings):
    settings.EMAIL_BACKEND = AWAY
    first, second = write(ONE, TWO)
    tally = send_waiting()

    assert tally.failed == (f"Plain to {ONE}: no answer",)
    assert (row(first).tries, row(second).tries) == (1, 0)
    settings.EMAIL_BACKEND = LOCMEM
    assert send_waiting().sent == 1
    assert row(second).state == State.SENT


@pytest.mark.django_db(transaction=True)
def test_a_server_that_says_nothing_holds_no_lock(server):
    """While it is waited for, another sender and whoever writes the row find nothing locked."""
    silent, [message] = server(silent=True), write(ONE)
    sender = beside(send_waiting)
    assert silent.met.wait(timeout=30)

    assert may_be_locked(message)
    assert row(message).state == State.SENDING
    silent.over.set()
    sender.join()
    assert row(message).state == State.QUEUED
    assert row(message).said


@pytest.mark.django_db(transaction=True)
def test_the_control_of_a_sender_that_keeps_its_transaction_holds_one(server):
    silent, [message] = server(silent=True), write(ONE)

    def send_inside() -> None:
        with transaction.atomic():
            send_waiting()

    sender = beside(send_inside)
    assert silent.met.wait(timeout=30)
    assert not may_be_locked(message)
    silent.over.set()
    sender.join()


def may_be_locked(message: OutboxMessage) -> bool:
    with transaction.atomic():
        free = OutboxMessage.objects.select_for_update(skip_locked=True)
        return free.filter(pk=message.pk).exists()


# Tries and pauses


def test_pauses_grow_to_half_an_hour():
    pauses = [outbox.pause_after(tries) for tries in (1, 2, 3, 5, 6, 200)]
    assert [pause // timedelta(minutes=1) for pause in pauses] == [1, 2, 4, 16, 30, 30]


@pytest.mark.parametrize(
    ("tries", "age", "state"),
    [(19, 4, State.FAILED), (18, 4, State.QUEUED), (19, 3, State.QUEUED)],
    ids=["tried for four days", "not tried often enough", "not for long enough"],
)
def test_after_four_days_of_tries_it_has_failed(db, settings, tries, age, state):
    settings.EMAIL_BACKEND = AWAY
    [message] = write(ONE)
    queued_at = timezone.now() - timedelta(days=age)
    OutboxMessage.objects.filter(pk=message.pk).update(tries=tries, queued_at=queued_at)
    send_waiting()

    assert (row(message).state, row(message).said) == (state, "no answer")


@pytest.mark.parametrize("failure", [SMTPRecipientsRefused({}), SMTPDataError(451, b"later")])
def test_a_failure_of_one_message_lets_the_round_go_on(db, settings, monkeypatch, failure):
    settings.EMAIL_BACKEND = AWAY
    monkeypatch.setattr(Away, "failure", failure)
    write(ONE, TWO)
    assert len(send_waiting().failed) == 2


@pytest.mark.parametrize("fault", [ValueError("a fault"), FileNotFoundError("a fault")])
def test_a_message_that_cannot_be_put_together_holds_up_nobody_else(db, monkeypatch, fault):
    def broken_for_one(message: OutboxMessage) -> EmailMessage:
        if message.address == ONE:
            raise fault
        return plain(message)

    monkeypatch.setitem(outbox.composers, "plain", broken_for_one)
    first, second = write(ONE, TWO)
    assert send_waiting().sent == 1
    said = f"{type(fault).__name__}: a fault"
    assert (row(first).state, row(first).said) == (State.QUEUED, said)
    assert row(second).state == State.SENT


def test_without_an_address_it_has_failed(db, monkeypatch):
    monkeypatch.setitem(outbox.composers, "plain", lambda message: EmailMessage("Word", "Words."))
    [message] = write(ONE)
    assert send_waiting().failed
    assert row(message).state == State.FAILED


def test_a_round_that_is_told_to_stop_sends_no_more(db):
    write(ONE, TWO)
    assert send_waiting(stop=lambda: bool(mail.outbox)).sent == 1
    assert states() == [State.SENT, State.QUEUED]


# What is recorded of it


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """State and words of each row, as its kind was told of it."""
    told: list[tuple[str, str]] = []
    monkeypatch.setitem(outbox.settlers, "plain", lambda m: told.append((m.state, m.said)))
    return told


def test_its_kind_is_told_once_when_it_was_sent_or_has_failed(db, server, settled):
    refuses = server(replies={ONE: "550 no", TWO: "450 busy"})
    write(ONE, TWO, THREE)
    send_waiting()
    assert settled == [(State.FAILED, "550 no"), (State.SENT, "")]

    refuses.replies.clear()
    send_waiting(at_once=True)
    assert settled == [(State.FAILED, "550 no"), (State.SENT, ""), (State.SENT, "")]


def test_a_fault_in_what_is_recorded_has_nothing_sent_again(db, monkeypatch):
    def broken(message: OutboxMessage) -> None:
        queue_message("plain", address=TWO)
        raise KeyError("gone")

    monkeypatch.setitem(outbox.settlers, "plain", broken)
    [message] = write(ONE)
    send_waiting()

    assert (row(message).state, row(message).said) == (State.SENT, "(Not recorded: KeyError.)")
    assert states() == [State.SENT]
    let_the_claim_run_out(message)
    assert send_waiting(at_once=True).sent == 0


def test_a_late_sender_changes_nothing_that_another_has_settled(db, settled):
    write(ONE)
    late = claim_message(OutboxMessage.objects.get().pk)
    let_the_claim_run_out(late)
    assert send_waiting().sent == 1
    settle_message(late, Failure("too late"))
    settle_message(late, None)

    assert states() == [State.SENT]
    assert settled == [(State.SENT, "")]


def test_a_late_senders_failure_leaves_the_row_to_whoever_has_it_now(db):
    write(ONE)
    late = claim_message(OutboxMessage.objects.get().pk)
    let_the_claim_run_out(late)
    again = claim_message(late.pk)
    settle_message(late, Failure("too late", for_good=True))
    assert states() == [State.SENDING]
    # The control: the one that has it is heard.
    settle_message(again, Failure("no", for_good=True))
    assert states() == [State.FAILED]


def test_a_late_sender_is_heard_when_the_server_took_it_after_all(db):
    write(ONE)
    late = claim_message(OutboxMessage.objects.get().pk)
    let_the_claim_run_out(late)
    settle_message(claim_message(late.pk), Failure("busy"))
    settle_message(late, None)
    assert states() == [State.SENT]


def test_it_is_heard_even_of_a_message_that_was_given_up_meanwhile(db, settled):
    [message] = write(ONE)
    late = claim_message(message.pk)
    let_the_claim_run_out(late)
    settle_message(claim_message(message.pk), Failure("busy"))
    with transaction.atomic():
        assert outbox.stop_sending(message.key, said="Stopped.").may_have_gone
    settle_message(late, Failure("no", for_good=True))
    assert (row(message).state, row(message).said) == (State.FAILED, "Stopped.")

    settle_message(late, None)
    assert (states(), settled) == ([State.SENT], [(State.SENT, "")])


def test_a_claim_outlasts_the_longest_conversation(settings):
    settings.EMAIL_TIMEOUT = 20
    # To greet (twice, around TLS), sign in (three steps), name both sides, hand over, take leave.
    assert outbox.longest_conversation() > timedelta(seconds=12 * 20 + 2 * SECONDS_FOR_AN_E_MAIL)


def test_what_must_not_go_any_more_is_not_handed_over(db, monkeypatch, settled):
    def withheld(message: OutboxMessage) -> EmailMessage:
        raise outbox.Withheld("It is out of date.")

    monkeypatch.setitem(outbox.composers, "plain", withheld)
    write(ONE)
    assert send_waiting().failed
    assert (mail.outbox, settled) == ([], [(State.FAILED, "It is out of date.")])


# Its bytes


def test_a_frozen_e_mail_is_given_to_the_server_byte_by_byte(db, server, monkeypatch, settings):
    content = b"Subject: =?utf-8?q?Word?=\r\nMessage-ID: <a@b>\r\nX: 1\r\n\r\nWords\r\n"
    monkeypatch.setitem(outbox.composers, "plain", lambda m: Frozen(content, to=m.address))
    taking, _ = server(), write(ONE)
    send_waiting()

    assert taking.bytes_taken == [content]
    settings.EMAIL_BACKEND = LOCMEM
    write(TWO)
    send_waiting()
    assert mail.outbox[0].message().as_bytes() == content
