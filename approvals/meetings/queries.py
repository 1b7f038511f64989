"""Which plans are to go to a meeting: as they were put or sent to it, or as they are planned."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery

from approvals.models import ClearanceRound, DecisionStep
from councils.meetings import deciding_kinds
from councils.models import Governance, Meeting
from plans.models import Plan, Stage


@dataclass(frozen=True)
class Going:
    """A plan that is to go to a meeting, and what its people do where the meeting is cancelled."""

    plan: Plan
    to_do: str


TO_DO = {
    Stage.DRAFTING: "Choose another day in the settings of the plan.",
    Stage.CLEARANCE: "When every officer has answered, put it to another meeting.",
    Stage.DECISION: "Record it as deferred, with the day of the next meeting, or withdraw it.",
}


def plans_going_to(meeting: Meeting, governance: Governance.Form | None) -> Iterator[Going]:
    """By title. A draft names a day alone: it goes to whichever body decides there."""
    at = {"council": meeting.council_id}
    steps = DecisionStep.objects.filter(plan__council=meeting.council_id, decision=None)
    steps = steps.filter(meets_on=meeting.on, body__iexact=meeting.body)
    newest = ClearanceRound.objects.filter(plan=OuterRef("plan")).order_by("-pk").values("pk")[:1]
    rounds = ClearanceRound.objects.filter(pk=Subquery(newest), plan__council=meeting.council_id)
    rounds = rounds.filter(meets_on=meeting.on, body__iexact=meeting.body)
    found = {
        Stage.DECISION: Plan.objects.filter(pk__in=steps.values("plan")),
        Stage.CLEARANCE: Plan.objects.filter(pk__in=rounds.values("plan")),
        Stage.DRAFTING: Plan.objects.filter(meets_on=meeting.on),
    }
    if meeting.kind not in deciding_kinds(governance):
        del found[Stage.DRAFTING]
    for stage, plans in found.items():
        for plan in plans.filter(**at, stage=stage).order_by(F("title"), "pk"):
            yield Going(plan, TO_DO[stage])
