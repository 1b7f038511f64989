"""What people change of their own account, and the invitations they accept."""

from collections.abc import Collection, Iterable

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from councils.calendar_keys import digest_of, key_of
from councils.mail_kinds import may_be_declined
from councils.models import Appointment, CalendarAddress, Council, MailChoice, User
from councils.models.appointments import invited_to
from councils.names import check_name_free
from councils.notifications import CouncilNotice
from councils.outbox import queue_message
from councils.record.writer import recording
from web.errors import Refused


def change_name(person: User, *, name: str) -> bool:
    """Put one's own name right; each council where the person holds a role today records it.

    What they did before keeps the name it was done under. Refused where somebody else in one of
    their councils is called so. False when nothing differs.
    """
    with transaction.atomic():
        councils = lock_councils_of(person)
        locked = lock_person(person)
        if locked.name == name:
            return False
        check_still_there(locked, councils)
        for council in councils:
            check_name_free(council, name, but=locked)
        locked.name = name
        locked.save(update_fields=["name"])
        queue_message(CouncilNotice.NAME_CHANGED, to=locked)
        for held in first_in_each_council(locked):
            with recording(
                held.council,
                actor=held,
                verb="own_name_corrected",
                subject=held,
            ) as act:
                act.note(held)
    person.name = name
    return True


def choose_mail(person: User, *, wanted: Iterable[str]) -> bool:
    """Say which kinds of e-mail one wants, of those that can be turned down.

    Each council where the person holds a role today records it. False when nothing differs.
    """
    with transaction.atomic():
        lock_councils_of(person)
        locked, kinds, now = lock_person(person), may_be_declined(), timezone.now()
        declined, chosen = MailChoice.objects.declined_by(locked.pk), set(wanted)
        changed = [code for code in kinds if (code in chosen) == (code in declined)]
        for code in changed:
            MailChoice.objects.create(person=locked, kind=code, wanted=code in chosen, at=now)
        for held in first_in_each_council(locked) if changed else ():
            with recording(
                held.council,
                actor=held,
                verb="own_mail_chosen",
                reason=in_words(changed, chosen),
                subject=held,
            ) as act:
                act.note(held)
    return bool(changed)


def make_calendar_address(person: User) -> None:
    """Make a private address for one's calendar, which ends the one before."""
    with transaction.atomic():
        lock_councils_of(person)
        locked = lock_person(person)
        address = CalendarAddress(person=locked, at=timezone.now())
        address.key_digest = digest_of(key_of(address))
        address.save()
        for held in first_in_each_council(locked):
            with recording(held.council, actor=held, verb="own_calendar_made", subject=held) as act:
                act.note(held)


def end_calendar_address(person: User) -> bool:
    """End one's private address: whoever has it reads nothing more. False where there is none."""
    with transaction.atomic():
        lock_councils_of(person)
        locked = lock_person(person)
        if CalendarAddress.objects.of(locked.pk) is None:
            return False
        CalendarAddress.objects.create(person=locked, at=timezone.now())
        for held in first_in_each_council(locked):
            with recording(
                held.council, actor=held, verb="own_calendar_ended", subject=held
            ) as act:
                act.note(held)
    return True


def in_words(changed: Iterable[str], chosen: Collection[str]) -> str:
    """ "No longer: You are asked to clear a plan. Again: …"."""
    kinds = may_be_declined()
    no_more = [kinds[code].when for code in changed if code not in chosen]
    again = [kinds[code].when for code in changed if code in chosen]
    said = {"No longer": no_more, "Again": again}
    return " ".join(f"{how}: {'; '.join(which)}." for how, which in said.items() if which)


def prove_address(person: User) -> None:
    """Note that somebody reads what is sent to their address; a second factor needs that."""
    EmailAddress.objects.update_or_create(
        user=person, email=person.email.lower(), defaults={"verified": True, "primary": True}
    )


def lock_councils_of(person: User) -> list[Council]:
    """The councils in which somebody has or had a role, locked: before people, in one order.

    Whoever gives a role there locks the same row first, so no two take one name at once.
    """
    known = Appointment.objects.filter(person=person).order_by().values("council")
    rows = Council.objects.select_for_update(no_key=True).filter(pk__in=known)
    return list(rows.order_by("pk"))


def lock_person(person: User) -> User:
    """Their row, without its key: what refers to it, every act of theirs, waits for nobody here.

    With its key locked, somebody's save that holds the record's counter would wait for this, which
    waits for the counter.
    """
    return User.objects.select_for_update(no_key=True).get(pk=person.pk)


def check_still_there(person: User, councils: list[Council]) -> None:
    """A council that gave them a role since its row was not there to be locked."""
    now = set(person.appointments.order_by().values_list("council", flat=True))
    if now != {council.pk for council in councils}:
        raise Refused("You were given a role meanwhile. Save your name again.", field="name")


def invitations_of(person: User) -> list[Appointment]:
    """What somebody was invited to, has not accepted, and is not over."""
    today = timezone.localdate()
    over = (Appointment.State.PAST, Appointment.State.WITHDRAWN)
    return [one for one in invited_to(person.pk) if one.state(today) not in over]


def accept_invitation(council: Council, *, by: User) -> None:
    """Take up what one was invited to in a council, under one's own name from now on."""
    with transaction.atomic():
        Council.objects.select_for_update(no_key=True).get(pk=council.pk)
        person = lock_person(by)
        waiting = [one for one in invitations_of(person) if one.council_id == council.pk]
        if not waiting:
            raise Refused("There is no invitation from this council any more.")
        check_name_free(council, person.name, but=person)
        for one in waiting:
            one.person, one.council = person, council
        with recording(
            council,
            actor=waiting[0],
            verb="invitation_accepted",
            subject=waiting[0],
        ) as act:
            act.details = waiting[0].codes
            for one in waiting:
                act.change(one, invited_as="")


def first_in_each_council(person: User) -> list[Appointment]:
    """One appointment of today in each of the person's councils, always in the same order."""
    held = (
        Appointment.objects.current(timezone.localdate())
        .filter(person=person)
        .select_related("council")
        .order_by("council", "pk")
    )
    first = {one.council_id: one for one in reversed(held)}
    for one in first.values():
        one.person = person
    return [first[key] for key in sorted(first)]
