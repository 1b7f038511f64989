"""People who are named as having something to do, though they no longer may: it is said there.

A query asks for it beside the person, so that a page of many asks no more than a page of one.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import (
    Case,
    DateField,
    Exists,
    Expression,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from councils.models import Appointment
from web.ended import NO_DAY


def ended_on(
    person: str, council: str, roles: Iterable[str], on: date, *, unless: Q | None = None
) -> Expression:
    """The day on which the last of these roles ended that `person` held in `council`.

    Null while they hold one, or while nobody is named; `NO_DAY` where none of them has a last day:
    their account is closed, or they never held one. Both names lead from the row asked for.
    `unless` is what lets somebody without a role do it all the same.
    """
    held = Appointment.objects.filter(
        council=OuterRef(council), person=OuterRef(person), role__in=sorted(roles)
    )
    over = held.filter(ends_on__lt=on, ends_on__gte=F("starts_on")).order_by()
    last = over.values("person").annotate(day=Max("ends_on")).values("day")
    holds = Q(Exists(held.current(on)), **{f"{person}__is_active": True})
    if unless is not None:
        holds |= unless
    return Case(
        When(Q(**{f"{person}__isnull": True}) | holds, then=None),
        default=Coalesce(Subquery(last), Value(NO_DAY)),
        output_field=DateField(null=True),
    )
