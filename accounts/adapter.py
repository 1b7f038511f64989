"""How allauth signs people in here: by invitation only, and with the words they were typing."""

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from councils.notifications import password_link
from councils.outbox import queue_message
from web.saved_input import remember_person, save_input

if TYPE_CHECKING:
    from councils.models import User

# The page a person lands on says all of this already.
UNSAID = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


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
            save_input(request, user)
        return refusal

    def post_login(self, request: HttpRequest, user: "User", **how: Any) -> HttpResponse:
        response = super().post_login(request, user, **how)
        remember_person(response, user)
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
            queue_message(kind, to=person, address="" if person else email)

    def send_notification_mail(
        self, template_prefix: str, user: "User", *args: Any, **how: Any
    ) -> None:
        """Tell somebody that their account was changed, whatever allauth's settings say."""
        self.send_mail(template_prefix, user.email, {"user": user})
