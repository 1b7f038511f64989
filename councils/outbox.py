"""The outbox: e-mails are queued with the change they tell of, and sent once it is committed.

To send holds neither lock nor transaction: a row is claimed, the mail server is spoken to, and the
row is marked. A sender that dies in between leaves a claim that runs out, and the e-mail goes
again under the same Message-ID, by which whoever gets it twice can tell.
"""

import logging
import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import OperationalError, transaction
from django.db.models import Q, QuerySet
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from councils.mail_words import Withheld, address_of, from_template, thread_of
from councils.models import Appointment, Council, MailChoice, OutboxMessage, User
from councils.smtp import SECONDS_FOR_AN_E_MAIL
from councils.smtp_failures import NO_ADDRESS, Failure, failure_from

logger = logging.getLogger(__name__)

State = OutboxMessage.State
# Of one conversation with a mail server, each as long as EMAIL_TIMEOUT at most; then the e-mail is
# handed over, and the last answer waited for.
STEPS = 15
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=30)
# Mail servers give up after four to five days (RFC 5321, 4.5.4.1). The tries are counted too, or
# a message that nobody tried to send all week would fail at the first.
GIVE_UP_AFTER, FEWEST_TRIES = timedelta(days=4), 20

Composer = Callable[[OutboxMessage], EmailMessage]
Settler = Callable[[OutboxMessage], None]
composers: dict[str, Composer] = {}
settlers: dict[str, Settler] = {}


def composes(kind: str) -> Callable[[Composer], Composer]:
    """Say how the e-mails of a kind are put together; without it, `from_template` does it."""

    def register(compose: Composer) -> Composer:
        composers[kind] = compose
        return compose

    return register


def settles(kind: str) -> Callable[[Settler], Settler]:
    """Say what is recorded when an e-mail of a kind was sent, or has failed for good.

    Called with the row as it became, in the transaction in which it did; of one that had failed,
    again if the mail server took it after all.
    """

    def register(settle: Settler) -> Settler:
        settlers[kind] = settle
        return settle

    return register


def queue_message(
    kind: str,
    *,
    council: Council | None = None,
    to: User | None = None,
    address: str = "",
    key: uuid.UUID | None = None,
    about: Appointment | None = None,
    by: User | None = None,
    role: str = "",
    on: date | None = None,
    page: str = "",
    plan: int | None = None,
    title: str = "",
    facts: dict[str, object] | None = None,
    later: timedelta = timedelta(0),
) -> OutboxMessage | None:
    """Write an e-mail to be sent once the caller's transaction is committed, or so much `later`.

    None, and nothing is written, where it goes to somebody who has turned down its kind.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("An e-mail is queued with the change that it tells of.")
    if to and MailChoice.objects.is_declined(kind, by=to.pk):
        return None
    now = timezone.now()
    return OutboxMessage.objects.create(
        kind=kind,
        council=council,
        to=to,
        address=address,
        key=key or uuid.uuid4(),
        about=about,
        by=by,
        role=role,
        on=on,
        page=page,
        plan=plan,
        title=title,
        facts=facts or {},
        queued_at=now,
        due_at=now + later,
    )


def requeue(key: uuid.UUID) -> None:
    """Have a message that failed tried anew, under the same name."""
    row = OutboxMessage.objects.select_for_update().get(key=key, state=State.FAILED)
    now = timezone.now()
    row.state, row.tries, row.said, row.settled_at = State.QUEUED, 0, "", None
    row.queued_at = row.due_at = now
    row.save(update_fields=["state", "tries", "said", "settled_at", "queued_at", "due_at"])


def stop_sending(key: uuid.UUID, *, said: str) -> OutboxMessage | None:
    """Take a message that waits out of the queue; None when none waits, or it is being sent."""
    # A sender that settles it may be waiting for what the caller holds: nobody waits for it here.
    waits = OutboxMessage.objects.select_for_update(skip_locked=True)
    row = waits.filter(key=key, state=State.QUEUED).first()
    if row is None:
        return None
    row.state, row.said, row.settled_at = State.FAILED, said, timezone.now()
    row.save(update_fields=["state", "said", "settled_at"])
    return row


def message_id(key: uuid.UUID) -> str:
    """The name of an e-mail to the rest of the world."""
    return address_of(key)


def compose(message: OutboxMessage) -> EmailMessage:
    """The e-mail of a row, under its name."""
    email = composers.get(message.kind, from_template)(message)
    email.extra_headers |= {"Message-ID": message_id(message.key), **thread_of(message)}
    return email


class Tally(NamedTuple):
    """What came of one round: how many went, and in words what did not."""

    sent: int
    failed: tuple[str, ...] = ()
    server_away: bool = False


def never_stop() -> bool:
    return False


def send_waiting(*, at_once: bool = False, stop: Callable[[], bool] = never_stop) -> Tally:
    """Try each message that is due once; `at_once` tries those too that pause after a failure.

    What fails for all, such as a server that does not answer, ends the round.
    """
    tally = Tally(0)
    for pk in list(claimable(at_once=at_once).values_list("pk", flat=True)):
        if stop() or tally.server_away:
            break
        if message := claim_message(pk, at_once=at_once):
            failure = hand_over(message)
            settle_message(message, failure)
            tally = counted(tally, message, failure)
    return tally


def counted(tally: Tally, message: OutboxMessage, failure: Failure | None) -> Tally:
    if failure is None:
        return tally._replace(sent=tally.sent + 1)
    said = f"{message}: {failure.said}"
    return tally._replace(failed=(*tally.failed, said), server_away=failure.of_the_server)


def queue_again() -> None:
    """What failed for good, once its cause is mended; not where something was recorded of it."""
    failed = OutboxMessage.objects.filter(state=State.FAILED).exclude(kind__in=settlers)
    failed.update(state=State.QUEUED, tries=0, settled_at=None, due_at=timezone.now())


def claimable(*, at_once: bool = False) -> QuerySet[OutboxMessage]:
    """Those that wait and are due, and those whose sender let its claim run out, oldest first."""
    due = Q(due_at__lte=timezone.now())
    if at_once:
        due |= Q(state=State.QUEUED)
    return OutboxMessage.objects.filter(due, state__in=OutboxMessage.WAITING).order_by(
        "due_at", "pk"
    )


def claim_message(pk: int, *, at_once: bool = False) -> OutboxMessage | None:
    """Take a message for `longest_conversation`; None when another sender has it."""
    with transaction.atomic():
        waits = claimable(at_once=at_once).filter(pk=pk)
        whole = waits.select_related("council", "to", "by", "about__person", "about__council")
        message = whole.select_for_update(skip_locked=True, of=("self",)).first()
        if message:
            # Whoever had it never said what came of it.
            message.may_have_gone |= message.state == State.SENDING
            message.state = State.SENDING
            message.tries += 1
            message.due_at = timezone.now() + longest_conversation()
            message.save(update_fields=["state", "tries", "due_at", "may_have_gone"])
    return message


def longest_conversation() -> timedelta:
    """After which a sender that has not said what came of its message is taken for dead."""
    usual = settings.EMAIL_TIMEOUT or 0
    return timedelta(seconds=STEPS * usual + 2 * SECONDS_FOR_AN_E_MAIL)


def hand_over(message: OutboxMessage) -> Failure | None:
    """Hand a message to the mail server; what went wrong, if anything did."""
    try:
        email = compose(message)
    except Withheld as why:
        return Failure(str(why), for_good=True)
    except Exception as fault:
        # Ours, and of this message alone, whatever kind of error it is.
        logger.exception("An e-mail could not be put together")
        return Failure(f"{type(fault).__name__}: {fault}")
    try:
        return None if email.send() else NO_ADDRESS
    except Exception as error:
        logger.warning("An e-mail could not be sent", exc_info=True)
        return failure_from(error)


def settle_message(message: OutboxMessage, failure: Failure | None) -> None:
    """Write down what came of a claimed message, and what is recorded of it."""
    with transaction.atomic():
        unsent = OutboxMessage.objects.exclude(state=State.SENT)
        row = unsent.select_for_update().filter(pk=message.pk).first()
        # A claim that ran out may be another sender's by now, and a failure then theirs to tell.
        # That it went is true whatever was thought meanwhile.
        if row is None or (failure and (row.settled_at or row.tries != message.tries)):
            return
        now = timezone.now()
        row.said = failure.said if failure else ""
        row.may_have_gone |= failure is not None and failure.may_have_gone
        if failure and not (failure.for_good or is_given_up(row, now)):
            row.state = State.QUEUED
            row.due_at = now + pause_after(row.tries)
        else:
            row.state = State.FAILED if failure else State.SENT
            row.settled_at = now
        row.save(update_fields=["state", "said", "due_at", "settled_at", "may_have_gone"])
        if row.settled_at and row.kind in settlers:
            record_outcome(row)


def record_outcome(row: OutboxMessage) -> None:
    """What its kind records; a fault there must not have the e-mail sent again."""
    try:
        with transaction.atomic():
            settlers[row.kind](row)
    except OperationalError:
        raise
    except Exception as fault:
        logger.exception("What became of an e-mail could not be recorded")
        row.said = f"{row.said} (Not recorded: {type(fault).__name__}.)".strip()
        row.save(update_fields=["said"])


def pause_after(tries: int) -> timedelta:
    """A minute, twice as long each time, and half an hour at most."""
    return min(SHORTEST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)


def is_given_up(row: OutboxMessage, now: datetime) -> bool:
    return row.tries >= FEWEST_TRIES and now - row.queued_at >= GIVE_UP_AFTER
