"""Bring a council's own text into its plan: paste or upload, see where every line goes, save."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from councils.models import User
from plans.access import WRITE, PlanRequest, plan_or_404, plan_url
from plans.actions.bringing import Brought, name_in_file
from plans.actions.imports import (
    PLACED,
    coming_in,
    keep_import,
    marked_of,
    place_import,
    read_import,
    settle_changes,
    source_of,
    steps_of,
    take_back,
    tell_lines,
    tell_rest,
)
from plans.forms.importing import (
    MERGE,
    REPLACE,
    ChangesForm,
    PlacingForm,
    PlanSourceForm,
    PutBackForm,
)
from plans.forms.lines import LinesForm
from plans.importing.bringing import Coming
from plans.importing.left_out import told_in_short
from plans.importing.plan import ImportedPlan
from plans.importing.put_back import left_aside
from plans.importing.report import report_import
from plans.limits import counted, size_of
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
        lambda by, **_: keep_import(
            found, by=by, name=form.name, source=form.source, marked=form.marked
        ),
        template="plans/import.html",
        done=lambda kept: plan_url(first_page(kept), found, kept.pk),
        back=found.get_absolute_url(),
    )


def first_page(kept: Import) -> str:
    """Its changes are settled before its lines: which lines there are depends on them."""
    return "import_changes" if kept.marked and not kept.changes else "import_review"


@require_http_methods(["GET", "POST"])
def import_changes(request: PlanRequest, council: str, plan: str, kept: int) -> HttpResponse:
    """What becomes of the changes that the file tracks, and of its comments?"""
    found = plan_or_404(request, council, plan, WRITE)
    row = waiting_text(request, found, kept)
    review = plan_url("import_review", found, row.pk)
    marked = marked_of(row)
    if marked is None:
        return redirect(review)
    form = ChangesForm(
        request.POST or saved_input(request), marked=marked, initial={"changes": row.changes}
    )
    return change_page(
        request,
        found,
        form,
        partial(settle_changes, row),
        template="plans/import_changes.html",
        kept=row,
        marked=marked,
        authors=[name_in_file(name) for name in marked.authors],
        steps=(("Paste or upload", plan_url("import", found)),),
        done=review,
        back=plan_url("import", found),
    )


@require_http_methods(["GET", "POST"])
def import_review(request: PlanRequest, council: str, plan: str, kept: int) -> HttpResponse:
    """Where each line of the text goes; nothing is saved before this page says so."""
    found = plan_or_404(request, council, plan, WRITE)
    row = waiting_text(request, found, kept)
    if first_page(row) != "import_review":
        return redirect(plan_url(first_page(row), found, row.pk))
    put_back = put_back_asked(request, row)
    imported = read_import(row, put_back.numbers())
    coming = coming_in(row, imported, put_back.numbers())
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
        placing(request, row, imported, form, coming),
        template="plans/import_review.html",
        kept=row,
        imported=imported,
        report=report_import(imported),
        parts=parts_in(imported),
        put_back=put_back,
        coming=coming,
        changes=plan_url("import_changes", found, row.pk),
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
    request: PlanRequest,
    kept: Import,
    imported: ImportedPlan,
    form: PlacingForm,
    coming: Coming | None,
) -> Callable[..., str]:
    """What the review does once it is sent: place the text where the form says, or go on to a page.

    It returns the address of what comes next.
    """

    def place(*, by: User, reason: str = "", **_: Any) -> str:
        if page := NEXT.get(form.way):
            tell_rest(kept, by=by, imported=imported, where=form.rest)
            return same_query(request, plan_url(page, kept.plan, kept.pk))
        came = place_import(
            kept.plan,
            by=by,
            imported=imported,
            name=kept.name,
            placed=form.placed(),
            kept=kept,
            coming=coming,
            reason=reason,
        )
        count = came.passages
        what = "paragraphs and headings are" if count > 1 else "paragraph or heading is"
        messages.success(request, f"{count} {what} in the plan.{beside_in_words(came.beside)}")
        return plan_url("plan_write", kept.plan)

    return place


def beside_in_words(beside: Brought) -> str:
    """What came beside a text, and what did not come; "" where there was nothing."""
    found = [(beside.suggestions, "suggestion"), (beside.comments, "comment")]
    came = [counted(count, noun) for count, noun in found if count]
    said = f" Beside it came {' and '.join(came)}." if came else ""
    if beside.left:
        one = len(beside.left) == 1
        what = "1 change or comment" if one else f"{len(beside.left)} changes and comments"
        said += f" {what} did not: {'its' if one else 'their'} paragraph is not in the plan."
    return said


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
