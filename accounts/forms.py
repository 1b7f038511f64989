"""allauth’s forms, in the words that our own pages use."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from django import forms
from django.db import transaction

from councils.actions.account import prove_address
from councils.mail_kinds import may_be_declined
from councils.models import User
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

    def clean_email(self) -> str:
        """Somebody who has neither a password nor ever a role is known by a link at most."""
        email: str = super().clean_email()
        known: list[User] = vars(self)["users"]
        self.users = [one for one in known if has_account(one)]
        return email


def has_account(person: User) -> bool:
    """Whether they were ever given a role, or have a password: links alone give no account."""
    return person.has_usable_password() or person.appointments.exists()


def name_the_passwords(form: forms.Form) -> None:
    labels = {
        "oldpassword": "Your password now",
        "password1": "New password",
        "password2": "The new password again",
    }
    for name in form.fields.keys() & labels.keys():
        form.fields[name].label = labels[name]


class NewPasswordForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_passwords(self)


class PasswordByLinkForm(ResetPasswordKeyForm):
    """Whoever follows the link that was sent to an address has proved that it is theirs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_passwords(self)

    def save(self) -> None:
        with transaction.atomic():
            super().save()
            prove_address(self.user)


class NameForm(BaseForm):
    submit = "Save your name"

    name = forms.CharField(
        label="Your name",
        max_length=150,
        help_text="Shown beside what you do from now on. Earlier entries keep the name of then.",
        widget=TextInput(attrs={"autocomplete": "name"}),
    )


class MailForm(BaseForm):
    """One box for each kind that can be turned down, ticked while it is wanted."""

    submit = "Save what we e-mail you about"
    mark_optional = False

    wanted = forms.MultipleChoiceField(
        label="E-mail me when",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("wanted", [(code, kind.when) for code, kind in may_be_declined().items()])


class CalendarForm(BaseForm):
    """Makes a private address; where there is one, asks whether another or none is wanted."""

    submit = "Make a private address"
    wanted = forms.ChoiceField(
        label="What do you want instead?",
        choices=[
            ("another", "Another address. The one above stops working"),
            ("none", "No address. The one above stops working"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, has_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_address:
            self.submit = "Save"
        else:
            del self.fields["wanted"]
