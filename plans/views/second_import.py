"""A text for a plan that has one: see what differs and take it, or put it in place of all."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from councils.models import User
from plans.access import WRITE, PlanRequest, plan_or_404, plan_url
from plans.actions.imports import coming_in, read_import
from plans.actions.offered import in_reading_order, offered
from plans.actions.second_import import Merged, merge_text, newest_change, replace_text
from plans.arriving import links_in
from plans.forms.second_import import MergeForm, ReplaceTextForm
from plans.importing.plan import ImportedPlan
from plans.limits import counted
from plans.models import Comment, Plan, QuestionLink
from plans.richtext import figures_in, parse_richtext
from plans.views.edit_page import change_page, reason_asked
from plans.views.imports import beside_in_words, put_back_asked, same_query, waiting_text
from web.saved_input import saved_input


@require_http_methods(["GET", "POST"])
def import_merge(request: PlanRequest, council: str, plan: str, kept: int) -> HttpResponse:
    """What of this text comes into the plan? Each difference is shown before anything changes."""
    found = plan_or_404(request, council, plan, WRITE)
    row = waiting_text(request, found, kept)
    put_back = put_back_asked(request, row).numbers()
    imported = read_import(row, put_back)
    coming = coming_in(row, imported, put_back)
    what = offered(found, imported)
    form = MergeForm(
        request.POST or saved_input(request),
        offered=what,
        seen=newest_change(found),
        comes_beside=bool(coming),
        reason=reason_asked(request, found),
    )

    def take(*, by: User, seen: int, reason: str = "", **_: Any) -> None:
        merged = merge_text(
            found,
            by=by,
            kept=row,
            imported=imported,
            taken=form.taken(),
            seen=seen,
            coming=coming,
            reason=reason,
        )
        messages.success(request, f"{in_words(merged)}{beside_in_words(merged.beside)}")

    return change_page(
        request,
        found,
        form,
        take,
        template="plans/import_merge.html",
        kept=row,
        coming=coming,
        same=what.meeting.same,
        other_marks=what.meeting.other_marks,
        made_from=what.made_from,
        waiting=len(imported.unplaced),
        steps=steps_to(request, found, row.pk),
        done=plan_url("plan_write", found),
        back=review_of(request, found, row.pk),
    )


@require_http_methods(["GET", "POST"])
def import_replace(request: PlanRequest, council: str, plan: str, kept: int) -> HttpResponse:
    """Is all that stands to go, and this text to come in its place?"""
    found = plan_or_404(request, council, plan, WRITE)
    row = waiting_text(request, found, kept)
    put_back = put_back_asked(request, row).numbers()
    imported = read_import(row, put_back)
    coming = coming_in(row, imported, put_back)
    form = ReplaceTextForm(
        request.POST or saved_input(request),
        seen=newest_change(found),
        reason=reason_asked(request, found),
    )

    def replace(*, by: User, seen: int, reason: str = "", **_: Any) -> None:
        came = replace_text(
            found,
            by=by,
            kept=row,
            imported=imported,
            seen=seen,
            coming=coming,
            reason=reason,
        )
        told = f"The plan’s text is replaced: {counted(came.passages, 'paragraph')} came."
        messages.success(request, told + beside_in_words(came.beside))

    return change_page(
        request,
        found,
        form,
        replace,
        template="plans/import_replace.html",
        kept=row,
        comes=how_many_come(imported),
        coming=coming,
        waiting=len(imported.unplaced),
        page=lambda: {"falls": list(falls_away(found))},
        steps=steps_to(request, found, row.pk),
        done=plan_url("plan_write", found),
        back=review_of(request, found, row.pk),
    )


def review_of(request: PlanRequest, plan: Plan, kept: int) -> str:
    return same_query(request, plan_url("import_review", plan, kept))


def steps_to(request: PlanRequest, plan: Plan, kept: int) -> tuple[tuple[str, str], ...]:
    review = review_of(request, plan, kept)
    return (("Paste or upload", plan_url("import", plan)), ("Check every line", review))


def how_many_come(imported: ImportedPlan) -> int:
    """How many paragraphs and headings have a place."""
    return len(imported.introduction) + sum(len(theme.passages) for theme in imported.themes)


def in_words(merged: Merged) -> str:
    """What was done, of each kind that was."""
    done = [
        f"{counted(count, 'paragraph')} {what}"
        for count, what in (
            (merged.changed, "changed"),
            (merged.added, "added"),
            (merged.removed, "removed"),
        )
        if count
    ]
    return f"The text is merged: {', '.join(done) or 'no words were changed'}."


def falls_away(plan: Plan) -> Iterator[str]:
    """All that goes with the plan's text, each in words."""
    rows = in_reading_order(plan)
    headings = sum(row.is_heading for row in rows)
    keys = [row.pk for row in rows]
    links = {one for row in rows for one in links_in(parse_richtext(row.body))}
    figures = dict.fromkeys(name for row in rows for name in figures_in(row.body))
    answers = QuestionLink.objects.filter(passage__in=keys).count()
    comments = Comment.objects.filter(plan=plan).standing_on(*keys).count()
    writers = sum(row.writer_id is not None for row in rows)
    for count, one, many in (
        (len(rows) - headings, "1 paragraph", "{} paragraphs"),
        (headings, "1 heading", "{} headings"),
        (answers, "1 mark of a question answered", "{} marks of questions answered"),
        (
            writers,
            "1 paragraph’s being given to somebody",
            "{} paragraphs’ being given to somebody",
        ),
        (comments, "the place of 1 comment", "the places of {} comments"),
        (len(links), "1 link", "{} links"),
    ):
        if count:
            yield one if count == 1 else many.format(f"{count:,}")
    if figures:
        named = ", ".join(f"“{name}”" for name in figures)
        yield f"the places of the figures {named}; the figures themselves stay"
