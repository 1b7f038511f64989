"""The e-mails of this floor in words: of a role that was given, and of a forgotten password."""

from enum import StrEnum

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from councils.models import Appointment, OutboxMessage, User
from councils.outbox import composes, from_template, settles
from councils.record.models import Act


class CouncilNotice(StrEnum):
    """Each is a template in `templates/councils/mail`; the last two are of allauth's asking."""

    INVITATION = "invitation"
    ROLE_GRANTED = "role_granted"
    NOT_AS_KEPT = "not_as_kept"
    PASSWORD_RESET = "password_reset_key"  # noqa: S105
    UNKNOWN_ACCOUNT = "unknown_account"


@composes(CouncilNotice.INVITATION)
def invitation(message: OutboxMessage) -> EmailMessage:
    """A link that lets somebody in is made here and never stored."""
    assert message.about
    appointment, person = message.about, message.about.person
    act = granted_in(appointment)
    known = person.has_usable_password()
    return from_template(
        message,
        appointment=appointment,
        granted_by=act.actor,
        # A council's first act sets it up, together with its first administrator.
        set_up=act.sequence == 1,
        by_themselves=act.actor.person_id == person.pk,
        known=known,
        link=settings.ADDRESS + "/" if known else link_to_set_a_password(person),
        new_link=settings.ADDRESS + reverse("account_reset_password"),
        days=settings.PASSWORD_RESET_TIMEOUT // 86_400,
    )


@composes(CouncilNotice.ROLE_GRANTED)
def role_granted(message: OutboxMessage) -> EmailMessage:
    assert message.about
    appointment, act = message.about, granted_in(message.about)
    page = reverse("appointment", args=[appointment.council.slug, appointment.pk])
    return from_template(
        message,
        appointment=appointment,
        granted_by=act.actor,
        granted_at=act.at,
        page=settings.ADDRESS + page,
    )


def granted_in(appointment: Appointment) -> Act:
    """The act that gave the role."""
    return appointment.history.select_related("act__actor").earliest("history_date").act


@composes(CouncilNotice.PASSWORD_RESET)
def password_reset(message: OutboxMessage) -> EmailMessage:
    assert message.to
    return from_template(message, link=link_to_set_a_password(message.to))


@settles(CouncilNotice.UNKNOWN_ACCOUNT)
def forget(message: OutboxMessage) -> None:
    """Of an address that is nobody's here nothing is kept."""
    message.delete()


def link_to_set_a_password(person: User) -> str:
    key = default_token_generator.make_token(person)
    return password_link(f"{user_pk_to_url_str(person)}-{key}")


def password_link(key: str) -> str:
    """Where a password is set with `key`: on the address we are known by, not the one asked for."""
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return settings.ADDRESS + path.replace("UID-KEY", key)
