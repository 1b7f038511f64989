"""What an officer who sent a plan back wants put right, beside the passages that it is about."""

from approvals.clearance.queries import newest_round_of, office_clearances
from approvals.models import ClearanceResponse
from plans.models import Plan
from plans.remarks import Remark, remarks_come_from
from web.dates import day_in_words, london_day


@remarks_come_from
def of_those_who_sent_it_back(plan: Plan) -> list[Remark]:
    """Until it is sent anew; three queries."""
    newest = next(iter(newest_round_of(plan.pk, to_read=False)), None)
    return [
        Remark(
            who=f"{one.office.in_full}",
            words=one.words,
            place=one.place,
            on=day_in_words(london_day(one.answered_at)) if one.answered_at else "",
        )
        for one in (office_clearances(newest) if newest else ())
        if one.outcome == ClearanceResponse.Outcome.SENT_BACK
    ]
