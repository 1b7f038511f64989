"""When an officer first opened the words that they are asked about: once for each of them.

Reading is no answer, and nothing is read from it but that the page was asked for.
"""

from approvals.clearance.queries import OfficeClearance
from approvals.models import ClearanceRequest
from approvals.workflow.engine import record_fact
from councils.access import Access
from councils.models import User
from councils.record.models import Act
from councils.roles import Right
from plans.models import Plan, Stage

OPENED = "clearance_opened"


def opens_first(plan: Plan, mine: OfficeClearance, held: Access) -> bool:
    """Whether somebody who is asked, and may answer now, looks for the first time."""
    if plan.stage != Stage.CLEARANCE or mine.is_answered or mine.after:
        return False
    return held.held_as(mine.office) is not None and not was_opened(plan, mine.asked, held.person)


def was_opened(plan: Plan, asked: int, person: User) -> bool:
    acts = Act.objects.filter(plan=plan.pk, verb=OPENED, actor__person=person)
    return acts.filter(details__asked=asked).exists()


def note_opened(asked: ClearanceRequest, *, by: User) -> None:
    """Have the record say that the page was opened; nothing of the plan changes."""
    office = asked.office
    plan = asked.round.plan
    with record_fact(plan, by=by, right=Right.CLEAR, verb="clearance_opened") as m:
        m.act.note(asked)
        codes = {"role": office.role, "title": office.title, "deputy": False}
        m.act.details = {**codes, "asked": asked.pk}
