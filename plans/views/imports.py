"""Bring a council's own text into its plan: paste or upload, see where every line goes, save."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from councils.models import User
from plans.access import WRITE, PlanRequest, plan_or_404, plan_url
from plans.actions.imports import keep_import, place_import, read_import
from plans.forms.importing import PlacingForm, PlanSourceForm, PutBackForm
from plans.importing.plan import ImportedPlan
from plans.importing.put_back import left_aside
from plans.importing.report import report_import
from plans.limits import size_of
from plans.meanwhile import moved_on
from plans.models import Import
from plans.views.edit_page import change_page, reason_asked
from web.saved_input import saved_input

PLACED = "This text no longer waits: it is in the plan, or was kept for too long."


@require_http_methods(["GET", "POST"])
def import_text(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Paste or upload the text."""
    found = plan_or_404(request, council, plan, WRITE)
    given = request.POST or saved_input(request), request.FILES or None
    form = PlanSourceForm(*given, size=size_of(found))
    return change_page(
        request,
        found,
        form,
        lambda by, **_: keep_import(found, by=by, name=form.name, source=form.source),
        template="plans/import.html",
        done=lambda kept: plan_url("import_review", found, kept.pk),
        back=found.get_absolute_url(),
    )


@require_http_methods(["GET", "POST"])
def import_review(request: PlanRequest, council: str, plan: str, kept: int) -> HttpResponse:
    """Where each line of the text goes; nothing is saved before this page says so."""
    found = plan_or_404(request, council, plan, WRITE)
    row = found.imports.filter(by=request.user, pk=kept).first()
    if row is None:
        raise moved_on(request, found, PLACED)
    row.plan = found
    put_back = PutBackForm(request.GET, aside=left_aside(read_import(row)))
    imported = read_import(row, put_back.numbers())
    form = PlacingForm(
        request.POST or saved_input(request),
        plan=found,
        imported=imported,
        reason=reason_asked(request, found),
    )
    return change_page(
        request,
        found,
        form,
        placing(request, row, imported, form),
        template="plans/import_review.html",
        kept=row,
        imported=imported,
        report=report_import(imported),
        parts=parts_in(imported),
        put_back=put_back,
        already=found.passages.count(),
        steps=(("Paste or upload", plan_url("import", found)),),
        done=plan_url("plan_write", found),
        back=plan_url("import", found),
    )


def placing(
    request: PlanRequest, kept: Import, imported: ImportedPlan, form: PlacingForm
) -> Callable[..., None]:
    """What the review does once it is sent: place the text where the form says, and say so."""

    def place(*, by: User, reason: str = "", **_: Any) -> None:
        count = place_import(
            kept.plan,
            by=by,
            imported=imported,
            name=kept.name,
            placed=form.placed(),
            kept=kept,
            reason=reason,
        )
        came = "paragraphs and headings are" if count > 1 else "paragraph or heading is"
        messages.success(request, f"{count} {came} in the plan.")

    return place


def parts_in(imported: ImportedPlan) -> list[dict[str, object]]:
    """What each part of the plan gets: its title, paragraphs and headings."""
    parts = [("Introduction", imported.introduction)]
    parts += [(theme.title, theme.passages) for theme in imported.themes]
    return [
        {
            "title": title,
            "paragraphs": sum(passage.kind == "paragraph" for passage in passages),
            "headings": sum(passage.kind == "heading" for passage in passages),
        }
        for title, passages in parts
    ]
