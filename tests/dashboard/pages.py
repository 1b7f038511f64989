"""What somebody finds on their own home, and on a plan's."""

from typing import Any

from django.utils import timezone

from councils.models import User
from dashboard.home import CouncilWork, work_of
from plans.models import Plan
from tests.approvals.pages import browser_of


def work(person: User) -> list[CouncilWork]:
    return work_of(person, today=timezone.localdate())


def tasks(person: User) -> list[str]:
    """The labels of what waits for them, in every council."""
    return [task.label for here in work(person) for task in here.tasks]


def plan_home(plan: Plan, person: User) -> dict[str, Any]:
    """What the plan's home shows them."""
    answer = browser_of(person).get(plan.get_absolute_url())
    assert answer.status_code == 200
    return answer.context
