"""How a council is governed: one more dated row."""

from datetime import date

from django.db import transaction

from councils.access import access_of
from councils.actions.people import lock_council
from councils.governed import governance_on
from councils.models import Council, Governance, User
from councils.record.writer import recording
from councils.roles import Right
from web.errors import Refused


def record_governance(council: Council, *, by: User, form: str, starts_on: date) -> Governance:
    """Say how the council is governed from a day on; what was decided before is not touched."""
    with transaction.atomic():
        actor = access_of(by, council).require(Right.MANAGE_SETTINGS)
        lock_council(council)
        stands = governance_on(council, starts_on)
        if stands is not None and stands.form == form:
            raise Refused(f"That is recorded already: {stands}.", field="form")
        row = Governance(council=council, form=form, starts_on=starts_on)
        with recording(council, actor=actor, verb="governance_recorded", subject=council) as act:
            act.add(row)
    return row
