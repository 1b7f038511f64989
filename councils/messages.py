"""The outbox: sends the messages that wait, each once it is locked, and loses none."""

import logging
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from councils.models import Appointment, Message
from councils.prepared import prepared
from councils.sign_in import password_link

logger = logging.getLogger(__name__)

# The server answered, and will not have this one message; another may still pass.
THIS_ONE_REFUSED = (SMTPRecipientsRefused, SMTPDataError, SMTPSenderRefused)
AT_ONCE, A_FEW = 100, 10


def send_waiting(limit: int = AT_ONCE) -> int:
    """Send up to `limit` messages that wait, or AT_ONCE; how many went. Stops at a dead server."""
    sent = tried = 0
    for waits in waiting():
        if tried == limit:
            break
        # One transaction each: a failure takes back nothing that has already gone.
        with transaction.atomic():
            message = next(iter(locked(waits.pk)), None)
            if message is None:
                continue
            tried += 1
            failure = failure_of(message)
            message.sent_at = None if failure else timezone.now()
            message.failure = f"{type(failure).__name__}: {failure}" if failure else ""
            message.save(update_fields=["sent_at", "failure"])
        sent += failure is None
        if isinstance(failure, OSError) and not isinstance(failure, THIS_ONE_REFUSED):
            break
    return sent


def send_now() -> None:
    """Send what was just written, from a page: whatever goes wrong, the page goes on."""
    try:
        send_waiting(A_FEW)
    except Exception:
        # The rows stay; `manage.py send_messages` tries again.
        logger.exception("Messages could not be sent")


def failure_of(message: Message) -> Exception | None:
    """Send one message; what went wrong, if anything did, which holds up no other message."""
    try:
        compose(message).send()
    except Exception as failure:
        logger.exception("A message could not be sent")
        return failure
    return None


@prepared
def waiting() -> QuerySet[Message]:
    """In the order they are sent: those that failed before come last."""
    waits = Message.objects.filter(sent_at=None).only("pk")
    return waits.order_by("failure", "written_at", "pk")[:AT_ONCE]


@prepared
def locked(message: int) -> QuerySet[Message]:
    """A message that waits, unless somebody else is sending it."""
    waits = Message.objects.filter(pk=message, sent_at=None)
    whole = waits.select_related("council", "to", "by", "about__person", "about__council")
    return whole.select_for_update(skip_locked=True, of=("self",))


def compose(message: Message) -> EmailMessage:
    """The e-mail in words: the template's first line is its subject."""
    text = render_to_string(templates_of(message.kind), facts_of(message))
    subject, _, body = text.strip().partition("\n")
    return EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[message.to.email])


def templates_of(kind: str) -> list[str]:
    """Where its words may lie: each floor keeps those of its own kinds under its own name."""
    return [f"{floor.label}/mail/{kind}.txt" for floor in apps.get_app_configs()]


def facts_of(message: Message) -> dict[str, object]:
    """What a message speaks of."""
    facts: dict[str, object] = {
        "to": message.to,
        "council": message.council,
        "by": message.by,
        "role": message.role,
        "on": message.on,
        "page": settings.ADDRESS + message.page,
    }
    return facts if message.about is None else facts | facts_of_grant(message, message.about)


def facts_of_grant(message: Message, appointment: Appointment) -> dict[str, object]:
    """Which role was given; a link that lets somebody in is made here and never stored."""
    history = appointment.history.select_related("act__actor").order_by("history_date")
    granted = history[0]
    known = message.to.has_usable_password()
    return {
        "appointment": appointment,
        "granted_by": granted.act.actor,
        "granted_at": granted.act.at,
        # A council's first act sets it up, together with its first administrator.
        "set_up": granted.act.sequence == 1,
        "by_themselves": granted.history_user_id == appointment.person_id,
        "known": known,
        "link": settings.ADDRESS + "/" if known else link_to_set_a_password(message),
        "new_link": settings.ADDRESS + reverse("account_reset_password"),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        "page": settings.ADDRESS
        + reverse("appointment", args=[message.council.slug, appointment.pk]),
    }


def link_to_set_a_password(message: Message) -> str:
    key = default_token_generator.make_token(message.to)
    return password_link(f"{user_pk_to_url_str(message.to)}-{key}")
