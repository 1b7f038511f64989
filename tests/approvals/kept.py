"""A plan with all that was done with it, as the database holds it."""

from dataclasses import dataclass
from typing import Any

from approvals.models import (
    CallIn,
    ClearanceResponse,
    ClearanceRound,
    Decision,
    Publication,
    Submission,
)
from councils.record.models import Act
from plans.models import Plan, Version


@dataclass
class Kept:
    """A plan with all that was done with it, oldest first."""

    plan: Plan
    states: list[Any]
    acts: list[Act]
    versions: list[Version]
    rounds: list[ClearanceRound]
    answers: list[ClearanceResponse]
    decisions: list[Decision]
    publications: list[Publication]
    submissions: list[Submission]
    call_ins: list[CallIn]

    def act_of(self, state: Any) -> Act | None:
        return next((act for act in self.acts if act.pk == state.act_id), None)


def kept_of(plan: Plan) -> Kept:
    pk = plan.pk
    return Kept(
        plan=Plan.objects.select_related("council").get(pk=pk),
        states=list(Plan.history.filter(id=pk).order_by("history_id")),
        acts=list(Act.objects.filter(plan=pk).select_related("actor").order_by("sequence")),
        versions=list(Version.objects.filter(plan=pk).order_by("number")),
        rounds=list(
            ClearanceRound.objects.filter(plan=pk)
            .select_related("version", "report")
            .order_by("number")
        ),
        answers=list(
            ClearanceResponse.objects.filter(asked__round__plan=pk)
            .select_related(
                "asked__round__version", "asked__round__report", "answered_by", "review"
            )
            .order_by("pk")
        ),
        decisions=list(
            Decision.objects.filter(step__plan=pk)
            .select_related("step__round__version", "version")
            .prefetch_related("amendment_rows")
            .order_by("step__place")
        ),
        publications=list(
            Publication.objects.filter(plan=pk)
            .select_related("version", "step__round")
            .order_by("number")
        ),
        submissions=list(
            Submission.objects.filter(plan=pk)
            .with_dispatches()
            .select_related("version")
            .order_by("number")
        ),
        call_ins=list(
            CallIn.objects.filter(decision__step__plan=pk)
            .select_related("act", "ruling__act", "outcome__act")
            .order_by("pk")
        ),
    )
