"""Bring a council's own text into its plan: paste or upload, see where every line goes, save."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from councils.models import User
from plans.access import WRITE, PlanRequest, plan_or_404, plan_url
from plans.actions.imports import (
    PLACED,
    keep_import,
    place_import,
    read_import,
    source_of,
    steps_of,
    take_back,
    tell_lines,
    tell_rest,
)
from plans.forms.importing import MERGE, REPLACE, PlacingForm, PlanSourceForm, PutBackForm
from plans.forms.lines import LinesForm
from plans.importing.left_out import told_in_short
from plans.importing.plan import ImportedPlan
from plans.importing.put_back import left_aside
from plans.importing.report import report_import
from plans.limits import size_of
from plans.meanwhile import moved_on
from plans.models import Import, Plan
from plans.views.edit_page import change_page, reason_asked
from web.saved_input import saved_input


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
    row = waiting_text(request, found, kept)
    put_back = put_back_asked(request, row)
    imported = read_import(row, put_back.numbers())
    form = PlacingForm(
        request.POST or saved_input(request),
        plan=found,
        imported=imported,
        has_text=found.passages.exists(),
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
        left_out=told_in_short(imported),
        out=[line for line in imported.lines if line.fate in ("furniture", "left out")],
        lines=same_query(request, plan_url("import_lines", found, row.pk)),
        steps=(("Paste or upload", plan_url("import", found)),),
        done=lambda where: where if isinstance(where, str) else plan_url("plan_write", found),
        back=plan_url("import", found),
    )


@require_http_methods(["GET", "POST"])
def import_lines(request: PlanRequest, council: str, plan: str, kept: int) -> HttpResponse:
    """Where do these lines go? Said of many at once, as often as it takes."""
    found = plan_or_404(request, council, plan, WRITE)
    row = waiting_text(request, found, kept)
    imported = read_import(row, put_back_asked(request, row).numbers())
    form = LinesForm(
        request.POST or saved_input(request),
        plan=found,
        source=source_of(row),
        lines=imported.lines,
        said=len(steps_of(row)),
    )

    def tell(*, by: User, **_: Any) -> None:
        if form.undoes:
            take_back(row, by=by, said=form.undoes)
        else:
            tell_lines(row, by=by, step=form.step())

    here = same_query(request, plan_url("import_lines", found, row.pk))
    review = same_query(request, plan_url("import_review", found, row.pk))
    return change_page(
        request,
        found,
        form,
        tell,
        template="plans/import_lines.html",
        report=report_import(imported),
        steps=(("Paste or upload", plan_url("import", found)), ("Check every line", review)),
        done=lambda _: here + anchor_of(form),
        back=review,
    )


def waiting_text(request: PlanRequest, plan: Plan, kept: int) -> Import:
    """The text that waits for this person; whoever sends a form of one that is gone is told."""
    row = plan.imports.filter(by=request.user, pk=kept).first()
    if row is None:
        raise moved_on(request, plan, PLACED)
    row.plan = plan
    return row


def put_back_asked(request: PlanRequest, row: Import) -> PutBackForm:
    """What the address says comes in after all."""
    return PutBackForm(request.GET, aside=left_aside(read_import(row)))


def same_query(request: PlanRequest, address: str) -> str:
    """Another page of the same text, with the same lines put back."""
    query = request.GET.urlencode()
    return f"{address}?{query}" if query else address


def anchor_of(form: LinesForm) -> str:
    """Where the page goes on: at the last line that was ticked."""
    ticked = form.cleaned_data.get("ticked")
    if not ticked:
        return ""
    numbers = [str(line.number) for line in form.lines]
    return f"#id_ticked_{numbers.index(ticked[-1])}"


# The page on which a text is brought in that does not simply come after the plan's.
NEXT = {MERGE: "import_merge", REPLACE: "import_replace"}


def placing(
    request: PlanRequest, kept: Import, imported: ImportedPlan, form: PlacingForm
) -> Callable[..., str]:
    """What the review does once it is sent: place the text where the form says, or go on to a page.

    It returns the address of what comes next.
    """

    def place(*, by: User, reason: str = "", **_: Any) -> str:
        if page := NEXT.get(form.way):
            tell_rest(kept, by=by, imported=imported, where=form.rest)
            return same_query(request, plan_url(page, kept.plan, kept.pk))
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
        return plan_url("plan_write", kept.plan)

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
