"""The page on which plan and report are sent for clearance together."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from approvals.forms.clearers import clearing
from approvals.forms.report import SendForm
from approvals.models import Implication, Report, Round
from approvals.report import prefilled, prefilled_implication
from approvals.views.moving import move_page, not_now
from approvals.workflow import Seen, save_report
from approvals.workflow import send as send_plan
from approvals.workflow.asking import check_every_theme_has_text, sent_or_wrote
from councils.access import Request
from councils.errors import Refused
from councils.kept import kept_words
from councils.models import Appointment, User
from plans import document
from plans.access import WRITE, plan_or_404
from plans.compare import compare
from plans.models import Evidence, Plan
from plans.navigation import at
from plans.working_copy import document_of

TITLE = "Send for clearance"


@require_http_methods(["GET", "POST"])
def send(request: Request, council: str, plan: str) -> HttpResponse:
    """The decision report, who clears it, by when and for which meeting."""
    found = plan_or_404(request, council, plan, WRITE)
    if refusal := not_now(request, found, "send", TITLE):
        return refusal
    last = found.rounds.select_related("version").first()
    now = document_of(found)
    form = form_for(request, found, last, Seen(found.moves, now.digest))
    return move_page(
        request,
        found,
        form,
        lambda by, seen, **_: save_or_send(found, form, by=by, seen=seen),
        template="approvals/send.html",
        done=lambda _: at("move_send", found) if form.only_saves else found.get_absolute_url(),
        title=TITLE if last is None else "Send again",
        reference=now.digest[:8],
        last=last,
        page=lambda: {
            "stops": why_it_cannot_go(found),
            "papers": Evidence.objects.filter(plan=found, kind=Evidence.Kind.BACKGROUND),
            "comparison": compare(document.read(last.version.document), now) if last else None,
        },
    )


def save_or_send(plan: Plan, form: SendForm, *, by: User, seen: Seen) -> str:
    """Save the report, or send it with the plan, as the button says; what to say of it."""
    report, implications = form.written(), form.implications()
    revision = form.cleaned_data["seen"]
    told = {"report": report, "implications": implications, "revision": revision}
    if form.only_saves:
        save_report(plan, by=by, **told)
        return "The report is saved. Nothing was sent."
    send_plan(plan, by=by, seen=seen, **form.rest(), **told)
    return "The plan and its report are sent for clearance."


def form_for(request: Request, plan: Plan, last: Round | None, seen: Seen) -> SendForm:
    report, implications = report_of(plan)
    return SendForm(
        request.POST or kept_words(request),
        seen=seen,
        report=report,
        implications=implications,
        holders=holders_for(plan, request.user),
        required=plan.council.clearing_roles,
        meeting=meeting_of(plan, last),
        last=last,
    )


def report_of(plan: Plan) -> tuple[Report, list[Implication]]:
    """The report as saved, or else prefilled."""
    saved = Report.objects.filter(plan=plan).first()
    if saved is not None:
        return saved, list(saved.implications.all())
    report = prefilled(plan)
    return report, [prefilled_implication(report, timezone.localdate())]


def holders_for(plan: Plan, sender: User) -> list[Appointment]:
    """Who may be asked today: a deputy after the holder, and nobody who wrote or sends the plan."""
    held = Appointment.objects.current(timezone.localdate()).filter(
        council=plan.council, role__in=clearing(), person__is_active=True
    )
    barred = {*sent_or_wrote(plan), sender.pk}
    rows = held.exclude(person__in=barred).select_related("person")
    return list(rows.order_by("role", "deputy", "pk"))


def meeting_of(plan: Plan, last: Round | None) -> tuple[str, Any]:
    """Who decides and when, as named last time or in the plan’s settings; no day gone by."""
    body = last.body if last else plan.council.cabinet_word
    named = (last.meets_on if last else None) or plan.meets_on
    return body, named if named and named >= timezone.localdate() else None


def why_it_cannot_go(plan: Plan) -> str:
    try:
        check_every_theme_has_text(plan)
    except Refused as refusal:
        return str(refusal)
    return ""
