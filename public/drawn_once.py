"""Public pages that are drawn once, and served again until anything is done in their council.

Every change of what such a page shows is an act in its council's record, or a new day. So the
newest act and the day name what was drawn, and one small read tells whether it still holds.
"""

import hashlib
from collections.abc import Callable
from datetime import date
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from councils.record.newest import newest_act_of
from web.caching import ADDRESSES, unless_known

View = Callable[..., HttpResponse]
# What one process keeps of a page at the most; a longer one is drawn each time.
LONGEST = 256 * 1024
# The views whose pages are kept.
DRAWN_ONCE: set[Callable[..., HttpResponseBase]] = set()


class DrawnOnceMiddleware:
    """Answers with what was drawn before, ahead of whatever asks who is asking."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        public = ADDRESSES.match(request.path_info)
        if public is None or public["council"] is None or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        # Before the page is drawn: what is done meanwhile is shown too early, never too late.
        name = name_of(request.path_info, public["council"], today_in_london())
        kept = caches["drawn"].get(name) if name else None
        if kept:
            return unless_known(request, HttpResponse(kept[1], headers=kept[0]))
        response = self.get_response(request)
        if not (is_drawn_once(request) and isinstance(response, HttpResponse)):
            return response
        if name and "ETag" in response and len(response.content) <= LONGEST:
            caches["drawn"].set(name, (dict(response.headers), response.content))
        return unless_known(request, response)


def drawn_once(view: View) -> View:
    """A page of a council for anybody, which depends on its address and the day `on` alone."""

    @login_not_required
    @require_safe
    @wraps(view)
    def draw(request: HttpRequest, **named: str) -> HttpResponse:
        return view(request, **named, on=today_in_london())

    DRAWN_ONCE.add(draw)
    return draw


def is_drawn_once(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.func in DRAWN_ONCE


def name_of(path: str, council: str, on: date) -> str:
    """The page as it is now; "" where nothing was ever done, so that there is none."""
    act = newest_act_of(council)
    return hashlib.sha256(f"{path} {act} {on}".encode()).hexdigest() if act else ""


def today_in_london() -> date:
    return timezone.localdate()
