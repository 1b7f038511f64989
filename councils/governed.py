"""How a council is governed on a day: the row that counts then."""

from datetime import date

from django.db.models import QuerySet

from councils.models import Council, Governance
from web.compiled_queries import prepared


def governance_on(council: Council, day: date) -> Governance | None:
    """The row that counts on a day; None where nobody has said."""
    return next(iter(counting_on(council.pk, day)), None)


def governed_as(council: Council, day: date) -> Governance.Form | None:
    """An executive of which kind, or committees; None where nobody has said."""
    row = governance_on(council, day)
    return Governance.Form(row.form) if row else None


@prepared
def counting_on(council: int, day: date) -> QuerySet[Governance]:
    known = Governance.objects.filter(council=council, starts_on__lte=day)
    return known.order_by("-starts_on", "-pk")[:1]
