"""People and the roles they hold: invite, appoint, end an appointment, correct a name, deactivate."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from councils.errors import Refused, StalePage
from councils.models import Appointment, Council, Message, User
from councils.record import recording
from councils.roles import CLEARING, DECIDING, NEVER_TOGETHER, Right, Role, require


def appoint(
    council: Council,
    *,
    by: User,
    name: str,
    email: str,
    role: str,
    starts_on: date,
    ends_on: date | None = None,
    title: str = "",
    deputy: bool = False,
) -> Appointment:
    """Give a role to a person, known or new; a new person is invited to set a password.

    The Monitoring Officer is told. Nobody gives themselves a clearing or a deciding role.
    """
    with transaction.atomic():
        actor = require(by, council, Right.MANAGE_PEOPLE)
        lock(council)
        person, new = person_with(email, name)
        check_may_hold(council, person, role, starts_on, ends_on, by=by)
        appointment = Appointment(
            council=council,
            person=person,
            role=role,
            title=title,
            deputy=deputy,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        what = "appointed"
        with recording(council, actor=actor, what=what, reason="A role was given") as act:
            act.add(appointment)
            act.subject = appointment
        if new or not person.has_usable_password():
            invite(council, person, appointment)
        tell_the_monitoring_officer(council, appointment)
    return appointment


def end_appointment(
    appointment: Appointment, *, by: User, seen: int, ends_on: date, reason: str = ""
) -> None:
    """Let an appointment end on a day; what was done under it stays as it was."""
    with transaction.atomic():
        actor = require(by, appointment.council, Right.MANAGE_PEOPLE)
        lock(appointment.council)
        held = Appointment.objects.select_related("council", "person").get(pk=appointment.pk)
        if held.revision != seen:
            raise StalePage
        if ends_on < held.starts_on:
            raise Refused("The last day must be on or after the first day of the appointment.")
        if is_last_administrator(held, ends_on):
            raise Refused(
                "This is the council’s only administrator. Appoint another one before ending this."
            )
        with recording(
            held.council,
            actor=actor,
            what="ended the appointment of",
            reason=reason or "The role ended",
            subject=held,
        ) as act:
            act.change(held, ends_on=ends_on)


def invite_again(appointment: Appointment, *, by: User) -> None:
    """Send a person their invitation once more."""
    with transaction.atomic():
        actor = require(by, appointment.council, Right.MANAGE_PEOPLE)
        if appointment.person.has_usable_password():
            raise Refused("This person has already set a password. They can reset it themselves.")
        with recording(
            appointment.council,
            actor=actor,
            what="invited again",
            reason="The invitation was sent again",
            subject=appointment,
        ) as act:
            act.note(appointment)
        invite(appointment.council, appointment.person, appointment)


def lock(council: Council) -> None:
    """The council's row is the lock for its people and settings."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)


def person_with(email: str, name: str) -> tuple[User, bool]:
    """The person who signs in with `email`, made when there is none; True when made now."""
    email = email.strip().lower()
    known = User.objects.filter(email=email).first()
    if known:
        return known, False
    try:
        with transaction.atomic():
            return User.objects.create_user(email, name=name), True
    except IntegrityError:
        # Made by somebody else at the same moment.
        return User.objects.get(email=email), False


def check_may_hold(
    council: Council,
    person: User,
    role: str,
    starts_on: date,
    ends_on: date | None,
    *,
    by: User | None,
) -> None:
    """Refuse what the law or the house forbids; the database refuses the first kind too."""
    if by == person and role in CLEARING | DECIDING:
        raise Refused("Somebody else must give you a role that clears or decides.")
    if ends_on and ends_on < starts_on:
        raise Refused("The last day must be on or after the first day.")
    if ends_on and ends_on < timezone.localdate():
        raise Refused("The last day has already passed.")
    held = Appointment.objects.filter(council=council, person=person).exclude(
        ends_on__lt=starts_on
    )
    if ends_on:
        held = held.filter(starts_on__lte=ends_on)
    for other in held:
        if other.role == role:
            raise Refused(f"{person.name} already holds this role in that time.")
        if any({other.role, role} == pair for pair in NEVER_TOGETHER):
            raise Refused(
                f"{person.name} is {other.get_role_display()}, and one person may not be both "
                f"{other.get_role_display()} and {Role(role).label} "
                "(Local Government and Housing Act 1989, section 5)."
            )


def is_last_administrator(held: Appointment, ends_on: date) -> bool:
    if held.role != Role.ADMINISTRATOR:
        return False
    day_after = ends_on + timedelta(days=1)
    others = Appointment.objects.current(day_after).filter(
        council=held.council, role=Role.ADMINISTRATOR, person__is_active=True
    )
    return not others.exclude(pk=held.pk).exists()


def invite(council: Council, person: User, appointment: Appointment) -> None:
    Message.objects.create(
        council=council,
        to=person,
        kind=Message.Kind.INVITATION,
        about=appointment,
        written_at=timezone.now(),
    )


def tell_the_monitoring_officer(council: Council, appointment: Appointment) -> None:
    """Each grant is told to whoever is Monitoring Officer, or deputy, today."""
    officers = (
        Appointment.objects.current(timezone.localdate())
        .filter(council=council, role=Role.MONITORING_OFFICER)
        .exclude(pk=appointment.pk)
        .select_related("person")
    )
    for officer in officers:
        Message.objects.create(
            council=council,
            to=officer.person,
            kind=Message.Kind.ROLE_GRANTED,
            about=appointment,
            written_at=timezone.now(),
        )
