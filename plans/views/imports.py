"""Bring a council's own text into its plan: paste or upload, see where every line goes, save."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from councils.access import Request
from councils.answering import answer
from councils.kept import kept_words
from plans.access import WRITE, plan_or_404
from plans.actions import imports as actions
from plans.forms.importing import PlacingForm, SourceForm
from plans.importing import ImportedPlan, report
from plans.navigation import at, trail


@require_http_methods(["GET", "POST"])
def import_text(request: Request, council: str, plan: str) -> HttpResponse:
    """Paste or upload the text."""
    found = plan_or_404(request, council, plan, WRITE)
    form = SourceForm(request.POST or kept_words(request), request.FILES or None)
    return answer(
        request,
        form,
        lambda typed: actions.keep(found, by=request.user, name=form.name, source=form.source),
        template="plans/import.html",
        context={"plan": found, "trail": trail(found)},
        done=lambda kept: at("import_review", found, kept.pk),
        back=found.get_absolute_url(),
    )


@require_http_methods(["GET", "POST"])
def import_review(request: Request, council: str, plan: str, kept: int) -> HttpResponse:
    """Where each line of the text goes; nothing is saved before this page says so."""
    found = plan_or_404(request, council, plan, WRITE)
    row = get_object_or_404(found.imports.filter(by=request.user), pk=kept)
    row.plan = found
    imported = actions.read_kept(row)
    form = PlacingForm(request.POST or None, plan=found, imported=imported, frozen=found.frozen)

    def save(typed):
        count = actions.place(
            found,
            by=request.user,
            imported=imported,
            name=row.name,
            placed=form.placed(),
            kept=row,
            reason=typed.get("reason", ""),
        )
        messages.success(request, f"{count} paragraphs and headings are in the plan.")

    return answer(
        request,
        form,
        save,
        template="plans/import_review.html",
        context={
            "plan": found,
            "imported": imported,
            "kept": row,
            "report": report(imported),
            "parts": parts_in(imported),
            "already": found.passages.count(),
            "trail": trail(found, ("Paste or upload", at("import", found))),
        },
        done=at("plan_write", found),
        back=at("import", found),
    )


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
