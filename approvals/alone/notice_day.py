"""The day on which the notice of a decision taken alone was published, with which call-in begins.

A meeting's minute names its notice. A signature is the decision, and its notice comes after it.
"""

from datetime import date

from django.utils import timezone

from approvals.decisions.step_papers import PaperData, record_paper
from approvals.models import Decision, StepPaper
from approvals.workflow.engine import PageState
from councils.models import User
from web.errors import Refused

NOT_AWAITED = "The day of its notice is recorded, or nothing is counted from it."


def record_notice_day(
    decision: Decision, *, by: User, seen: PageState, notice_on: date
) -> StepPaper:
    """Record the notice by its day alone, as a paper of the step; call-in is counted from it."""
    if not decision.awaits_its_notice or decision.decided_on is None:
        raise Refused(NOT_AWAITED)
    if not decision.decided_on <= notice_on <= timezone.localdate():
        raise Refused(
            "The notice was published on or after the day of the decision, and not in the future.",
            field="notice_on",
        )
    paper = PaperData(StepPaper.Kind.DECISION_NOTICE, published_on=notice_on)
    return record_paper(decision.step, by=by, paper=paper, seen=seen)
