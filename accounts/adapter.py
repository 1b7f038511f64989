"""How allauth signs people in here: by invitation only, and with the words they were typing."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from accounts.proof import is_proved
from accounts.sign_ins import failed_as, said_of_failures
from councils.actions.sign_ins import note_attempt
from councils.models import SignIn
from councils.notifications import password_link
from councils.outbox import queue_message
from web.saved_input import remember_person, save_input

if TYPE_CHECKING:
    from councils.models import User

# The page a person lands on says all of this already.
UNSAID = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


JUST_NOW = timedelta(minutes=5)


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right.",
    }

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
        note_attempt(user, SignIn.Outcome.SIGNED_IN)
        if failures := said_of_failures(request, user):
            messages.warning(request, failures)
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            failed_as(credentials, SignIn.Outcome.LOCKED_OUT)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        failed_as(credentials, SignIn.Outcome.WRONG_PASSWORD)

    def is_reauthentication_required(self, *, app: str, **how: Any) -> bool:
        """For what changes the account: whoever has just signed in has just proved who they are."""
        if self.request and is_proved(self.request, within=JUST_NOW):
            return False
        return super().is_reauthentication_required(app=app, **how)

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
