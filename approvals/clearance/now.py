"""What an answer to a clearance depends on, as it stands under the plan’s lock: one statement."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from approvals.clearance.queries import unanswered
from approvals.clearance.rules import Authorship, authorship_from, writing_among
from approvals.models import ClearanceRequest, ClearanceRound
from councils.access import Access
from web.compiled_queries import prepared


@dataclass(frozen=True)
class ClearingNow:
    """Who answers, by what they hold, and which part they had in the plan.

    `is_over` when the plan was sent again since; `is_last` when every other office has answered.
    """

    held: Access
    wrote: Authorship
    is_over: bool
    is_last: bool


def clearing_now(asked: ClearanceRequest, held: Access) -> ClearingNow:
    """As it stands now; to be asked under the lock, before the answer is written."""
    round_ = asked.round
    [row] = standing_at([round_.plan_id], [held.person.pk], round_.pk, round_.number, asked.pk)
    *parts, is_over, is_waited_for = row
    return ClearingNow(held, authorship_from([tuple(parts)]), is_over, not is_waited_for)


@prepared
def standing_at(
    plans: list[int], people: list[int], round_: int, number: int, asked: int
) -> QuerySet[Any, Any]:
    later = ClearanceRound.objects.filter(plan=OuterRef("pk"), number__gt=number)
    others = unanswered().filter(round=round_).exclude(pk=asked)
    return writing_among(plans, people).annotate(is_over=Exists(later), waits=Exists(others))
