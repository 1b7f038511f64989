"""While a mail server says nothing, pages answer and plans are saved."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from councils.models import OutboxMessage
from councils.outbox import send_waiting
from plans.access import plan_url
from plans.models import Plan
from tests.approvals.makers import Chamber, make_report, make_sent
from tests.approvals.pages import browser_of, shown, think_again
from tests.mail_server import MailServer, mail_server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def silent(settings) -> Iterator[MailServer]:
    with mail_server(silent=True) as server:
        settings.EMAIL_BACKEND = "councils.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 60
        yield server


@pytest.fixture
def chamber(transactional_db: None) -> Chamber:
    """With a sender's patience for locks, or a control would wait for ever."""
    chamber = Chamber()
    OutboxMessage.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '1s'")
    return chamber


@pytest.fixture
def sending(silent: MailServer) -> Iterator[Callable[[Callable[[], object]], None]]:
    """Send in a session beside, and come back when the mail server is being waited for."""
    senders = []

    def start(send: Callable[[], object]) -> None:
        def work() -> None:
            try:
                send()
            finally:
                connection.close()

        senders.append(threading.Thread(target=work))
        senders[-1].start()
        assert silent.met.wait(timeout=60)

    yield start
    silent.over.set()
    for sender in senders:
        sender.join()
    connection.close()


def test_the_plan_that_an_e_mail_tells_of_is_saved_meanwhile(chamber, sending):
    make_sent(chamber)
    sending(send_waiting)

    assert "sending" in OutboxMessage.objects.values_list("state", flat=True)
    think_again(chamber)
    assert chamber.plan.passages.filter(body="A later thought.").exists()


def test_the_control_of_a_sender_that_holds_the_plan_meanwhile(chamber, sending):
    def send_inside() -> None:
        with transaction.atomic():
            Plan.objects.select_for_update(no_key=True).get(pk=chamber.plan.pk)
            send_waiting()

    make_sent(chamber)
    sending(send_inside)
    with pytest.raises(OperationalError, match="lock timeout"):
        think_again(chamber)


def test_pages_that_queue_an_e_mail_do_not_turn_to_the_mail_server(chamber, silent):
    make_report(chamber)
    browser, page = browser_of(chamber.author), plan_url("send_check", chamber.plan)
    assert browser.post(page, shown(browser, page)).status_code == 302
    address = {"email": chamber.author.email}
    assert Client().post(reverse("account_reset_password"), address).status_code == 302

    assert OutboxMessage.objects.filter(state="queued").count() == 4
    assert not silent.met.is_set()
