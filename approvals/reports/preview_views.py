"""The report as it will look, before it is sent: a page, a PDF and a Word file, each a draft."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from approvals.papers.paper import Paper
from approvals.papers.pdf import render_paper
from approvals.papers.word import paper_as_word
from approvals.reports.draft import draft_report
from approvals.reports.views import report_or_prefill
from plans.access import WRITE, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.actions.word_template import look_of
from plans.exports.not_printed import sentences
from plans.models import Plan
from web.file_kinds import WORD
from web.files import download


@require_safe
def report_preview(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What is saved of it, in its form; until anything is saved, what stands elsewhere already."""
    found, paper = draft_or_404(request, council, plan)
    context = {
        "plan": found,
        "paper": paper,
        "ways": [
            ("Go on writing it", plan_url("move_send", found)),
            ("Download this draft as PDF", plan_url("report_preview_pdf", found)),
            ("Download this draft as Word", plan_url("report_preview_docx", found)),
        ],
        "not_printed": sentences(paper.texts),
        "trail": breadcrumbs(found, ("The report", plan_url("move_send", found))),
    }
    return render(request, "approvals/papers/paper.html", context)


@require_safe
def report_preview_pdf(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    found, paper = draft_or_404(request, council, plan)
    return download(render_paper(paper), f"{found.slug}-report-draft.pdf", "application/pdf")


@require_safe
def report_preview_docx(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    found, paper = draft_or_404(request, council, plan)
    words = paper_as_word(paper, look_of(found.council))
    return download(words, f"{found.slug}-report-draft.docx", WORD.media_type)


def draft_or_404(request: PlanRequest, council: str, plan: str) -> tuple[Plan, Paper]:
    found = plan_or_404(request, council, plan, WRITE)
    report, _ = report_or_prefill(found)
    return found, draft_report(found, report)
