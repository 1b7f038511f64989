"""The page on which plan and report are sent for clearance together."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from approvals.clearance.actions import send_for_clearance
from approvals.clearance.meeting_notice import notice_in_words
from approvals.clearance.terms import (
    check_comments_are_resolved,
    check_every_theme_has_text,
    officers_for,
)
from approvals.models import ClearanceRound, Implication, Report
from approvals.models.routes import Route, usual_route
from approvals.reports.actions import save_report
from approvals.reports.forms import SendForm
from approvals.reports.prefill import prefilled_report
from approvals.workflow.engine import PageState
from approvals.workflow.pages import transition_page, unavailable_page
from councils.models import User
from plans.access import WRITE, PlanRequest, plan_or_404, plan_url
from plans.assemble import build_document
from plans.checking import findings_in_plan, placed
from plans.checks.findings import Finding
from plans.checks.unresolved import UNRESOLVED
from plans.compare import compare
from plans.document import parse_document
from plans.exports.not_printed import not_printed, sentences
from plans.models import Evidence, Plan
from plans.remarks import remarks_on
from web.errors import Refused
from web.saved_input import saved_input

TITLE = "Send for clearance"
# Said on its own, since no reason lets a plan go without text.
EMPTY = "empty_theme"


@require_http_methods(["GET", "POST"])
def plan_send(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """The decision report, who clears it, by when and for which meeting."""
    found = plan_or_404(request, council, plan, WRITE)
    if refusal := unavailable_page(request, found, "send", TITLE):
        return refusal
    last = found.rounds.select_related("version").first()
    now = build_document(found)
    noticed = findings_in_plan(found, now)
    form = send_form(request, found, last, PageState(found.moves, now.digest), noticed)
    return transition_page(
        request,
        found,
        form,
        lambda by, seen, **_: save_or_send(found, form, by=by, seen=seen),
        template="approvals/clearance/send.html",
        done=lambda _: (
            plan_url("move_send", found) if form.only_saves else found.get_absolute_url()
        ),
        title=TITLE if last is None else "Send again",
        reference=now.digest[:8],
        last=last,
        page=lambda: {
            "remarks": [one.remark for one in remarks_on(found)],
            "stops": why_it_cannot_go(found),
            "findings": placed(found, now, [one for one in noticed if one.code != EMPTY]),
            "not_printed": not_printed(now) + sentences(form.texts()),
            "papers": Evidence.objects.filter(plan=found, kind=Evidence.Kind.BACKGROUND),
            "comparison": compare(parse_document(last.version.document), now) if last else None,
        },
    )


def save_or_send(plan: Plan, form: SendForm, *, by: User, seen: PageState) -> str:
    """Save the report, or send it with the plan, as the button says; what to say of it."""
    report, implications = form.written(), form.implications()
    revision = form.cleaned_data["seen"]
    told = {"report": report, "implications": implications, "revision": revision}
    if form.only_saves:
        save_report(plan, by=by, **told)
        return "The report is saved. Nothing was sent."
    send_for_clearance(plan, by=by, seen=seen, **form.rest(), **told)
    return "The plan and its report are sent for clearance."


def send_form(
    request: PlanRequest,
    plan: Plan,
    last: ClearanceRound | None,
    seen: PageState,
    noticed: list[Finding],
) -> SendForm:
    report, implications = report_or_prefill(plan)
    route, body, on = meeting = meeting_of(plan, last)
    return SendForm(
        request.POST or saved_input(request),
        seen=seen,
        report=report,
        implications=implications,
        holders=officers_for(plan, sender=request.user),
        required=plan.council.clearing_roles,
        meeting=meeting,
        # Another day may have been typed, of which only a refusal speaks.
        notice=notice_in_words(plan, on, body, route) if request.method == "GET" else "",
        last=last,
        stopped=any(one.stops and one.code not in (EMPTY, UNRESOLVED) for one in noticed),
    )


def report_or_prefill(plan: Plan) -> tuple[Report, list[Implication]]:
    """The report as saved, or else prefilled."""
    saved = Report.objects.filter(plan=plan).first()
    if saved is not None:
        return saved, list(saved.implications.all())
    return prefilled_report(plan, now=timezone.now()), []


def meeting_of(plan: Plan, last: ClearanceRound | None) -> tuple[str, str, Any]:
    """By which route, who and when, as last time or by the plan’s settings; no day gone by."""
    body = last.body if last else plan.council.cabinet_word
    named = (last.meets_on if last else None) or plan.meets_on
    said = last.route if last and last.route != Route.NOT_KNOWN else ""
    to_come = named if named and named >= timezone.localdate() else None
    return said or usual_route(plan.council, body), body, to_come


def why_it_cannot_go(plan: Plan) -> str:
    try:
        check_every_theme_has_text(plan)
        check_comments_are_resolved(plan)
    except Refused as refusal:
        return str(refusal)
    return ""
