"""The keys of the addresses at which people's calendars read their dates.

A key is made from the server's own each time it is shown, so that no table holds it.
"""

import hashlib
from base64 import urlsafe_b64encode

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from councils.models import CalendarAddress, User

SALT = "councils.calendar_keys"


def key_of(address: CalendarAddress, *, secret: str | None = None) -> str:
    """256 bits that follow from the server's key, as 43 letters of an address.

    `secret` is an older key of the server.
    """
    whole = salted_hmac(SALT, str(address.nonce), secret=secret, algorithm="sha256")
    return urlsafe_b64encode(whole.digest()).decode().rstrip("=")


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def key_to_show(address: CalendarAddress) -> str | None:
    """The key whose digest is kept, by the server's key of today or an older one; None by none."""
    for secret in (None, *settings.SECRET_KEY_FALLBACKS):
        key = key_of(address, secret=secret)
        if constant_time_compare(digest_of(key), address.key_digest):
            return key
    return None


def person_with_calendar(key: str) -> User | None:
    """Whose dates a key opens; None for a key that nobody has, or has no more."""
    found = (
        CalendarAddress.objects.select_related("person").filter(key_digest=digest_of(key)).first()
    )
    if found is None or not found.person.is_active:
        return None
    return found.person if CalendarAddress.objects.of(found.person.pk) == found else None
