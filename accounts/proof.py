"""Who somebody is, proved again before what decides, signs, grants or submits.

Which pages those are the floors say, in `needs_proof` of their AppConfig. What was typed on one
goes through the page that asks, and is then carried out as if it had come at once.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.forms import ReauthenticateForm as PasswordForm
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.base.forms import ReauthenticateForm as CodeForm
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.apps import apps
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.datastructures import MultiValueDict

from web.saved_input import (
    PREFIX,
    Fields,
    carried_fields,
    files_among,
    posted_fields,
    put_into_session,
    too_much,
)

PROVED_AT = "proved_at"
LASTS = timedelta(minutes=30)


@cache
def guarded_pages() -> frozenset[str]:
    """The names of the pages whose forms ask for a proof that is not too old."""
    return frozenset(
        name for app in apps.get_app_configs() for name in getattr(app, "needs_proof", tuple)()
    )


@receiver(user_logged_in)
def signed_in(request: HttpRequest, **_: Any) -> None:
    """A sign-in is a proof."""
    note_proof(request)


def note_proof(request: HttpRequest) -> None:
    request.session[PROVED_AT] = time.time()


def is_proved(request: HttpRequest, *, within: timedelta = LASTS) -> bool:
    proved = request.session.get(PROVED_AT, 0)
    return time.time() - proved < within.total_seconds()


class ProofMiddleware:
    """Stops what is sent to a guarded page until the person has proved once more who they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if request.method != "POST" or match is None or match.url_name not in guarded_pages():
            return None
        if not request.user.is_authenticated or is_proved(request):
            return None
        return ask(request, posted_fields(request), path=request.get_full_path())


def ask(
    request: HttpRequest,
    typed: Fields,
    *,
    path: str,
    form: forms.Form | None = None,
) -> HttpResponse:
    """The page that asks for the password or a code, with what was typed in hidden fields."""
    files = files_among(typed)
    if too_much(typed):
        # More than a form can carry waits on the server instead.
        put_into_session(request, urlsplit(path).path, typed)
        typed = []
    context = {
        "form": form or proof_form(request),
        "path": path,
        "kept": [(PREFIX + name, value) for name, value in typed],
        "files": files,
        "minutes": int(LASTS.total_seconds() // 60),
    }
    return render(request, "account/confirm.html", context, status=422 if form else 401)


def proof_form(request: HttpRequest, data: QueryDict | None = None) -> forms.Form:
    """A code where an authenticator app is on, else the password."""
    kind = CodeForm if is_mfa_enabled(request.user) else PasswordForm
    return kind(data, user=request.user)


def take_proof(request: HttpRequest) -> HttpResponse:
    """The answer to `ask`: what was typed is carried out, or comes back to its own page."""
    typed, path = carried_fields(request), request.POST.get("next", "")
    form = proof_form(request, request.POST)
    if not form.is_valid():
        return ask(request, typed, path=path, form=form)
    if isinstance(form, CodeForm):
        form.save()
    else:
        reauthenticate_by_password(request)
    note_proof(request)
    return go_on(request, path, typed)


def go_on(request: HttpRequest, path: str, typed: Fields) -> HttpResponse:
    """Send the words to their page; what that does not carry out is put back on it."""
    where = urlsplit(path)
    try:
        match = resolve(where.path)
    except Resolver404:
        return redirect("home")
    if match.url_name not in guarded_pages():
        return redirect("home")
    if typed and not files_among(typed):
        request.POST = QueryDict(urlencode(typed))
        request._files = MultiValueDict()  # type: ignore[attr-defined]
        request.GET = QueryDict(where.query)
        request.META["QUERY_STRING"] = where.query
        request.path = request.path_info = where.path
        request.resolver_match = match
        answer = match.func(request, *match.args, **match.kwargs)
        if answer.status_code in (301, 302, 303):
            return answer
    if typed:
        put_into_session(request, where.path, typed)
    return redirect(where.path)
