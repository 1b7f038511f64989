"""Delivery: how commitments and metrics stand, and the moves into monitoring and out of it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from approvals.workflow.pages import newest_page_state, transition_page, unavailable_page
from councils.gone import row_or_gone
from councils.roles import Right
from delivery import charts
from delivery.actions import (
    close_plan,
    end_commitment,
    report_progress,
    start_monitoring,
    update_commitment,
)
from delivery.charts import chart_key
from delivery.forms import (
    CloseForm,
    CommitmentOutcomeForm,
    ProgressDayForm,
    ProgressReportForm,
    ProgressUpdateForm,
    StartMonitoringForm,
)
from delivery.models import CommitmentOutcome
from delivery.pdf import progress_texts, render_progress
from delivery.queries import delivery_of
from delivery.status import Delivery
from plans.access import READ, WRITE, PlanRequest, Trail, breadcrumbs, plan_or_404, plan_url
from plans.exports.charts import svg
from plans.exports.not_printed import sentences
from plans.models import Commitment, Plan, Stage
from web.files import download
from web.responses import handle_form
from web.saved_input import saved_input


@require_safe
def progress(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """How every commitment and metric stood at the end of a day; today unless asked."""
    found = plan_or_404(request, council, plan)
    return progress_page(request, found, ProgressDayForm(request.GET or None))


@require_safe
def progress_pdf(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """The same on paper."""
    found = plan_or_404(request, council, plan)
    form = ProgressDayForm(request.GET)
    if not form.is_valid():
        return progress_page(request, found, form)
    on = form.day
    name = f"{found.slug}-progress-{on.isoformat()}.pdf"
    return download(render_progress(delivery_of(found, on=on)), name, "application/pdf")


def progress_page(request: PlanRequest, plan: Plan, form: ProgressDayForm) -> HttpResponse:
    """The page for the day that the form names, or for today with the form's errors."""
    delivery = delivery_of(plan, on=form.day)
    context = {
        "plan": plan,
        "form": form,
        "delivery": delivery,
        "trail": breadcrumbs(plan),
        "may_report": reports_on(plan) and request.access.may(*WRITE),
        "not_printed": sentences(progress_texts(delivery)),
        "paper": f"{plan_url('progress_pdf', plan)}?{urlencode(form.parts())}",
        **pictures_of(delivery),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "delivery/progress.html", context, status=status)


@require_http_methods(["GET", "POST"])
def progress_report(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Report on as many commitments as there is something to say of."""
    found = plan_or_404(request, council, plan, WRITE)
    going_on = list(found.commitments.filter(ending=None).prefetch_related("updates"))
    form = ProgressReportForm(request.POST or saved_input(request), commitments=going_on)

    def report(typed: dict[str, Any]) -> None:
        as_at, rows = typed["as_at"], form.reported(typed)
        made = report_progress(found, by=request.user, as_at=as_at, rows=rows)
        messages.success(request, f"Recorded: {len(made)} update{'s' * (len(made) > 1)}.")

    return handle_form(
        request,
        form,
        report,
        template="delivery/progress_report.html",
        context={
            "plan": found,
            "trail": below_progress(found),
            "open": reports_on(found),
        },
        done=plan_url("progress", found),
        back=plan_url("progress", found),
    )


@require_http_methods(["GET", "POST"])
def updates(request: PlanRequest, council: str, plan: str, item: int) -> HttpResponse:
    """Every update of one commitment, newest first, and the next one."""
    rights = WRITE if request.method == "POST" else READ
    found, commitment = commitment_or_404(request, council, plan, item, rights)
    here = plan_url("updates", found, item)

    def record(typed: dict[str, Any]) -> None:
        update_commitment(commitment, by=request.user, **typed)
        messages.success(request, "The update is recorded.")

    return handle_form(
        request,
        ProgressUpdateForm(request.POST or saved_input(request)),
        record,
        template="delivery/updates.html",
        context=outcome_said(commitment, may_write=request.access.may(*WRITE)),
        done=here,
        back=here,
    )


def outcome_said(commitment: Commitment, *, may_write: bool) -> dict[str, Any]:
    """What was reported on a commitment, and whether more may be."""
    ending = CommitmentOutcome.objects.filter(commitment=commitment).first()
    return {
        "plan": commitment.plan,
        "commitment": commitment,
        "updates": list(commitment.updates.select_related("recorded_by")),
        "ending": ending,
        "may_report": may_write and ending is None and reports_on(commitment.plan),
        "trail": below_progress(commitment.plan),
    }


@require_http_methods(["GET", "POST"])
def commitment_end(request: PlanRequest, council: str, plan: str, item: int) -> HttpResponse:
    """What became of one commitment, while the others go on?"""
    found, commitment = commitment_or_404(request, council, plan, item, WRITE)

    def end(typed: dict[str, Any]) -> None:
        end_commitment(commitment, by=request.user, **typed)
        messages.success(request, "The outcome is recorded.")

    back = plan_url("updates", found, item)
    return handle_form(
        request,
        CommitmentOutcomeForm(request.POST or saved_input(request)),
        end,
        template="plans/form.html",
        context={
            "plan": found,
            "title": f"What became of {commitment.reference}?",
            "quote": commitment.what,
            "text": "Once this is recorded, no more updates are made on it.",
            "trail": [*below_progress(found), (commitment.reference, back)],
        },
        done=back,
        back=back,
    )


@require_http_methods(["GET", "POST"])
def move_start_monitoring(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Begin to report on delivery?"""
    found = plan_or_404(request, council, plan, WRITE)
    title = "Start monitoring"
    if closed := unavailable_page(request, found, "start_monitoring", title):
        return closed
    return transition_page(
        request,
        found,
        StartMonitoringForm(request.POST or saved_input(request), seen=newest_page_state(found)),
        lambda by, seen: start_monitoring(found, by=by, seen=seen),
        said="Monitoring has started. Report on the commitments as often as you have agreed to.",
        title=title,
        text=(
            "From now on you report how each commitment stands, and anybody who may read the plan "
            "sees its progress. The published plan shows the newest update of each."
        ),
    )


@require_http_methods(["GET", "POST"])
def move_close(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What became of every commitment, and then the end."""
    found = plan_or_404(request, council, plan, WRITE)
    if closed := unavailable_page(request, found, "close", "Close the plan"):
        return closed
    commitments = list(found.commitments.select_related("ending").prefetch_related("updates"))
    going_on = [one for one in commitments if not hasattr(one, "ending")]
    form = CloseForm(
        request.POST or saved_input(request), seen=newest_page_state(found), commitments=going_on
    )

    def close(**typed: Any) -> None:
        close_plan(found, endings=form.take_endings(typed), **typed)

    return transition_page(
        request,
        found,
        form,
        close,
        template="delivery/close.html",
        said="The plan is closed. It stays readable, with everything that was reported on it.",
        title="Close the plan",
        ended=[one for one in commitments if hasattr(one, "ending")],
    )


def commitment_or_404(
    request: PlanRequest, council: str, plan: str, item: int, rights: tuple[Right, ...]
) -> tuple[Plan, Commitment]:
    found = plan_or_404(request, council, plan, rights)
    commitment = row_or_gone(request, found.commitments.all(), item, plan=found)
    commitment.plan = found
    return found, commitment


def below_progress(plan: Plan) -> Trail:
    return breadcrumbs(plan, ("Progress", plan_url("progress", plan)))


def reports_on(plan: Plan) -> bool:
    return plan.stage == Stage.MONITORING


def pictures_of(delivery: Delivery) -> dict[str, Any]:
    """The pictures as the page shows them, and the key to their marks."""
    themes = enumerate(charts.by_theme(delivery), start=1)
    metrics = enumerate(charts.towards_targets(delivery), start=1)
    return {
        "by_theme": [svg(picture, f"themes-{number}") for number, picture in themes],
        "towards_targets": [svg(picture, f"metrics-{number}") for number, picture in metrics],
        "key": chart_key(delivery),
    }
