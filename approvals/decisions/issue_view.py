"""The page on which the record of a decision is issued to the public."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from approvals.decisions.duty import duty_of
from approvals.decisions.issue_form import IssueForm
from approvals.decisions.issuing import KNOWN, as_made_public, choices_of, issue_statement
from approvals.decisions.notice import decision_notice
from approvals.decisions.recorders import why_may_not_send_out
from approvals.models import Decision, StepPaper
from approvals.papers.duties import Duty
from plans.access import RECORD_DECISIONS, PlanRequest, breadcrumbs, plan_or_404, plan_url
from web.responses import handle_form
from web.saved_input import saved_input


@require_http_methods(["GET", "POST"])
def statement_issue(request: PlanRequest, council: str, plan: str, place: int) -> HttpResponse:
    """What becomes public, and what of it does not?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    known = Decision.objects.select_related(*KNOWN).filter(step__plan=found)
    decision = get_object_or_404(known, step__place=place)
    decision.step.plan, duty = found, duty_of(decision)
    form = issue_form(request, decision, duty)

    def do(typed: dict[str, Any]) -> None:
        row = issue_statement(decision, by=request.user, seen=typed["seen"], said=form.said())
        messages.success(request, f"{row}: it is public now.")

    back = plan_url("step_papers", found, place)
    return handle_form(
        request,
        form,
        do,
        template="approvals/decisions/issue.html",
        context={
            "plan": found,
            "decision": decision,
            "duty": duty,
            "barred": why_may_not_send_out(request.access, decision),
            "paper": as_made_public(decision_notice(decision, duty)),
            "trail": breadcrumbs(found),
            "papers": back,
        },
        done=back,
        back=back,
    )


def issue_form(request: PlanRequest, decision: Decision, duty: Duty) -> IssueForm:
    """With whom to ask, and who may call in, as was said last time in this council."""
    council = decision.step.plan.council
    last = StepPaper.objects.issued().filter(step__plan__council=council).first()
    called = StepPaper.objects.issued().filter(step__plan__council=council).exclude(call_in_by="")
    before = called.first()
    return IssueForm(
        request.POST or saved_input(request),
        decision=decision,
        duty=duty,
        parts=choices_of(decision),
        initial={
            "seen": decision.step.papers.count(),
            "contact": last.contact if last else "",
            "call_in_by": decision.call_in_by or (before.call_in_by if before else ""),
        },
    )
