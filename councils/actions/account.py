"""What people change of their own account."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from councils.models import Appointment, User
from councils.notifications import CouncilNotice
from councils.outbox import queue_message
from councils.record.writer import recording


def change_name(person: User, *, name: str) -> bool:
    """Put one's own name right; each council where the person holds a role today records it.

    What they did before keeps the name it was done under. False when nothing differs.
    """
    with transaction.atomic():
        locked = User.objects.select_for_update().get(pk=person.pk)
        if locked.name == name:
            return False
        locked.name = name
        locked.save(update_fields=["name"])
        queue_message(CouncilNotice.NAME_CHANGED, to=locked)
        for held in first_in_each_council(locked):
            with recording(
                held.council,
                actor=held,
                verb="own_name_corrected",
                reason="They corrected it on their account page",
                subject=held,
            ) as act:
                act.note(held)
    person.name = name
    return True


def prove_address(person: User) -> None:
    """Note that somebody reads what is sent to their address; a second factor needs that."""
    EmailAddress.objects.update_or_create(
        user=person, email=person.email.lower(), defaults={"verified": True, "primary": True}
    )


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
