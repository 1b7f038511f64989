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

    `is_over` when the plan was sent again since; `is_last` when every other office has answered,
    `is_last_of_turn` when all that were asked with it or before it have; `is_early` when offices
    that the council's order asks before it have not.
    """

    held: Access
    wrote: Authorship
    is_over: bool
    is_last: bool
    is_last_of_turn: bool = False
    is_early: bool = False


def clearing_now(asked: ClearanceRequest, held: Access) -> ClearingNow:
    """As it stands now; to be asked under the lock, before the answer is written."""
    round_ = asked.round
    plans, people = [round_.plan_id], [held.person.pk]
    [row] = standing_at(plans, people, round_.pk, round_.number, asked.pk, asked.turn)
    *parts, is_over, waits, waits_here, is_early = row
    wrote = authorship_from([tuple(parts)])
    return ClearingNow(held, wrote, is_over, not waits, not waits_here, is_early)


@prepared
def standing_at(
    plans: list[int], people: list[int], round_: int, number: int, asked: int, turn: int
) -> QuerySet[Any, Any]:
    later = ClearanceRound.objects.filter(plan=OuterRef("pk"), number__gt=number)
    others = unanswered().filter(round=round_).exclude(pk=asked)
    return writing_among(plans, people).annotate(
        is_over=Exists(later),
        waits=Exists(others),
        waits_here=Exists(others.filter(turn__lte=turn)),
        is_early=Exists(others.filter(turn__lt=turn)),
    )
