"""The e-mails to somebody without an account: the link, and the code that opens it.

Neither says a word of the plan, not its title either: nobody knows yet whose address it is.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from councils.mail_words import Withheld, from_template
from councils.models import OutboxMessage
from councils.outbox import composes, settles
from plans.guest_keys import CODE_LASTS, code_from, key_to_send, nonce_now
from plans.guests import LinkState, state_of
from plans.models import GuestLink

OVERTAKEN = "The link was taken back, or sent again, before this went."


@composes("guest_link")
def guest_link(message: OutboxMessage) -> EmailMessage:
    """The link is made as it goes, so that the outbox keeps none."""
    link = link_of(message)
    key = key_to_send(link) if link.sendings == message.facts["sending"] else None
    if key is None:
        raise Withheld(OVERTAKEN)
    return from_template(
        message,
        do="write" if link.may_write else "comment on",
        name=link.person.name,
        page=settings.ADDRESS + reverse("guest_link", args=[key]),
    )


@composes("guest_code")
def guest_code(message: OutboxMessage) -> EmailMessage:
    link, nonce = link_of(message), message.facts["nonce"]
    if nonce_now(link) != nonce:
        raise Withheld("This code is spent, or another was asked for.")
    minutes = int(CODE_LASTS.total_seconds() // 60)
    return from_template(message, code=code_from(nonce), minutes=minutes)


@settles("guest_code")
def forget(message: OutboxMessage) -> None:
    """What a code was made from is not kept."""
    message.delete()


def link_of(message: OutboxMessage) -> GuestLink:
    """The link that an e-mail is about, while it is open."""
    rows = GuestLink.objects.select_related("person", "plan__council")
    link = rows.get(pk=message.facts["link"])
    if state_of(link, timezone.localdate()) != LinkState.OPEN:
        raise Withheld(OVERTAKEN)
    return link
