"""The keys of links that are sent to people without an account, and the codes that go with them.

Both are made from the server's own key each time they are needed, so that an e-mail that is tried
twice says the same twice and no table, nor the outbox, holds either of them.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import constant_time_compare, salted_hmac

from plans.models import GuestLink

SALT = "plans.guest_keys"
CODE_LASTS = timedelta(minutes=10)
DIGITS = 6


def key_of(link: GuestLink, *, secret: str | None = None) -> str:
    """What its address says: 256 bits that follow from the server's key and how often it was sent.

    43 letters of an address. `secret` is an older key of the server.
    """
    whole = salted_hmac(SALT, f"{link.nonce}:{link.sendings}", secret=secret, algorithm="sha256")
    return urlsafe_b64encode(whole.digest()).decode().rstrip("=")


def digest_of(key: str) -> str:
    """All that is kept of a link's key: its SHA-256."""
    return hashlib.sha256(key.encode()).hexdigest()


def key_to_send(link: GuestLink) -> str | None:
    """The key whose digest is kept, by the server's key of today or an older one; None by none."""
    for secret in (None, *settings.SECRET_KEY_FALLBACKS):
        key = key_of(link, secret=secret)
        if constant_time_compare(digest_of(key), link.key_digest):
            return key
    return None


def link_with(key: str) -> GuestLink | None:
    """The link that a key opens, whether it is open still or not."""
    digest = digest_of(key)
    rows = GuestLink.objects.select_related("person", "sent_by", "plan__council")
    found = rows.filter(key_digest=digest).first()
    return found if found and constant_time_compare(found.key_digest, digest) else None


def begin_code(link: GuestLink) -> str:
    """Let a new code open the link for `CODE_LASTS`, and no earlier one; what it is made from."""
    nonce = secrets.token_hex(16)
    cache.set(place_of(link), nonce, CODE_LASTS.total_seconds())
    return nonce


def nonce_now(link: GuestLink) -> str:
    """What the code that opens the link now is made from; "" where there is none."""
    return cache.get(place_of(link), "")


def forget_code(link: GuestLink) -> None:
    """A code opens a link once."""
    cache.delete(place_of(link))


def code_from(nonce: str) -> str:
    """Six digits."""
    number = int.from_bytes(salted_hmac(SALT, f"code {nonce}", algorithm="sha256").digest(), "big")
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def is_code(link: GuestLink, typed: str) -> bool:
    """Whether these digits are the code that opens the link now; spaces among them do not count."""
    nonce = nonce_now(link)
    return bool(nonce) and constant_time_compare("".join(typed.split()), code_from(nonce))


def place_of(link: GuestLink) -> str:
    """Where the cache holds it: of a link that is sent again, nowhere any more."""
    return f"guest-code:{link.pk}:{link.sendings}"
