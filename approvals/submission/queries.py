"""What was submitted of a plan, and where each stands."""

from approvals.models import Submission
from councils.models import OutboxMessage
from plans.models import Plan

# The words that went, and what was recorded in the place of the decision they rest on.
RESTS_ON = ("version", "decision__corrected_by")


def newest_submission(plan: Plan) -> Submission | None:
    return plan.submissions.with_dispatches().select_related(*RESTS_ON).first()


def submissions_of(plan: Plan) -> list[Submission]:
    """Newest first, each with its dispatches, receipts, and what waits for it in the outbox."""
    whole = plan.submissions.with_dispatches().select_related(*RESTS_ON, "recorded_by")
    rows = list(whole.prefetch_related("acknowledgements__recorded_by"))
    queued = [row.key for row in rows if row.is_queued]
    messages = OutboxMessage.objects.filter(key__in=queued, state__in=OutboxMessage.WAITING)
    waiting = {message.key: message for message in messages}
    for row in rows:
        row.plan, row.waits = plan, waiting.get(row.key)
    return rows
