"""The lists of a plan: figures, commitments, metrics, barriers and evidence."""

from functools import partial
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from councils.gone import row_or_gone
from plans.access import READ_RECORD, WRITE, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.actions import items as actions
from plans.actions.files import read_file
from plans.edits import may_write
from plans.figures import printed_value
from plans.forms.passages import MovePassageForm, RemovePassageForm
from plans.item_types import ItemType
from plans.models import Commitment, Evidence, Metric, Plan, Saving, StoredFile
from plans.models.comments import open_on
from plans.savings import standing_of, with_confirmations
from plans.sheets.kinds import sheets_below
from plans.suggestions import values_for
from plans.targets import status_in_words
from plans.views.edit_page import change_page, reason_asked
from web.files import download
from web.saved_input import saved_input


@require_safe
def item_list(request: PlanRequest, council: str, plan: str, kind: ItemType) -> HttpResponse:
    """What this list holds, and the way to add to it."""
    found = plan_or_404(request, council, plan)
    rows = list(item_rows(found, kind))
    context = {
        "plan": found,
        "list": kind,
        "rows": rows,
        "trail": breadcrumbs(found),
        "may_write": may_write(found, request.access),
        "reads_record": request.access.may(*READ_RECORD),
        "add": plan_url("item_add", found, kind),
        "sheets": [
            one for one in sheets_below(found, kind.key) if request.access.may(*one.readers)
        ],
    }
    return render(request, f"plans/lists/{kind.key}.html", context)


@require_http_methods(["GET", "POST"])
def item_add(request: PlanRequest, council: str, plan: str, kind: ItemType) -> HttpResponse:
    found = plan_or_404(request, council, plan, WRITE)
    form = kind.form(
        request.POST or saved_input(request),
        request.FILES or None,
        plan=found,
        reason=reason_asked(request, found),
    )
    home = plan_url("items", found, kind)
    return change_page(
        request,
        found,
        form,
        partial(actions.add_item, found, kind.model),
        template="plans/item.html",
        title=f"Add {kind.article} {kind.noun}",
        steps=((kind.title, home),),
        back=home,
    )


@require_http_methods(["GET", "POST"])
def item(request: PlanRequest, council: str, plan: str, kind: ItemType, item: int) -> HttpResponse:
    found, row = item_or_404(request, council, plan, kind, item)
    form = kind.form(
        request.POST or saved_input(request),
        request.FILES or None,
        plan=found,
        row=row,
        reason=reason_asked(request, found),
    )
    home = plan_url("items", found, kind)
    return change_page(
        request,
        found,
        form,
        partial(actions.edit_item, row),
        template="plans/item.html",
        title=f"Edit {kind.article} {kind.noun}",
        list=kind,
        row=row,
        page=lambda: {"waiting": values_for(request.access, row) if kind.about_code else []},
        steps=((kind.title, home),),
        back=home,
    )


@require_http_methods(["GET", "POST"])
def item_move(
    request: PlanRequest, council: str, plan: str, kind: ItemType, item: int
) -> HttpResponse:
    if not kind.ordered:
        raise Http404
    found, row = item_or_404(request, council, plan, kind, item)
    others = list(kind.model._default_manager.filter(plan=found).exclude(pk=row.pk))
    places = [("0", "First"), *((str(n), f"After {one}") for n, one in enumerate(others, start=1))]
    form = MovePassageForm(
        request.POST or saved_input(request),
        row=row,
        reason=reason_asked(request, found),
        places=places,
    )
    home = plan_url("items", found, kind)

    def move(*, to: str, **typed: Any) -> None:
        actions.move_item(row, position=int(to), **typed)

    return change_page(
        request,
        found,
        form,
        move,
        title=f"Move {kind.article} {kind.noun}",
        quote=str(row),
        steps=((kind.title, home),),
        back=home,
    )


@require_http_methods(["GET", "POST"])
def item_remove(
    request: PlanRequest, council: str, plan: str, kind: ItemType, item: int
) -> HttpResponse:
    found, row = item_or_404(request, council, plan, kind, item)
    form = RemovePassageForm(
        request.POST or saved_input(request),
        row=row,
        reason=reason_asked(request, found),
    )
    home = plan_url("items", found, kind)
    return change_page(
        request,
        found,
        form,
        partial(actions.remove_item, row),
        title=f"Remove this {kind.noun}?",
        quote=str(row),
        steps=((kind.title, home),),
        back=home,
    )


@require_safe
def evidence_file(request: PlanRequest, council: str, plan: str, item: int) -> HttpResponse:
    """The file behind a piece of evidence, to people who may read the plan."""
    found = plan_or_404(request, council, plan)
    file = get_object_or_404(
        StoredFile.objects.select_related("council"), evidence__plan=found, evidence=item
    )
    return download(read_file(file), file.name, file.media_type)


def item_rows(plan: Plan, kind: ItemType) -> Any:
    """The list's rows with what its page shows beside them."""
    rows: Any = kind.model._default_manager.filter(plan=plan)
    if kind.model is Commitment:
        rows = rows.select_related("theme").prefetch_related("linked_metrics__metric")
        if plan.records_savings:
            savings = Saving.objects.prefetch_related(with_confirmations())
            rows = rows.prefetch_related(Prefetch("savings", queryset=savings))
    if kind.model is Metric:
        rows = rows.prefetch_related("results")
    if kind.model is Evidence:
        rows = rows.select_related("file")
    for row in rows:
        if kind.key == "figures":
            row.printed = printed_value(row.value, row.unit, row.unit_words)
        if kind.key == "metrics":
            row.latest = max(row.results.all(), key=lambda one: one.ends_on, default=None)
            row.stands = status_in_words(row, row.latest, on=timezone.localdate())
        if kind.key == "commitments" and plan.records_savings:
            row.savings_standing = [standing_of(one) for one in row.savings.all()]
        row.plan = plan
        yield row


def item_or_404(
    request: PlanRequest, council: str, plan: str, kind: ItemType, item: int
) -> tuple[Plan, Any]:
    found = plan_or_404(request, council, plan, WRITE)
    rows: Any = kind.model._default_manager.filter(plan=found)
    if kind.about_code:
        rows = rows.annotate(open_comments=open_on(kind.about_code))
    # A form of more than a place or a reason has the row's words.
    again = plan_url("item_add", found, kind) if kind.words & set(request.POST) else ""
    row = row_or_gone(request, rows, item, plan=found, again=again)
    row.plan = found
    return found, row
