"""What was done last in a council: whatever was read before it may have changed since."""

from uuid import UUID

from django.db.models import QuerySet, Subquery

from councils.models import Council
from councils.record.models import Act
from web.compiled_queries import prepared


def newest_act_of(council: str) -> UUID | None:
    """The newest act in the council with this address; one small read."""
    return next((act for (act,) in newest_acts(council)), None)


@prepared
def newest_acts(council: str) -> QuerySet[Act, tuple[UUID]]:
    # By the council's key, so that the index of its numbers has the last one first.
    here = Council.objects.filter(slug=council).values("pk")
    acts = Act.objects.filter(council=Subquery(here)).values_list("pk")
    return acts.order_by("-sequence")[:1]
