"""The covering e-mail on its way: composed once, so that what is kept is what was sent."""

import uuid
from datetime import datetime
from email.utils import format_datetime
from functools import cached_property
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from approvals.issuing import Covering
from councils.errors import Refused
from councils.models import User


class Composed(EmailMessage):
    """An e-mail whose bytes are settled: a mail server is handed those of `content`."""

    @cached_property
    def settled(self) -> Any:
        return super().message()

    def message(self, **_: Any) -> Any:
        return self.settled

    @property
    def content(self) -> bytes:
        return self.settled.as_bytes(linesep="\r\n")


def composed(
    covering: Covering, *, address: str, by: User, key: uuid.UUID, at: datetime
) -> Composed:
    """The covering e-mail, from the product; an answer goes to the person who sent it."""
    sender = settings.DEFAULT_FROM_EMAIL
    headers = {
        "Date": format_datetime(at),
        # A second try after a lost reply has the same name, so the other side can tell.
        "Message-ID": f"<{key}@{sender.rpartition('@')[2].strip('> ')}>",
    }
    message = Composed(
        covering.subject, covering.text, sender, [address], reply_to=[by.email], headers=headers
    )
    message.attach(covering.pdf_name, covering.pdf, "application/pdf")
    return message


def send(message: Composed) -> None:
    """Hand it to the mail server; Refused, in words, when the server does not take it."""
    try:
        message.send()
    except (SMTPException, OSError) as failure:
        raise Refused(
            "The mail server did not take the e-mail, so nothing was sent and nothing is "
            "recorded. Try again, or download it and send it from your own mail program."
        ) from failure
