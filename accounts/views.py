"""One's own account, beside what allauth's pages change of it."""

from typing import Any

from allauth.mfa.base.views import IndexView
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import CalendarForm, MailForm, NameForm
from accounts.proof import take_proof
from councils.access import Request
from councils.actions.account import (
    change_name,
    choose_mail,
    end_calendar_address,
    make_calendar_address,
)
from councils.calendar_keys import key_to_show
from councils.mail_kinds import always_sent, may_be_declined
from councils.models import CalendarAddress, MailChoice, SignIn
from councils.views.sign_ins import sign_ins_page
from web.responses import handle_form
from web.saved_input import saved_input


@require_http_methods(["POST"])
def account_confirm(request: Request) -> HttpResponse:
    """Is it you? Asked by `accounts.proof`, of which this takes the answer."""
    return take_proof(request)


class AccountPage(IndexView):
    """allauth's page of an account, when its person last signed in, and what they turned down."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        since = SignIn.objects.since_the_one_before(self.request.user)
        declined = MailChoice.objects.declined_by(self.request.user.pk).intersection(
            may_be_declined()
        )
        return super().get_context_data(
            **context,
            since=since,
            declined=declined,
            mail_kinds=may_be_declined(),
            calendar=CalendarAddress.objects.of(self.request.user.pk),
        )


@require_safe
def account_sign_ins(request: Request) -> HttpResponse:
    """Was every sign-in mine?"""
    page = sign_ins_page(request, SignIn.objects.filter(person=request.user))
    return render(
        request, "account/sign_ins.html", {"attempts": page, "back": reverse("mfa_index")}
    )


@require_http_methods(["GET", "POST"])
def account_name(request: Request) -> HttpResponse:
    """Is my name right?"""
    form = NameForm(
        request.POST or saved_input(request),
        initial={"name": request.user.name},
    )

    def save(typed: dict[str, str]) -> None:
        if change_name(request.user, name=typed["name"]):
            messages.success(request, "Your name is saved.")

    account = reverse("mfa_index")
    return handle_form(
        request, form, save, template="account/name.html", context={}, done=account, back=account
    )


@require_http_methods(["GET", "POST"])
def account_mail(request: Request) -> HttpResponse:
    """What do we e-mail you about?"""
    declined = MailChoice.objects.declined_by(request.user.pk)
    kinds = may_be_declined()
    form = MailForm(
        request.POST or saved_input(request),
        initial={"wanted": [code for code in kinds if code not in declined]},
    )

    def save(typed: dict[str, list[str]]) -> None:
        if choose_mail(request.user, wanted=typed["wanted"]):
            messages.success(request, "It is saved what we e-mail you about.")

    account = reverse("mfa_index")
    context = {"always": always_sent()}
    return handle_form(
        request,
        form,
        save,
        template="account/mail.html",
        context=context,
        done=account,
        back=account,
    )


@require_http_methods(["GET", "POST"])
def account_calendar(request: Request) -> HttpResponse:
    """At which address does my own calendar read by when what is due?"""
    address = CalendarAddress.objects.of(request.user.pk)
    key = key_to_show(address) if address else None
    data = request.POST if request.method == "POST" else saved_input(request)
    form = CalendarForm(data, has_address=address is not None)

    def save(typed: dict[str, str]) -> None:
        # Of one that was ended meanwhile, on a page that still showed it, none is wanted either.
        if "none" in (typed.get("wanted"), form.data.get("wanted")):
            end_calendar_address(request.user)
            messages.success(request, "Your private address is ended.")
        else:
            make_calendar_address(request.user)
            messages.success(request, "Your private address is made.")

    context = {
        "made": address,
        "address": settings.ADDRESS + reverse("calendar_feed", args=[key]) if key else "",
    }
    return handle_form(
        request,
        form,
        save,
        template="account/calendar.html",
        context=context,
        done=reverse("account_calendar"),
        back=reverse("mfa_index"),
    )
