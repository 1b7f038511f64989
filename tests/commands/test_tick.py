"""`tick` sends what waits, once or for as long as it is let, and fails when one did."""

import os
import signal
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.management import CommandError
from django.db import OperationalError, transaction
from django.utils import timezone

from councils.management.commands import tick
from councils.management.commands.tick import Stop, watch
from councils.models import OutboxMessage
from councils.outbox import queue_again, queue_message, send_waiting

AWAY = "tests.councils.test_outbox.Away"


@pytest.fixture
def waiting(db: None) -> OutboxMessage:
    with transaction.atomic():
        return queue_message("unknown_account", address="somebody@northmoor.test")


@pytest.fixture
def usual_signals() -> Iterator[None]:
    usual = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in usual.items():
        signal.signal(number, handler)


@pytest.fixture
def stop(usual_signals: None) -> Stop:
    return Stop(None)


def test_it_sends_what_waits_and_says_so(waiting, run):
    assert run("tick") == "1 sent, 0 waiting, 0 failed.\n"
    assert run("tick") == "0 sent, 0 waiting, 0 failed.\n"
    assert len(mail.outbox) == 1


def test_it_fails_in_the_servers_words_when_one_could_not_go(waiting, run, settings):
    settings.EMAIL_BACKEND = AWAY
    for _ in range(2):  # it is tried again at once, and does not wait for its pause to end
        with pytest.raises(CommandError, match=r"somebody@northmoor\.test: no answer"):
            run("tick")
    assert OutboxMessage.objects.get().tries == 2


def test_what_failed_for_good_is_tried_again_when_it_is_asked_for(run, settings, db):
    with transaction.atomic():
        queue_message("password_reset_key", address="somebody@northmoor.test")
        queue_message("unknown_account", address="nobody@northmoor.test")
    OutboxMessage.objects.update(state="failed", settled_at=timezone.now())
    assert run("tick") == "0 sent, 0 waiting, 2 failed.\n"

    queue_again()
    # What was recorded of the other one stands.
    assert OutboxMessage.objects.get(state="queued").kind == "password_reset_key"


def test_it_goes_on_until_it_is_told_to_stop(waiting, stop, monkeypatch):
    rounds = []

    def send_and_write_another(**how: object) -> object:
        tally = send_waiting(**how)  # type: ignore[arg-type]
        rounds.append(tally.sent)
        queue_message("unknown_account", address="another@northmoor.test")
        if len(rounds) == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        return tally

    monkeypatch.setattr(tick, "send_waiting", send_and_write_another)
    monkeypatch.setattr(tick, "LOOK_AGAIN_SECONDS", 0)
    watch(stop)

    assert rounds == [1, 1, 1]


def test_a_database_that_is_away_is_waited_for(waiting, stop, monkeypatch):
    tries = []

    def away_then_here(**how: object) -> object:
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("away")
        stop.ask()
        return send_waiting()

    monkeypatch.setattr(tick, "send_waiting", away_then_here)
    monkeypatch.setattr(tick, "AWAY_SECONDS", 0)
    monkeypatch.setattr(tick.connection, "close", lambda: None)
    watch(stop)

    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_away_is_left_alone_for_longer(waiting, stop, settings):
    assert tick.send_some(stop)
    queue_message("unknown_account", address="another@northmoor.test")
    settings.EMAIL_BACKEND = AWAY
    assert not tick.send_some(stop)


def test_it_stops_when_its_parent_has_gone(usual_signals):
    assert not Stop(os.getppid())()
    assert Stop(os.getpid())()


def test_it_stops_at_ctrl_c(stop):
    assert not stop()
    os.kill(os.getpid(), signal.SIGINT)
    assert stop()
