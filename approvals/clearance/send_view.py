"""The check before plan and report are sent for clearance, and the one place where they are."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from approvals.clearance.actions import send_for_clearance
from approvals.clearance.carrying import to_be_carried
from approvals.clearance.in_spite import still_to_come
from approvals.clearance.kinds import Sent
from approvals.clearance.meeting_notice import day_hint
from approvals.clearance.noticed import alike, noticed_in
from approvals.clearance.send_form import SendForm
from approvals.clearance.terms import officers_for, order_in_words
from approvals.models import ClearanceRound, Report
from approvals.models.routes import Route, usual_route
from approvals.reports.document import build_report
from approvals.reports.saved import implications_of
from approvals.workflow.engine import PageState
from approvals.workflow.pages import transition_page, unavailable_page
from approvals.workflow.transitions import BY_NAME
from councils.calendar.days import counted_after
from councils.call_in import days_off_of
from councils.meetings import deciding_on
from councils.models import Council, User
from plans.access import WRITE, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.assemble import build_document
from plans.checking import PlacedFinding, findings_in_plan, placed
from plans.compare import compare
from plans.document import Document, parse_document
from plans.exports.not_printed import not_printed
from plans.models import Plan, Stage
from web.saved_input import keep_until_opened, saved_input

TITLE = "Check before you send"


@require_http_methods(["GET", "POST"])
def send_check(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Who is asked, by when, for which meeting, and what a careful colleague would notice."""
    found = plan_or_404(request, council, plan, WRITE)
    if refusal := unavailable_page(request, found, "send", TITLE):
        return refusal
    report = Report.objects.filter(plan=found).first()
    last = found.rounds.select_related("version").first()
    now = build_document(found)
    findings = findings_in_plan(found, now)
    seen = PageState(found.moves, now.digest)
    form = send_form(request, found, report, last, seen, placed(found, now, findings))
    if request.method == "POST" and form.goes_back:
        keep_until_opened(request, form)
        return redirect(plan_url("move_send", found))
    said = implications_of(report) if report else None
    return transition_page(
        request,
        found,
        form,
        lambda by, seen, **_: send_for_clearance(found, by=by, seen=seen, **form.facts()),
        template="approvals/clearance/send_check.html",
        said="The plan and its report are sent for clearance.",
        title=TITLE,
        move=BY_NAME["send"].buttons[Stage(found.stage)],
        trail=breadcrumbs(found, ("The report", plan_url("move_send", found))),
        page=lambda: {
            "report": report,
            "order": order_in_words(found.council),
            "reference": now.digest[:8],
            "noticed": alike(noticed_in(found, now, findings, said)),
            "not_printed": not_printed(now),
            "last": last,
            **carried_ahead(found, now, report, last, request.user),
            "comparison": compare(parse_document(last.version.document), now) if last else None,
        },
    )


def carried_ahead(
    plan: Plan, now: Document, report: Report | None, last: ClearanceRound | None, sender: User
) -> dict[str, Any]:
    """Whose answer will stand, where the same offices are asked and it goes the way it last did."""
    if report is None or last is None:
        return {}
    offices = [one.office for one in last.asked.all()]

    def words() -> Sent:
        said = build_report(report, plan_digest=now.digest, body=last.body)
        return Sent(now, said, last.route)

    found = to_be_carried(plan, words, offices, sender=sender)
    return {"carried": found, "carried_body": last.body}


def send_form(
    request: PlanRequest,
    plan: Plan,
    report: Report | None,
    last: ClearanceRound | None,
    seen: PageState,
    findings: list[PlacedFinding],
) -> SendForm:
    """What stands elsewhere already, filled in: who holds each role, the meeting, last time."""
    route, body, on = meeting = meeting_of(plan, last)
    return SendForm(
        request.POST or saved_input(request),
        seen=seen,
        council=plan.council,
        revision=report.revision if report else 0,
        holders=officers_for(plan, sender=request.user),
        required=plan.council.clearing_roles,
        meeting=meeting,
        # Another day may have been typed, of which only a refusal speaks.
        notice=day_hint(plan, on, body, route) if request.method == "GET" else "",
        due_on=counted_due(plan.council, on),
        last=last,
        still_to_come=still_to_come(one.finding for one in findings),
        places={one.finding: one.where for one in findings},
    )


def counted_due(council: Council, meets_on: date | None) -> date | None:
    """By when answers are wanted by the council's own time, if it has one and the meeting waits."""
    days = council.clearing_days
    if not days:
        return None
    counted = counted_after(timezone.localdate(), days, "working", days_off_of(council))[-1]
    return counted if meets_on is None or counted <= meets_on else None


def meeting_of(plan: Plan, last: ClearanceRound | None) -> tuple[str, str, date | None]:
    """By which route, who and when, as last time or by the plan’s settings; no day gone by."""
    body = last.body if last else plan.council.cabinet_word
    named = (last.meets_on if last else None) or plan.meets_on
    said = last.route if last and last.route != Route.NOT_KNOWN else ""
    to_come = named if named and named >= timezone.localdate() else None
    if last is None and to_come and (kept := deciding_on(plan.council, to_come)):
        return kept.kind, kept.body, to_come
    return said or usual_route(plan.council, body), body, to_come
