"""Sessions that nobody uses end, after as long as the council says; what is typed then is kept."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from councils.models import Council

SEEN_AT = "seen_at"
# Written no more often than this, or each page would cost a write.
A_MINUTE = timedelta(minutes=1).total_seconds()
USUAL = 60


@receiver(user_logged_in)
def signed_in(request: HttpRequest, **_: Any) -> None:
    request.session[SEEN_AT] = time.time()


class IdleSessionMiddleware:
    """Ends a session that was idle too long, before `SavedInputMiddleware` asks who somebody is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        # Pages that anybody may read are alike for everybody, and must not touch the session.
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return
        idle = time.time() - request.session.get(SEEN_AT, 0)
        if SEEN_AT in request.session and idle < A_MINUTE:
            return
        minutes = idle_minutes(request)
        if SEEN_AT in request.session and idle > minutes * 60:
            logout(request)
            messages.info(
                request, f"You were signed out, as nothing was done for {minutes} minutes."
            )
            return
        request.session[SEEN_AT] = time.time()


def idle_minutes(request: HttpRequest) -> int:
    """The shortest time that one of the person's councils allows."""
    councils = Council.objects.of(request.user, on=timezone.localdate())  # type: ignore[arg-type]
    return min((council.idle_minutes for council in councils), default=USUAL)
