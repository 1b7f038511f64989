"""Why a plan is changed: from when on that is asked, and what somebody said of it last."""

from typing import Any

from django.db.models import QuerySet, Subquery

from councils.record.history import history_of
from councils.record.models import Act
from plans.models import Plan
from web.compiled_queries import prepared

# The acts that change what the document says, each with the reason that was given for it.
EXPLAINED = (
    *("added", "edited", "edited_together", "moved", "removed", "words_replaced"),
    *("passage_put_back", "thing_put_back", "text_put_back", "text_brought_in", "savings_set"),
    *("suggestion_accepted", "suggestions_accepted", "suggestions_settled"),
    *("text_merged", "text_replaced", "passage_split", "passages_joined"),
    *("sheet_brought_in", "sheet_taken_back"),
)


def reason_to_begin_with(plan: Plan, person: int) -> str | None:
    """What the reason of a change begins with: their own last one since the plan was moved on.

    "" where they gave none yet; None while none is asked for (see `Plan.asks_why`).
    """
    if not plan.asks_why:
        return None
    return next((reason for (reason,) in reasons_given(person, plan.pk, plan.moves)), "")


@prepared
def reasons_given(person: int, plan: int, moves: int) -> QuerySet[Any, Any]:
    """The last that somebody gave since a plan was moved on for the last time."""
    stands: Any = history_of(Plan)._default_manager.filter(id=plan, moves=moves)
    moved = stands.order_by("history_id").values("act__sequence")[:1]
    given = Act.objects.filter(
        plan=plan, actor__person=person, verb__in=EXPLAINED, sequence__gt=Subquery(moved)
    )
    return given.exclude(reason="").order_by("-sequence").values_list("reason")[:1]
