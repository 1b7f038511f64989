"""Keep one of a council's people out at once, and let them in again.

Their roles here end; what they did stays, with their name. An account that is of another council
too is not closed: only what it held here ends. Let in again, somebody holds nothing, and is given
roles anew, which wait where others' do. See decision 0025.
"""

from django.db import transaction
from django.utils import timezone

from councils.access import access_of
from councils.actions.grants import leaves_nobody, tell_the_guarded
from councils.actions.people import (
    check_an_administrator_stays,
    last_day_at_once,
    let_in,
    lock_council,
)
from councils.models import Appointment, Council, User
from councils.notifications import CouncilNotice
from councils.outbox import queue_message
from councils.record.writer import recording
from councils.refusals import attempting
from councils.roles import GUARDED, Right
from web.errors import Refused

OVER = (Appointment.State.PAST, Appointment.State.WITHDRAWN)
SERVERS = "Whoever runs the servers closed this account, so ask them."


def deactivate(appointment: Appointment, *, by: User, reason: str = "") -> str:
    """End every role of whoever has this one, and their sign-in; what is said of it afterwards."""
    council = appointment.council
    verb = "account_deactivated"
    with attempting(council, verb), transaction.atomic():
        actor = access_of(by, council).require(Right.MANAGE_PEOPLE)
        person = locked(appointment)
        check_may_be_kept_out(person, appointment, by=by)
        ending = running(person, council)
        elsewhere = is_elsewhere(person, council)
        if elsewhere and not ending:
            raise Refused("They hold no role here, so there is nothing to end.")
        if elsewhere:
            verb = "every_role_ended"
        with recording(
            council, actor=actor, verb=verb, reason=reason.strip(), subject=appointment
        ) as act:
            act.note(appointment)
            for held in ending:
                ends_on = last_day_at_once(held)
                check_somebody_stays(held)
                act.change(held, ends_on=ends_on, ending_on=None)
        tell(person, ending, council, by=by, elsewhere=elsewhere)
        if not elsewhere:
            close(person)
    if elsewhere:
        return "Their roles here have ended. Their account is of another council too, and stays."
    return "The account is deactivated: its roles have ended, and nobody signs in with it."


def reactivate(appointment: Appointment, *, by: User, reason: str = "") -> str:
    """Let somebody sign in again, once they have set a new password; they hold no role by it."""
    council = appointment.council
    verb = "account_reactivated"
    with attempting(council, verb), transaction.atomic():
        actor = access_of(by, council).require(Right.MANAGE_PEOPLE)
        person = locked(appointment)
        if person.is_active:
            raise Refused("They can sign in already.")
        let_in(person, list(person.appointments.all()))
        if not person.is_active:
            raise Refused(SERVERS)
        with recording(
            council, actor=actor, verb=verb, reason=reason.strip(), subject=appointment
        ) as act:
            act.note(appointment)
        queue_message(CouncilNotice.ACCOUNT_REACTIVATED, council=council, to=person, by=by)
    return "They can sign in again: an e-mail has the link to set a new password."


def locked(appointment: Appointment) -> User:
    """Whose appointment it is; their council and they are locked, in this order."""
    lock_council(appointment.council)
    return User.objects.select_for_update(no_key=True).get(pk=appointment.person_id)


def check_may_be_kept_out(person: User, appointment: Appointment, *, by: User) -> None:
    if person == by:
        raise Refused("Somebody else must deactivate your own account.", code="own_account")
    if not person.is_active:
        raise Refused("This account is deactivated already.")
    if appointment.is_unanswered:
        # What became of it would tell whether another council knows the address.
        raise Refused("They have not been here yet: end the appointment instead.")


def running(person: User, council: Council) -> list[Appointment]:
    """What somebody holds, waits for or will hold in a council."""
    rows = Appointment.objects.filter(person=person, council=council).order_by("pk")
    today = timezone.localdate()
    found = [one for one in rows.select_related("person") if one.state(today) not in OVER]
    for one in found:
        one.council = council
    return found


def is_elsewhere(person: User, council: Council) -> bool:
    rows = Appointment.objects.filter(person=person).exclude(council=council)
    return any(one.state(timezone.localdate()) not in OVER for one in rows)


def check_somebody_stays(held: Appointment) -> None:
    """A council keeps an administrator, and its Monitoring and Section 151 officer."""
    check_an_administrator_stays(held, last_day_at_once(held))
    if leaves_nobody(held, last_day_at_once(held)):
        raise Refused(
            f"Nobody would be {held.get_role_display()} after this. Appoint a successor first, or "
            "end that appointment, which somebody else can confirm."
        )


def tell(
    person: User, ended: list[Appointment], council: Council, *, by: User, elsewhere: bool
) -> None:
    """The person, and of each role that clears or decides whoever is told when it ends."""
    for held in ended:
        if held.role in GUARDED:
            tell_the_guarded(CouncilNotice.ROLE_ENDED, held, by=by)
    kind = CouncilNotice.EVERY_ROLE_ENDED if elsewhere else CouncilNotice.ACCOUNT_DEACTIVATED
    queue_message(kind, council=council, to=person, by=by)


def close(person: User) -> None:
    """Nobody signs in, and each session ends for good: without a password none is known again."""
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
