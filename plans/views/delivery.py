"""Savings by year on a commitment, and results of a metric."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from councils.access import Request
from councils.answering import answer
from councils.kept import kept_words
from plans.access import WRITE, plan_or_404
from plans.actions import items as actions
from plans.forms.items import ResultForm, SavingForm
from plans.lists import LISTS
from plans.navigation import at
from plans.views.items import list_trail


@require_http_methods(["GET", "POST"])
def savings(request: Request, council: str, plan: str, item: int) -> HttpResponse:
    """What a commitment saves, one financial year at a time."""
    found = plan_or_404(request, council, plan, WRITE)
    if not found.records_savings:
        raise Http404
    row = get_object_or_404(found.commitments, pk=item)
    row.plan = found
    held = list(row.savings.all())
    this_year = timezone.localdate().year
    years = range(min([this_year - 5, *(one.year for one in held)]), this_year + 10)
    form = SavingForm(
        request.POST or kept_words(request),
        years=years,
        frozen=found.frozen,
        initial={"year": this_year},
    )
    return answer(
        request,
        form,
        lambda typed: actions.set_saving(row, by=request.user, **typed),
        template="plans/savings.html",
        context={
            "plan": found,
            "commitment": row,
            "savings": held,
            "trail": list_trail(found, LISTS["commitments"]),
        },
        done=at("savings", found, row.pk),
        back=at("items", found, "commitments"),
    )


@require_http_methods(["GET", "POST"])
def results(request: Request, council: str, plan: str, item: int) -> HttpResponse:
    """A metric's results so far, and the next one."""
    found = plan_or_404(request, council, plan, WRITE)
    row = get_object_or_404(found.metrics, pk=item)
    row.plan = found
    form = ResultForm(request.POST or kept_words(request))
    return answer(
        request,
        form,
        lambda typed: actions.record_result(row, by=request.user, **typed),
        template="plans/results.html",
        context={
            "plan": found,
            "metric": row,
            "results": list(row.results.all()),
            "trail": list_trail(found, LISTS["metrics"]),
        },
        done=at("results", found, row.pk),
        back=at("items", found, "metrics"),
    )
