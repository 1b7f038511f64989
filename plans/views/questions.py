"""Which questions the plan answers, where, and which are open."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.access import WRITE, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.actions.plans import cover_theme, set_coverage
from plans.coverage import coverage_of
from plans.edits import may_write
from plans.forms.plans import CoverageForm
from plans.models import Plan
from plans.views.edit_page import change_page
from web.errors import Refused
from web.saved_input import saved_input


@require_safe
def questions(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Every question the commission asks, with the paragraphs that answer it."""
    found = plan_or_404(request, council, plan)
    themes = coverage_of(found)
    context = {
        "plan": found,
        "themes": themes,
        "open": sum(theme.open for theme in themes),
        "asked": sum(len(theme.rows) for theme in themes),
        "trail": breadcrumbs(found),
        "may_write": may_write(found, request.access),
    }
    return render(request, "plans/questions.html", context)


@require_POST
def theme_cover(request: PlanRequest, council: str, plan: str, theme: str) -> HttpResponse:
    """One button: the theme's open questions are covered at theme level."""
    found = plan_or_404(request, council, plan, WRITE)
    if found.asked.theme(theme) is None:
        raise Http404
    try:
        count = cover_theme(found, by=request.user, theme=theme)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        said = f"{count} question{'' if count == 1 else 's'} covered at theme level."
        messages.success(request, said if count else "No question of this theme was open.")
    return redirect(plan_url("questions", found))


@require_http_methods(["GET", "POST"])
def question(request: PlanRequest, council: str, plan: str, key: str) -> HttpResponse:
    """How one question is dealt with."""
    found = plan_or_404(request, council, plan, WRITE)
    rows = (row for theme in coverage_of(found) for row in theme.rows)
    row = next((row for row in rows if row.question.key == key), None)
    if row is None:
        raise Http404
    home = plan_url("questions", found)
    return change_page(
        request,
        found,
        CoverageForm(request.POST or saved_input(request), initial=coverage_said(found, key)),
        partial(set_coverage, found, question=key),
        template="plans/question.html",
        title=f"Question {key}",
        row=row,
        steps=(("Questions", home),),
        back=home,
    )


def coverage_said(plan: Plan, question: str) -> dict[str, object]:
    """What was said of a question before, with its revision: 0 where nothing was."""
    said = plan.coverage.filter(question=question).first()
    if said is None:
        return {"seen": 0}
    return {"state": said.state, "reason": said.reason, "seen": said.revision}
