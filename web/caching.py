"""Pages that anybody may read, the same for everybody, so that any cache may keep them."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, parse_http_date

# The list of councils, every address under a council's "published/", and no other.
ADDRESSES = re.compile(r"(/(?P<council>[-\w]+))?/published/")

# How long a cache may serve a page without asking: a correction is seen by everybody after that.
FRESH_SECONDS = 300


class PublicPagesMiddleware:
    """Answers a public page as though nobody in particular had asked.

    Without cookies there is no session to load and no person to look up, for the log either; and
    what cannot depend on who asks needs no `Vary: Cookie`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not ADDRESSES.match(request.path_info):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        response.headers.pop("Vary", None)
        return response


def cacheable(response: HttpResponse, *, changed_at: datetime, etag: str = "") -> HttpResponse:
    """The response for caches to keep, and named so that it can be asked for again.

    `etag` names its content where that is known without reading it; else the content is hashed.
    """
    response["ETag"] = f'"{etag or hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Last-Modified"] = http_date(changed_at.timestamp())
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The response, or 304 when the one who asks has it already."""
    if "ETag" not in response:
        return response
    modified = parse_http_date(response["Last-Modified"])
    same = get_conditional_response(request, response["ETag"], modified, response)
    return same or response
