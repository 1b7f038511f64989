"""What was submitted of a plan, and where each stands."""

from approvals.models import Submission
from approvals.subject_to_approval import SentException, exceptions_by_number
from councils.models import OutboxMessage
from plans.models import Plan

# The words that went, what was recorded in the place of the decision they rest on, and the
# resolution by which they went.
RESTS_ON = ("version", "decision__corrected_by", "resolution__decision__step")


def newest_submission(plan: Plan) -> Submission | None:
    return plan.submissions.with_dispatches().select_related(*RESTS_ON).first()


def submissions_of(plan: Plan) -> list[Submission]:
    """Newest first, each with its dispatches, receipts, and what waits for it in the outbox.

    And with the exception that it is or was, if any (`Submission.exception`).
    """
    whole = plan.submissions.with_dispatches().select_related(*RESTS_ON, "recorded_by")
    rows = list(whole.prefetch_related("acknowledgements__recorded_by"))
    queued = [row.key for row in rows if row.is_queued]
    messages = OutboxMessage.objects.filter(key__in=queued, state__in=OutboxMessage.WAITING)
    waiting = {message.key: message for message in messages}
    exceptions = exceptions_of(plan)
    for row in rows:
        row.plan, row.waits = plan, waiting.get(row.key)
        told = exceptions.get(row.number)
        row.exception = told.shown if told else None
    return rows


def exceptions_of(plan: Plan) -> dict[int | None, SentException]:
    """What was sent of a plan and is or was an exception, by number; by None an older record's.

    No query of a plan found by `whole` or `listed`.
    """
    known = plan if hasattr(plan, "sent_facts") else Plan.objects.listed().get(pk=plan.pk)
    return exceptions_by_number(known.sent_facts)


def exceptions_as_data(plan: Plan) -> dict[int | None, dict[str, str | None]]:
    return {number: one.as_data for number, one in exceptions_of(plan).items()}
