"""How a link is opened: what it is, a code to the address it was sent to, and the code typed."""

from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils.actions.sign_ins import note_attempt
from councils.models import SignIn
from plans.actions.guests import WrongCode, open_link, send_code
from plans.forms.guests import AskCodeForm, CodeForm
from plans.guest_keys import CODE_LASTS, link_with, nonce_now
from plans.guest_sessions import begin
from plans.guests import LinkState, state_of
from plans.models import GuestLink
from web.drawn import typed_fields
from web.errors import Refused
from web.responses import handle_form

# How often a code is asked for, and how often one is typed.
LIMITS = {"ask": "5/h/key,30/h/ip", "try": "5/10m/key"}
MINUTES = int(CODE_LASTS.total_seconds() // 60)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest_link(request: HttpRequest, key: str) -> HttpResponse:
    """What is this link? Opened it sends nothing and spends nothing: mail scanners open links."""
    link = open_link_with(key)
    if link is None:
        return nothing_page(request)
    form = AskCodeForm(request.POST if request.method == "POST" else None)

    def ask(_: Any) -> None:
        if not within_limit(request, "ask", str(link.pk)):
            raise Refused("Too many codes were asked for. Wait an hour, then ask for another.")
        send_code(link)

    here, code = reverse("guest_link", args=[key]), reverse("guest_code", args=[key])
    context = {"link": link, "address": masked(link.person.email), "minutes": MINUTES}
    return handle_form(
        request, form, ask, template="plans/guest_link.html", context=context, done=code, back=here
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def guest_code(request: HttpRequest, key: str) -> HttpResponse:
    """Which digits were sent?"""
    link = open_link_with(key)
    if link is None:
        return nothing_page(request)
    form = CodeForm(request.POST if request.method == "POST" else None)

    def go_on(typed: dict[str, str]) -> None:
        if not within_limit(request, "try", f"{link.pk}:{nonce_now(link)}"):
            raise Refused("Too many wrong codes. Ask for a new one.", field="code")
        try:
            open_link(link, typed["code"])
        except WrongCode:
            note_attempt(link.person, SignIn.Outcome.WRONG_CODE)
            raise
        begin(request, link)

    context = {"link": link, "address": masked(link.person.email), "minutes": MINUTES}
    return handle_form(
        request,
        form,
        go_on,
        template="plans/guest_code.html",
        context={**context, "again": reverse("guest_link", args=[key])},
        done=reverse("guest_part", args=[link.pk]),
        back=reverse("guest_code", args=[key]),
    )


@login_not_required
@require_POST
def guest_leave(request: HttpRequest, link: int) -> HttpResponse:
    """Sign out: the session and all it had opened end."""
    request.session.flush()
    return redirect("guest_left")


@login_not_required
@require_safe
def guest_left(request: HttpRequest) -> HttpResponse:
    """They are signed out, and may open their link again."""
    return render(request, "plans/guest_left.html")


def open_link_with(key: str) -> GuestLink | None:
    """The link that a key opens now; of one that does no more strangers learn nothing."""
    link = link_with(key)
    is_open = link and state_of(link, timezone.localdate()) == LinkState.OPEN
    return link if is_open else None


def nothing_page(request: HttpRequest) -> HttpResponse:
    """The one answer to a link that is unknown, over, taken back or sent again (404).

    What was typed comes back to whoever typed it.
    """
    return render(request, "plans/guest_nothing.html", {"typed": typed_fields(request)}, status=404)


def within_limit(request: HttpRequest, action: str, key: str) -> bool:
    """Whether it may be done once more, by the limiter that signing in has."""
    return bool(ratelimit.consume(request, app="guest", action=action, config=LIMITS, key=key))


def masked(address: str) -> str:
    """Enough of an address to know one's own by: "p…@partner.test"."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"
