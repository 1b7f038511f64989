"""Headers that Django and django-csp leave to us."""

from collections.abc import Callable
from functools import cache

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import has_vary_header

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

# Django's own pages of these bring styles with them while DEBUG is on.
EXPLAINED = (404, 500)


class ContentPolicyMiddleware:
    """Gives every page the one policy; django-csp's own puts it together anew for each."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in EXPLAINED):
            response.headers.setdefault("Content-Security-Policy", content_policy())
        return response


@cache
def content_policy() -> str:
    """As the settings say; no page has a policy or a nonce of its own."""
    policy: str = build_policy()
    return policy


class PrivatePagesMiddleware:
    """Keeps every answer that depends on who asks out of every cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        if has_vary_header(response, "Cookie"):
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response
