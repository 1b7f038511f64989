"""Who asks: the session and its person, each by a query that Django puts together once.

Every page of somebody who signed in begins with these two.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from councils.models import User
from web.compiled_queries import prepared


class SessionStore(DatabaseStore):
    """Sessions as Django keeps them in the database; where this module is the SESSION_ENGINE."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        """The session, unless it has run out; without one there is no key any more."""
        found = session_at(self.session_key, timezone.now()) if self.session_key else []
        if not found:
            self._session_key = None
        return found[0] if found else None


class Backend(AuthenticationBackend):
    """allauth's, by e-mail address and password."""

    def get_user(self, user_id: Any) -> User | None:
        found = person_with(user_id)
        return found[0] if found and self.user_can_authenticate(found[0]) else None


@prepared
def session_at(key: str, now: Any) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


@prepared
def person_with(key: int) -> QuerySet[User]:
    return User.objects.filter(pk=key)
