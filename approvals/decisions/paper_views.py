"""The papers of a decision: its notice, and the report as it was issued.

Each is a page, a PDF, a Word file, and words to be copied into another system.
"""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from approvals.decisions.duty import duty_of
from approvals.decisions.issuing import as_made_public
from approvals.decisions.notice import decision_notice
from approvals.decisions.notice_shown import StepNotice, notice_of
from approvals.decisions.queries import WITH_ITS_POWER
from approvals.decisions.report_paper import issued_report
from approvals.decisions.to_do import Task, tasks_after, with_overdue
from approvals.models import Decision, DecisionStep, StepPaper
from approvals.papers.paper import Paper
from approvals.papers.pasted import paper_as_html, paper_as_text
from approvals.papers.pdf import render_paper
from approvals.papers.word import paper_as_open_text, paper_as_word
from councils.roles import Right
from plans.access import PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.actions.word_template import look_of
from plans.exports.not_printed import sentences
from plans.models import Plan
from web.file_kinds import ODT, WORD
from web.files import download


@require_safe
def decision_page(request: PlanRequest, council: str, plan: str, place: int) -> HttpResponse:
    """The record owed of a decision as a page; of what decided nothing, what was resolved."""
    found, made = decision_or_404(request, council, plan, place)
    duty = duty_of(made)
    ways = ways_to("notice", found, place) if duty.is_owed else []
    papers = made.step.papers.newest_of_each_kind()
    notice, tasks = notice_of(made.step), with_overdue(tasks_after(made))
    told = decision_notice(made, duty)
    return paper_page(request, found, told, ways, papers, made.step, notice, tasks)


@require_safe
def notice_pdf(request: PlanRequest, council: str, plan: str, place: int) -> HttpResponse:
    found, paper = notice_or_404(request, council, plan, place)
    return download(render_paper(paper), f"{found.slug}-decision-{place}.pdf", "application/pdf")


@require_safe
def notice_docx(request: PlanRequest, council: str, plan: str, place: int) -> HttpResponse:
    found, paper = notice_or_404(request, council, plan, place)
    return as_word(found, paper, f"{found.slug}-decision-{place}.docx")


@require_safe
def notice_odt(request: PlanRequest, council: str, plan: str, place: int) -> HttpResponse:
    found, paper = notice_or_404(request, council, plan, place)
    name = f"{found.slug}-decision-{place}.odt"
    return download(paper_as_open_text(paper), name, ODT.media_type)


@require_safe
def notice_copy(request: PlanRequest, council: str, plan: str, place: int) -> HttpResponse:
    found, paper = notice_or_404(request, council, plan, place)
    return copy_page(request, found, paper, plan_url("decision", found, place))


@require_safe
def issued_report_page(request: PlanRequest, council: str, plan: str, place: int) -> HttpResponse:
    """The report as it went to the meeting, with what the officers said of it."""
    found, step = step_or_404(request, council, plan, place)
    ways = ways_to("report_issued", found, place)
    return paper_page(request, found, issued_report(step), ways)


@require_safe
def issued_report_pdf(request: PlanRequest, council: str, plan: str, place: int) -> HttpResponse:
    found, step = step_or_404(request, council, plan, place)
    name = f"{found.slug}-report-{place}.pdf"
    return download(render_paper(issued_report(step)), name, "application/pdf")


@require_safe
def issued_report_docx(request: PlanRequest, council: str, plan: str, place: int) -> HttpResponse:
    found, step = step_or_404(request, council, plan, place)
    return as_word(found, issued_report(step), f"{found.slug}-report-{place}.docx")


@require_safe
def issued_report_odt(request: PlanRequest, council: str, plan: str, place: int) -> HttpResponse:
    found, step = step_or_404(request, council, plan, place)
    name = f"{found.slug}-report-{place}.odt"
    return download(paper_as_open_text(issued_report(step)), name, ODT.media_type)


@require_safe
def issued_report_copy(request: PlanRequest, council: str, plan: str, place: int) -> HttpResponse:
    """For the agenda: in the words that anybody would be given."""
    found, step = step_or_404(request, council, plan, place)
    paper = issued_report(step, for_anybody=True)
    return copy_page(request, found, paper, plan_url("report_issued", found, place))


def as_word(plan: Plan, paper: Paper, name: str) -> HttpResponse:
    return download(paper_as_word(paper, look_of(plan.council)), name, WORD.media_type)


def ways_to(name: str, plan: Plan, place: int) -> list[tuple[str, str]]:
    """Label and address of each way to take a paper along; `name` is that of its addresses."""
    return [
        ("Download as PDF", plan_url(f"{name}_pdf", plan, place)),
        ("Download as Word", plan_url(f"{name}_docx", plan, place)),
        ("Download as OpenDocument", plan_url(f"{name}_odt", plan, place)),
        ("Copy it into another system", plan_url(f"{name}_copy", plan, place)),
    ]


def copy_page(request: PlanRequest, plan: Plan, paper: Paper, back: str) -> HttpResponse:
    """A paper to be copied, without what is the council's own affair: an agenda is public."""
    public = as_made_public(paper)
    context = {
        "plan": plan,
        "paper": public,
        "back": back,
        "left_out": [one.title for one in paper.sections if one not in public.sections],
        "formatted": paper_as_html(public),
        "words": paper_as_text(public),
        "trail": breadcrumbs(plan, (paper.kind, back)),
    }
    return render(request, "approvals/papers/copy.html", context)


def paper_page(
    request: PlanRequest,
    plan: Plan,
    paper: Paper,
    ways: Sequence[tuple[str, str]],
    papers: Sequence[StepPaper] = (),
    step: DecisionStep | None = None,
    notice: StepNotice | None = None,
    tasks: Sequence[tuple[Task, bool]] = (),
) -> HttpResponse:
    context = {
        "notice": notice,
        "tasks": tasks,
        "may_record": request.access.may(Right.RECORD_DECISIONS),
        "papers": papers,
        "step": step,
        "plan": plan,
        "paper": paper,
        "ways": ways,
        "not_printed": sentences(paper.texts),
        "trail": breadcrumbs(plan),
    }
    return render(request, "approvals/papers/paper.html", context)


def decision_or_404(
    request: PlanRequest, council: str, plan: str, place: int
) -> tuple[Plan, Decision]:
    found = plan_or_404(request, council, plan)
    known = Decision.objects.select_related("step__round", "version", *WITH_ITS_POWER)
    decisions = known.filter(step__plan=found)
    made = get_object_or_404(decisions, step__place=place)
    made.step.plan = found
    return found, made


def notice_or_404(request: PlanRequest, council: str, plan: str, place: int) -> tuple[Plan, Paper]:
    """The record owed of a decision; of what decided nothing there is none."""
    found, made = decision_or_404(request, council, plan, place)
    duty = duty_of(made)
    if not duty.is_owed:
        raise Http404
    return found, decision_notice(made, duty)


def step_or_404(
    request: PlanRequest, council: str, plan: str, place: int
) -> tuple[Plan, DecisionStep]:
    """A step whose plan was cleared here; one entered from the record has no report."""
    found = plan_or_404(request, council, plan)
    known = ("round__version", "round__report", "under__decision__step")
    steps = found.steps.select_related(*known)
    step = get_object_or_404(steps, place=place)
    if step.round is None:
        raise Http404
    step.plan = found
    return found, step
