"""Savings by year on a commitment; results of a metric, and what each was before."""

from dataclasses import dataclass
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from councils.gone import row_or_gone
from plans.access import WRITE, PlanRequest, plan_or_404, plan_url
from plans.actions import items as actions
from plans.forms.items import CorrectionForm, ResultForm, SavingForm
from plans.item_types import ITEM_TYPES
from plans.models import Metric, Plan, Result
from plans.savings import standing_of, with_confirmations
from plans.suggestions import values_for_savings
from plans.targets import known_since, target_status
from plans.views.edit_page import change_page, reason_asked
from web.saved_input import saved_input


@require_http_methods(["GET", "POST"])
def savings(request: PlanRequest, council: str, plan: str, item: int) -> HttpResponse:
    """What a commitment saves, one financial year at a time."""
    found = plan_or_404(request, council, plan, WRITE)
    if not found.records_savings:
        raise Http404
    row = row_or_gone(request, found.commitments.all(), item, plan=found)
    row.plan = found
    held = list(row.savings.prefetch_related(with_confirmations()))
    for one in held:
        one.commitment = row
    return change_page(
        request,
        found,
        SavingForm(
            request.POST or saved_input(request),
            held=held,
            this_year=timezone.localdate().year,
            reason=reason_asked(request, found),
        ),
        partial(actions.set_saving, row),
        template="plans/savings.html",
        commitment=row,
        savings=[standing_of(one) for one in held],
        page=lambda: {"waiting": values_for_savings(request.access, row)},
        steps=(list_step(found, "commitments"),),
        done=plan_url("savings", found, row.pk),
        back=plan_url("items", found, "commitments"),
    )


@require_http_methods(["GET", "POST"])
def results(request: PlanRequest, council: str, plan: str, item: int) -> HttpResponse:
    """A metric's results so far, and the next one."""
    found = plan_or_404(request, council, plan, WRITE)
    row = row_or_gone(request, found.metrics.all(), item, plan=found)
    row.plan = found
    form = ResultForm(request.POST or saved_input(request), metric=row)
    return change_page(
        request,
        found,
        form,
        partial(actions.record_result, row),
        template="plans/results.html",
        metric=row,
        results=results_of(row),
        reach=target_status(row, row.results.last(), on=timezone.localdate()),
        since=known_since(row, row.results.last(), on=timezone.localdate()),
        steps=(list_step(found, "metrics"),),
        done=plan_url("results", found, row.pk),
        back=plan_url("items", found, "metrics"),
    )


@require_http_methods(["GET", "POST"])
def result(request: PlanRequest, council: str, plan: str, item: int, result: int) -> HttpResponse:
    """Correct one result, for a reason."""
    found = plan_or_404(request, council, plan, WRITE)
    metric = row_or_gone(request, found.metrics.all(), item, plan=found)
    row = row_or_gone(request, metric.results.all(), result, metric=metric)
    row.metric, metric.plan = metric, found
    back = plan_url("results", found, item)
    return change_page(
        request,
        found,
        CorrectionForm(request.POST or saved_input(request), row=row),
        partial(actions.correct_result, row),
        title="Correct a result",
        quote=str(row),
        steps=(list_step(found, "metrics"), ("Results", back)),
        back=back,
    )


def list_step(plan: Plan, kind: str) -> tuple[str, str]:
    return ITEM_TYPES[kind].title, plan_url("items", plan, kind)


@dataclass(frozen=True)
class ResultWithHistory:
    """A result as it stands, and each earlier state with the state that corrected it."""

    now: Result
    corrected: tuple[tuple[Any, Any], ...]


def results_of(metric: Metric) -> list[ResultWithHistory]:
    """A metric's results in the order of their periods, with their corrections; two queries."""
    rows = Result.history.filter(metric_id=metric.pk).select_related("history_user")
    states = groupby(rows.order_by("id", "history_id"), key=lambda state: state.id)
    corrected = {key: tuple(pairwise(group)) for key, group in states}
    return [ResultWithHistory(row, corrected.get(row.pk, ())) for row in metric.results.all()]
