"""How allauth signs people in here: by invitation only, and with the words they were typing."""

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from councils import kept
from councils.outbox import queue

if TYPE_CHECKING:
    from councils.models import User

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
        """Queue it, under the last word of allauth's name for it: no page waits for mail.

        Of what allauth would say in it only the person is kept, and no secret.
        """
        kind, person = template_prefix.rpartition("/")[2], context.get("user")
        with transaction.atomic():
            queue(kind, to=person, address="" if person else email)
