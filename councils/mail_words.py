"""An e-mail in words: its subject and template, where to turn it down, and its plan's thread."""

import uuid
from email.message import Message
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from councils.mail_kinds import mail_kinds
from councils.models import OutboxMessage

LESS_OR_MORE = "To say what you are e-mailed about:"
ALWAYS = "This e-mail guards your account or your council, so it cannot be turned off. Others can:"


def from_template(message: OutboxMessage, **facts: object) -> EmailMessage:
    """An e-mail by its kind's row of the table and its template."""
    known = {
        "to": message.to,
        "council": message.council,
        "by": message.by,
        "role": message.role,
        "on": message.on,
        "page": settings.ADDRESS + message.page,
        "plan": message.title or "a plan",
        **message.facts,
        **facts,
    }
    names = [f"{floor.label}/mail/{message.kind}.txt" for floor in apps.get_app_configs()]
    body = render_to_string(names, known).strip()
    subject = mail_kinds()[message.kind].subject.format_map(known)
    whole = f"{body}\n{where_to_change(message)}"
    return EmailMessage(" ".join(subject.split()), whole, to=[message.recipient])


def where_to_change(message: OutboxMessage) -> str:
    """How each e-mail to somebody with an account ends."""
    if message.to is None:
        return ""
    said = LESS_OR_MORE if mail_kinds()[message.kind].may_be_declined else ALWAYS
    return f"\n-- \n{said}\n{settings.ADDRESS}{reverse('account_mail')}\n"


def address_of(name: object) -> str:
    """The name of an e-mail, or of a thread, to the rest of the world."""
    return f"<{name}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2].strip('> ')}>"


def thread_of(message: OutboxMessage) -> dict[str, str]:
    """Headers by which mail programs show all e-mails of one plan beneath each other.

    They answer one that was never sent, whose name hangs on the plan alone.
    """
    if message.plan is None:
        return {}
    root = address_of(f"plan.{uuid.uuid5(uuid.NAMESPACE_OID, f'plan {message.plan}')}")
    return {"References": root, "In-Reply-To": root}


class Withheld(Exception):
    """Raised by a composer: the e-mail must not go any more. Its words say why."""


class Frozen(EmailMessage):
    """An e-mail whose bytes were settled before it was queued: a mail server is handed those."""

    def __init__(self, content: bytes, *, to: str) -> None:
        super().__init__(to=[to])
        self.content = content

    def message(self, **_: Any) -> Any:
        return FrozenBytes(self.content)


class FrozenBytes(Message):
    """What Django's mail backends write: the same bytes, whatever line ends they ask for."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.content = content

    def as_bytes(self, *args: Any, **how: Any) -> bytes:
        return self.content
