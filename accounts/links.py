"""Links that set a password: an hour for a forgotten one, days for an invitation."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.http import base36_to_int

if TYPE_CHECKING:
    from councils.models import User


class LinkTokens(PasswordResetTokenGenerator):
    """Django's, which dies with the address and the password, and of two lifetimes.

    allauth's own notes the address as not proved when a link is made, so that whoever asks for one
    in somebody's name would keep them from turning on a second factor.
    """

    def check_token(self, user: Any, token: str | None) -> bool:
        if not token or not super().check_token(user, token):
            return False
        made = base36_to_int(token.partition("-")[0])
        age = self._num_seconds(self._now()) - made
        return age <= lifetime_of_link(user).total_seconds()


def lifetime_of_link(person: "User") -> timedelta:
    """Somebody who has a password has forgotten it; somebody who has none was invited."""
    known = person.has_usable_password()
    return settings.RESET_LINK_LASTS if known else settings.INVITATION_LASTS
