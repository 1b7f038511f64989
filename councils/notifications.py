"""The e-mails of this floor in words: of a role that was given, and of a forgotten password."""

from datetime import date
from enum import StrEnum
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import resolve, reverse
from django.utils import timezone

from councils.mail_words import from_template
from councils.models import Appointment, OutboxMessage, User
from councils.models.appointments import vacant_after
from councils.outbox import composes, settles
from councils.record.models import Act
from councils.roles import GUARDED, NEVER_VACANT, Role
from councils.safeguards import LOOSENED_BY, loosened
from web.diffs import differences_of


class CouncilNotice(StrEnum):
    """Each is a template in `templates/councils/mail`; allauth asks for most of an account."""

    INVITATION = "invitation"
    ROLE_GRANTED = "role_granted"
    NOT_AS_KEPT = "not_as_kept"
    ROLE_CONFIRMED = "role_confirmed"
    ROLE_ENDED = "role_ended"
    ROLE_END_ASKED = "role_end_asked"
    ROLE_CHANGE_REFUSED = "role_change_refused"
    NAME_CHANGED = "name_changed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    PASSWORD_SET = "password_set"  # noqa: S105
    PASSWORD_SET_BY_LINK = "password_reset"  # noqa: S105
    FACTOR_ON = "totp_activated"
    FACTOR_OFF = "totp_deactivated"
    CODES_MADE = "recovery_codes_generated"
    SAFEGUARD_CHANGED = "safeguard_changed"
    SAFEGUARD_LOOSENED = "safeguard_loosened"
    PASSWORD_RESET = "password_reset_key"  # noqa: S105
    ACCOUNT_DEACTIVATED = "account_deactivated"
    ACCOUNT_REACTIVATED = "account_reactivated"
    EVERY_ROLE_ENDED = "every_role_ended"
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
        waits=appointment.state(timezone.localdate()) == appointment.State.WAITING,
        granted_by=act.actor,
        # A council's first act sets it up, together with its first administrator.
        set_up=act.sequence == 1,
        by_themselves=act.actor.person_id == person.pk,
        known=known,
        opening="Your role in" if known else "Your invitation to",
        link=link_to_accept(appointment) if known else link_to_set_a_password(person),
        new_link=settings.ADDRESS + reverse("account_reset_password"),
        days=settings.INVITATION_LASTS.days,
    )


def link_to_accept(appointment: Appointment) -> str:
    """Where somebody who has a password takes up a role: at once, but for an invitation."""
    return settings.ADDRESS + (reverse("invitations") if appointment.invited_as else "/")


@composes(CouncilNotice.ROLE_GRANTED)
def role_granted(message: OutboxMessage) -> EmailMessage:
    assert message.about
    appointment, act = message.about, granted_in(message.about)
    return from_template(
        message,
        appointment=appointment,
        guarded=appointment.role in GUARDED,
        waits=appointment.state(timezone.localdate()) == appointment.State.WAITING,
        granted_by=act.actor,
        granted_at=act.at,
        vacant_after=vacancy_in(appointment),
        page=appointment_page(appointment),
    )


@composes(CouncilNotice.ROLE_CONFIRMED)
@composes(CouncilNotice.ROLE_ENDED)
@composes(CouncilNotice.ROLE_END_ASKED)
@composes(CouncilNotice.ROLE_CHANGE_REFUSED)
def role_changed(message: OutboxMessage) -> EmailMessage:
    """Told to all who hold or held a role that clears or decides."""
    assert message.about
    appointment = message.about
    withdrawn = appointment.state(timezone.localdate()) == appointment.State.WITHDRAWN
    return from_template(
        message,
        appointment=appointment,
        withdrawn=withdrawn,
        became="was withdrawn" if withdrawn else "ends",
        changed_at=message.queued_at,
        vacant_after=vacancy_in(appointment),
        page=appointment_page(appointment),
    )


@composes(CouncilNotice.SAFEGUARD_LOOSENED)
def safeguard_loosened(message: OutboxMessage) -> EmailMessage:
    """With what was changed: who decides does not read the council's record."""
    assert message.council
    number = resolve(message.page).kwargs["sequence"]
    act = Act.objects.get(council=message.council, sequence=number)
    states = message.council.history
    then = states.filter(act__sequence__lt=number).latest("act__sequence")
    before, after = values_of_guards(then), values_of_guards(states.get(act=act))
    changed = {name: after[name] for name in loosened(before, after)}
    return from_template(message, changes=differences_of(then.instance, changed), changed_at=act.at)


def values_of_guards(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in LOOSENED_BY}


def vacancy_in(appointment: Appointment) -> date | None:
    """The last day on which an office that the law wants held has a holder, if that is known."""
    role = Role(appointment.role)
    if role not in NEVER_VACANT:
        return None
    return vacant_after(appointment.council, role, timezone.localdate())


def appointment_page(appointment: Appointment) -> str:
    page = reverse("appointment", args=[appointment.council.slug, appointment.pk])
    return settings.ADDRESS + page


def granted_in(appointment: Appointment) -> Act:
    """The act that gave the role."""
    return appointment.history.select_related("act__actor").earliest("history_date").act


@composes(CouncilNotice.PASSWORD_RESET)
def password_reset(message: OutboxMessage) -> EmailMessage:
    assert message.to
    return from_template(
        message,
        link=link_to_set_a_password(message.to),
        known=message.to.has_usable_password(),
        days=settings.INVITATION_LASTS.days,
    )


@composes(CouncilNotice.ACCOUNT_REACTIVATED)
def account_reactivated(message: OutboxMessage) -> EmailMessage:
    assert message.to
    return from_template(
        message, link=link_to_set_a_password(message.to), days=settings.INVITATION_LASTS.days
    )


ABOUT_AN_ACCOUNT = (
    CouncilNotice.NAME_CHANGED,
    CouncilNotice.PASSWORD_CHANGED,
    CouncilNotice.PASSWORD_SET,
    CouncilNotice.PASSWORD_SET_BY_LINK,
    CouncilNotice.FACTOR_ON,
    CouncilNotice.FACTOR_OFF,
    CouncilNotice.CODES_MADE,
)


def account_changed(message: OutboxMessage) -> EmailMessage:
    """Told to whoever the account is, for they may not have been who changed it."""
    return from_template(
        message,
        changed_at=message.queued_at,
        forgotten=settings.ADDRESS + reverse("account_reset_password"),
    )


for kind in ABOUT_AN_ACCOUNT:
    composes(kind)(account_changed)


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
