"""The plan as it prints, written in where it stands; what is left to do beside it."""

from functools import partial

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.access import READ_RECORD, WRITE, WRITERS, PlanRequest, breadcrumbs, plan_or_404
from plans.assemble import build_document
from plans.checking import findings_in_plan, placed
from plans.comments import open_on_passages
from plans.coverage import coverage_of
from plans.edits import may_write
from plans.figures import figure_formatter
from plans.figures_offered import figures_of, offered
from plans.forms.presence import PresenceForm
from plans.models import Passage
from plans.page_count import pages_of_document
from plans.page_rows import RowsPlace, draw_rows
from plans.parts import parts_of
from plans.presence import latest_in, others_in, say_closed, say_open
from web.govuk import RichTextarea


@require_safe
def page_write(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Where are the words to change, and how far is the rest?"""
    found = plan_or_404(request, council, plan, WRITE)
    # Before the words: what is saved from here on is newer than what the page shows.
    latest = latest_in(found)
    parts = parts_of(found, on=timezone.localdate(), to_write=request.user)
    figures = figures_of(found.pk)
    printed, comments = figure_formatter(figures), open_on_passages(found)
    place = RowsPlace(
        found.council.slug,
        found.slug,
        may_write=may_write(found, request.access),
        reads_record=request.access.may(*READ_RECORD),
    )
    for part in parts:
        for passage in part.passages:
            passage.open_comments = comments.get(passage.pk, 0)
        part.rows = draw_rows(part, place, printed)
    context = {
        "plan": found,
        "parts": parts,
        "figures": partial(offered, found, figures, may_add=True),
        "listed_figures": figures,
        "open_comments": sum(comments.values()),
        "media": RichTextarea().media,
        "may_write": place.may_write,
        "latest": latest,
        "trail": breadcrumbs(found),
    }
    return render(request, "plans/page.html", context)


@require_safe
def page_left(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What is left to do before this can be sent, and how many pages is it?"""
    found = plan_or_404(request, council, plan, WRITE)
    document, coverage = build_document(found), coverage_of(found)
    findings = findings_in_plan(found, document, coverage)
    context = {
        "plan": found,
        "pages": pages_of_document(document),
        "guidance": found.asked.pages,
        "questions": coverage,
        "findings": placed(found, document, findings),
        "trail": breadcrumbs(found),
    }
    return render(request, "plans/page_left.html", context)


@require_POST
def page_presence(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Note what a page has open, and tell it who else is where, and whether anything was saved.

    Who writes nothing but what they were given neither tells nor learns of anything else.
    """
    found, now = plan_or_404(request, council, plan, WRITERS), timezone.now()
    form = PresenceForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    here = form.cleaned_data["open"]
    writes = request.access.may(*WRITE)
    if not writes:
        own = Passage.objects.filter(plan=found, writer=request.user)
        here &= set(own.values_list("pk", flat=True))
    say_open(found, here, by=request.user, now=now)
    say_closed(form.cleaned_data["closed"], by=request.user)
    others = others_in(found, request.user, now=now)
    told = others if writes else {key: words for key, words in others.items() if key in here}
    return JsonResponse({"here": told, "latest": latest_in(found) if writes else 0})
