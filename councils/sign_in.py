"""How allauth signs people in here: by invitation only, and with the words they were typing."""

import logging
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from councils import kept

if TYPE_CHECKING:
    from councils.models import User

logger = logging.getLogger(__name__)

# The page a person lands on says all of this already.
UNSAID = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


def password_link(key: str) -> str:
    """Where a password is set with `key`: on the address we are known by, not the one asked for."""
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return settings.ADDRESS + path.replace("UID-KEY", key)


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are invited."""
        return False

    def clean_email(self, email: str) -> str:
        return super().clean_email(email.strip().lower())

    def get_reset_password_from_key_url(self, key: str) -> str:
        return password_link(key)

    def pre_login(self, request: HttpRequest, user: "User", **how: Any) -> HttpResponse | None:
        """Called when the password was right, before any code is asked for."""
        refusal = super().pre_login(request, user, **how)
        if refusal is None:
            kept.keep(request, user)
        return refusal

    def post_login(self, request: HttpRequest, user: "User", **how: Any) -> HttpResponse:
        response = super().post_login(request, user, **how)
        kept.remember(response, user)
        return response

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **how: Any,
    ) -> None:
        if message_template not in UNSAID:
            super().add_message(request, level, message_template, *args, **how)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send at once; a mail server that is away is a page that says so, not an error."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as failure:
            logger.exception("An e-mail about signing in could not be sent")
            page = render(self.request, "councils/mail_away.html", status=503)
            raise ImmediateHttpResponse(page) from failure
