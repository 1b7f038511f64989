"""Erase somebody's name from the record, where the law asks for it; the acts stay."""

from django.db import transaction

from councils.access import access_of
from councils.models import Council, Identity, User
from councils.record.kinds import kind_of
from councils.record.writer import column_values, recording
from councils.roles import Right
from web.errors import Refused


def erase_name(council: Council, person: User, *, by: User, reason: str) -> int:
    """Blank the name, and the salt that could prove it, under which somebody acted; how many rows.

    The act says that a name went, and neither whose nor what it was. The database allows it to the
    owner of its tables alone, so this runs from the command line (`manage.py erase_name`).
    """
    with transaction.atomic():
        actor = access_of(by, council).require(Right.MANAGE_PEOPLE)
        rows = Identity.objects.filter(council=council, person=person).exclude(name="")
        known = list(rows.select_for_update(no_key=True))
        if not known:
            raise Refused("The record of this council has no name of this person.")
        with recording(council, actor=actor, verb="name_erased", reason=reason) as act:
            act.subject_name = "somebody"
            for identity in known:
                identity.name = identity.salt = ""
                identity.save(update_fields=["name", "salt"])
                act.rows.append((kind_of(identity), identity.pk, column_values(identity)))
    return len(known)
