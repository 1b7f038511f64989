"""People and the roles they hold: appoint and invite, end an appointment or withdraw it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from councils.access import access_of
from councils.actions.grants import (
    check_may_hold,
    effective_day,
    leaves_nobody,
    tell_the_guarded,
    title_for,
)
from councils.models import Appointment, Council, User
from councils.names import check_name_free
from councils.notifications import CouncilNotice
from councils.outbox import queue_message
from councils.record.changes import changes_of
from councils.record.writer import ActWriter, recording
from councils.refusals import attempting
from councils.roles import GUARDED, Right, Role
from web.errors import Refused, StalePage


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
    on: date | None = None,
) -> Appointment:
    """Give a role to a person, known or new, and tell them; a new one is invited to set a password.

    `name` is what they are called here from now on if they are new, and until they accept if their
    account is of another council: nobody renames a person of another council, nor learns of one.
    Nobody gives themselves a clearing or a deciding role. Of such a role all are told who hold or
    held one, and it waits from `on`, the day it is given; of others the Monitoring Officer is told.
    """
    with attempting(council, "role_given"), transaction.atomic():
        actor = access_of(by, council).require(Right.MANAGE_PEOPLE)
        lock_council(council)
        person, invited_as = person_called(council, email, name)
        wanted = Appointment(
            council=council,
            person=person,
            invited_as=invited_as,
            role=role,
            title=title_for(council, role, title),
            deputy=deputy,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        wanted.effective_on = effective_day(wanted, given_on=on or timezone.localdate())
        return grant(wanted, actor=actor)


def grant(wanted: Appointment, *, actor: Appointment) -> Appointment:
    """Write an appointment that the person may hold; tell them and those who watch over it."""
    check_may_hold(wanted, by=actor.person)
    council = wanted.council
    with recording(council, actor=actor, verb="role_given") as act:
        act.add(wanted)
        act.subject, act.details = wanted, wanted.codes
    invite(wanted)
    if wanted.role in GUARDED:
        tell_the_guarded(CouncilNotice.ROLE_GRANTED, wanted, by=actor.person)
    else:
        tell_the_monitoring_officer(council, wanted)
    return wanted


def end_appointment(
    appointment: Appointment, *, by: User, seen: int, ends_on: date, reason: str = ""
) -> None:
    """Let an appointment end on a day; what was done under it stays as it was.

    Of a role that clears or decides all are told who hold or held one.
    """
    with ending_appointment(appointment, by=by, seen=seen, verb="role_ended", reason=reason) as (
        held,
        act,
    ):
        if ends_on < held.starts_on:
            raise Refused("The last day must be on or after the first day.", field="ends_on")
        if held.ends_on and ends_on > held.ends_on:
            raise Refused(
                "It already ends before that day. Give the role again instead.", field="ends_on"
            )
        check_somebody_stays(held, ends_on)
        act.change(held, ends_on=ends_on, ending_on=None)


def end_at_once(appointment: Appointment, *, by: User, seen: int, reason: str = "") -> None:
    """Take a role away now: yesterday was its last day; begun today or later, it is withdrawn.

    So is one that waits to take effect.
    """
    verb = "role_ended_at_once"
    with ending_appointment(appointment, by=by, seen=seen, verb=verb, reason=reason) as (held, act):
        ends_on = last_day_at_once(held)
        check_somebody_stays(held, ends_on)
        act.change(held, ends_on=ends_on, ending_on=None)


def ask_to_end(
    appointment: Appointment, *, by: User, seen: int, ends_on: date | None, reason: str = ""
) -> None:
    """Ask somebody else to confirm that the last Monitoring or Section 151 officer goes.

    `ends_on` is their last day; None for at once.
    """
    verb = "role_end_asked"
    with ending_appointment(appointment, by=by, seen=seen, verb=verb, reason=reason) as (held, act):
        ends_on = ends_on or last_day_at_once(held)
        if ends_on < held.starts_on - timedelta(days=1):
            raise Refused("The last day must be on or after the first day.", field="ends_on")
        if not leaves_nobody(held, ends_on):
            raise Refused("There is a successor, so nobody needs to confirm this: end it.")
        act.change(held, ending_on=ends_on)


def end_or_ask(
    appointment: Appointment,
    *,
    by: User,
    seen: int,
    ends_on: date | None,
    reason: str = "",
    confirmation: bool = False,
) -> str:
    """End an appointment, at once where `ends_on` is None, or ask for that; what is said of it."""
    if confirmation:
        ask_to_end(appointment, by=by, seen=seen, ends_on=ends_on, reason=reason)
        return "It waits to be confirmed. Everybody who clears or decides here is told."
    if ends_on is None:
        end_at_once(appointment, by=by, seen=seen, reason=reason)
    else:
        end_appointment(appointment, by=by, seen=seen, ends_on=ends_on, reason=reason)
    return "The end of the appointment is recorded."


def last_day_at_once(held: Appointment) -> date:
    """The last day of an appointment that ends now: before its first where it is withdrawn."""
    today = timezone.localdate()
    waits = held.state(today) == held.State.WAITING
    return (held.starts_on if waits else max(held.starts_on, today)) - timedelta(days=1)


@contextmanager
def ending_appointment(
    appointment: Appointment, *, by: User, seen: int, verb: str, reason: str
) -> Iterator[tuple[Appointment, ActWriter]]:
    """Permission, the lock and the act of an ending; the appointment comes as it stands now."""
    with attempting(appointment.council, verb), transaction.atomic():
        actor = access_of(by, appointment.council).require(Right.MANAGE_PEOPLE)
        lock_council(appointment.council)
        held = Appointment.objects.select_related("council", "person").get(pk=appointment.pk)
        if held.revision != seen:
            raise StalePage(now=held.revision, changes=changes_of(held, revision__gt=seen))
        if held.state(timezone.localdate()) in (held.State.PAST, held.State.WITHDRAWN):
            raise Refused("This appointment has already ended.")
        with recording(
            held.council,
            actor=actor,
            verb=verb,
            reason=reason,
            subject=held,
        ) as act:
            act.details = held.codes
            yield held, act
        if held.role in GUARDED:
            kind = CouncilNotice.ROLE_END_ASKED if held.ending_on else CouncilNotice.ROLE_ENDED
            tell_the_guarded(kind, held, by=by)


def invite_again(appointment: Appointment, *, by: User) -> None:
    """Send a person their invitation once more.

    Also to somebody who has long set a password: a refusal would say that they are known here.
    """
    with transaction.atomic():
        actor = access_of(by, appointment.council).require(Right.MANAGE_PEOPLE)
        if appointment.state(timezone.localdate()) in (
            Appointment.State.PAST,
            Appointment.State.WITHDRAWN,
        ):
            raise Refused("This appointment has ended, so there is nothing to invite to.")
        with recording(
            appointment.council,
            actor=actor,
            verb="invitation_repeated",
            subject=appointment,
        ) as act:
            act.details = appointment.codes
            act.note(appointment)
        invite(appointment)


def lock_council(council: Council) -> None:
    """The council's row is the lock for its people and settings."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)


def person_called(council: Council, email: str, name: str) -> tuple[User, str]:
    """The person with an address, and what they are invited as; the council is locked.

    Nobody here reads what somebody is called elsewhere before that person has accepted.
    """
    person = person_with(email, name)
    # Their name stays what it is until we are done: see `councils.actions.account.change_name`.
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    known = list(person.appointments.all())
    if not person.is_active:
        let_in(person, known)
    here = [one for one in known if one.council_id == council.pk]
    # Who is invited here, and has not answered, is invited to this too, as who they were.
    invited_as = min((one.invited_as for one in here), default=name)
    if not here and not known and person.name == name:
        invited_as = ""
    if all(one.is_withdrawn for one in here):
        check_name_free(council, invited_as or person.name, but=person)
    return person, invited_as


def let_in(person: User, known: list[Appointment]) -> None:
    """Open an account that was deactivated: it has no password, and holds nothing anywhere.

    Whichever council invites them is not told that another deactivated it.
    """
    over = (Appointment.State.PAST, Appointment.State.WITHDRAWN)
    if all(one.state(timezone.localdate()) in over for one in known):
        person.is_active = True
        person.save(update_fields=["is_active"])


def person_with(email: str, name: str) -> User:
    """The person who signs in with `email`, made, and named, when there is none."""
    email = email.strip().lower()
    known = User.objects.filter(email=email).first()
    if known:
        return known
    try:
        with transaction.atomic():
            return User.objects.create_user(email, name=name)
    except IntegrityError:
        # Made by somebody else at the same moment.
        return User.objects.get(email=email)


def check_somebody_stays(held: Appointment, ends_on: date) -> None:
    """A council keeps an administrator, and its Monitoring and Section 151 officer."""
    check_an_administrator_stays(held, ends_on)
    if leaves_nobody(held, ends_on):
        raise NeedsConfirmation(
            f"Nobody would be {held.get_role_display()} after this. Appoint a successor first, or "
            "ask a second administrator or the head of paid service to confirm it.",
            field="confirmation",
        )


class NeedsConfirmation(Refused):
    """The council would be left without an officer it must have: somebody else has to agree."""


def check_an_administrator_stays(held: Appointment, ends_on: date) -> None:
    """A council without an administrator could never get one again."""
    if held.role != Role.ADMINISTRATOR or held.state(timezone.localdate()) == held.State.WAITING:
        return
    others = Appointment.objects.current(ends_on + timedelta(days=1)).filter(
        council=held.council, role=Role.ADMINISTRATOR, person__is_active=True
    )
    if not others.exclude(pk=held.pk).exists():
        raise Refused(
            "This is the council’s only administrator. Appoint another one before ending this."
        )


def invite(appointment: Appointment) -> None:
    """Queue the e-mail that tells a person of their role."""
    notify_officers_of_grant(CouncilNotice.INVITATION, appointment.person, appointment)


def tell_the_monitoring_officer(council: Council, appointment: Appointment) -> None:
    """Each grant is told to whoever is Monitoring Officer, or deputy, today."""
    officers = (
        Appointment.objects.current(timezone.localdate())
        .filter(council=council, role=Role.MONITORING_OFFICER)
        .exclude(pk=appointment.pk)
        .select_related("person")
    )
    for officer in officers:
        notify_officers_of_grant(CouncilNotice.ROLE_GRANTED, officer.person, appointment)


def monitoring_officers(council: Council) -> list[User]:
    """Whoever is Monitoring Officer today, or deputy."""
    held = Appointment.objects.current(timezone.localdate()).filter(
        council=council, role=Role.MONITORING_OFFICER, person__is_active=True
    )
    return list(User.objects.filter(pk__in=held.values("person")).order_by("pk"))


def notify_officers_of_grant(kind: CouncilNotice, to: User, about: Appointment) -> None:
    queue_message(kind, council=about.council, to=to, about=about)
