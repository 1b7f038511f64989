"""allauth’s forms, in the words that our own pages use."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms

from web.forms.base import BaseForm
from web.govuk import TextInput


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"


class ForgottenPasswordForm(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"


class NameForm(BaseForm):
    submit = "Save your name"

    name = forms.CharField(
        label="Your name",
        max_length=150,
        help_text="Shown beside what you do from now on. Earlier entries keep the name of then.",
        widget=TextInput(attrs={"autocomplete": "name"}),
    )
