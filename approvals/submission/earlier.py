"""A submission made before the plan came here, entered as far as its record shows it."""

from dataclasses import dataclass
from datetime import date, datetime

from approvals.models import Decision, EarlierSubmission
from approvals.workflow.engine import RecordContext, record_fact
from councils.models import User
from councils.roles import Right
from plans.models import Plan
from web.dates import is_late, london_day
from web.errors import Refused

Timing = Plan.Submitted
ONLY_OLDER = (
    "Only of a plan whose decision was entered from an older record: otherwise submit it, and say "
    "when it was sent."
)


@dataclass(frozen=True)
class EarlierData:
    """What the record shows; what it does not stays empty.

    `same_words` says whether the words sent are those endorsed: yes, no, or not known.
    """

    sent_on: date | None = None
    sent_at: datetime | None = None
    timing: str = ""
    basis: str = ""
    same_words: bool | None = None
    evidence: str = ""


def record_earlier(plan: Plan, *, by: User, shown: EarlierData) -> EarlierSubmission:
    """Enter that it was submitted; a correction is entered again, and the newest counts."""
    with record_fact(plan, by=by, right=Right.SUBMIT, verb="earlier_submission_entered") as m:
        if why := why_not_earlier(m.plan):
            raise Refused(why)
        check_shown(m, shown)
        row = EarlierSubmission(plan=m.plan, recorded_at=m.now, recorded_by=by, **vars(shown))
        m.act.add(row)
        m.act.change(
            m.plan,
            submitted_earlier=shown.timing or timing_of(m.plan, shown) or Timing.NOT_KNOWN,
            submitted_earlier_on=shown.sent_on,
            submitted_at=shown.sent_at,
            submission_recorded_at=m.now if shown.sent_at else None,
        )
    return row


def why_not_earlier(plan: Plan) -> str:
    """Why no earlier submission is entered of a plan; "" of one that may have had one."""
    if plan.submissions.not_over().exists():
        return "Its submission is recorded here already."
    older = Decision.objects.filter(step__plan=plan, from_the_record=True)
    return "" if older.exists() else ONLY_OLDER


def timing_of(plan: Plan, shown: EarlierData) -> str:
    """By or after the deadline, as far as a day tells; "" on the very day without a moment."""
    due = plan.due_at
    if due is None or shown.sent_on is None:
        return ""
    if shown.sent_at:
        return Timing.AFTER_DEADLINE if is_late(shown.sent_at, due) else Timing.BY_DEADLINE
    if shown.sent_on == london_day(due):
        return ""
    late = shown.sent_on > london_day(due)
    return Timing.AFTER_DEADLINE if late else Timing.BY_DEADLINE


def check_shown(m: RecordContext, shown: EarlierData) -> None:
    """Not in the future, nothing that its own day contradicts, and nothing entered twice."""
    if shown.sent_on and shown.sent_on > london_day(m.now):
        raise Refused("It cannot have been sent in the future.", field="sent_on")
    if shown.sent_at and shown.sent_at > m.now:
        raise Refused("It cannot have been sent in the future.", field="sent_time")
    counted = timing_of(m.plan, shown)
    if counted and shown.timing not in ("", counted):
        label = Timing(counted).label
        raise Refused(f"That day is {label}, so choose that, or “not known”.", field="timing")
    newest = m.plan.earlier_submissions.first()
    if newest and all(getattr(newest, name) == value for name, value in vars(shown).items()):
        raise Refused("This is entered already.")
