"""The suggestions for a plan: all that are open, one by one, and the forms that answer them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from councils.gone import row_or_gone
from councils.models import User
from plans.access import COMMENT, READ, WRITE, PlanRequest, Trail, plan_or_404, plan_url
from plans.actions import suggested_values as values
from plans.actions import suggestions as actions
from plans.comments import About, rows_of, things_of
from plans.figures_offered import figures_offered
from plans.forms.suggestions import (
    AcceptForm,
    AcceptWholeForm,
    AnswerForm,
    FilterForm,
    suggest_form,
)
from plans.models import Passage, Plan, Suggestion
from plans.sheets.values import AcceptValueForm, sentences_by
from plans.suggestion_pages import (
    by_person,
    parts_of_all,
    shown_suggestions,
    where_people_meet,
    whose_of,
)
from plans.suggestions import (
    check_may_write_passage,
    may_not_clear_then,
    may_refuse,
    suggestions_for,
)
from plans.views.comments import READERS, thing_or_404, trail_for
from plans.views.edit_page import change_page, reason_asked
from web.saved_input import saved_input

TITLE = "Suggestions"
# What accepting a suggestion about a whole passage did.
DONE_WITH: dict[str, str] = {
    Suggestion.Kind.NEW: "Its words are in the plan.",
    Suggestion.Kind.GONE: "The passage is taken out.",
    Suggestion.Kind.MOVED: "The passage is moved.",
}


@require_safe
def suggestions(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What is open, person by person; what was answered can be unfolded below it."""
    found = plan_or_404(request, council, plan, READERS)
    rows = list(suggestions_for(request.access, found))
    every = shown_suggestions(found, request.access, rows)
    form = FilterForm(request.GET, people=whose_of(every), parts=parts_of_all(every))
    shown = [one for one in every if form.wants(one)]
    waiting = [one for one in shown if one.answer is None]
    context = {
        "plan": found,
        "trail": trail_for(request, found),
        "form": form if len(form.people) > 1 or len(form.parts) > 1 else None,
        "people": by_person(waiting, part=form.part_chosen),
        "meeting": where_people_meet(waiting),
        # What went on with its words stands among the others as what it became.
        "answered": [one for one in shown if one.answer and not one.answer.divided][::-1],
    }
    status = 200 if form.is_valid() else 422
    return render(request, "plans/suggestions.html", context, status=status)


@require_http_methods(["GET", "POST"])
def suggestion_add(request: PlanRequest, council: str, plan: str, passage: int) -> HttpResponse:
    """Other words for one paragraph or heading, beginning with those that stand there."""
    found, row = thing_or_404(request, council, plan, About.PASSAGE, passage)
    home = plan_url("suggestions", found)
    return change_page(
        request,
        found,
        suggest_form(row, data=request.POST or saved_input(request)),
        partial(actions.make_suggestion, row),
        template="plans/suggestion_add.html",
        title="Suggest other words",
        name=things_of(found, {About.PASSAGE}).name_of(About.PASSAGE, row.pk),
        passage=row,
        figures=figures_for(request, row),
        barred=may_not_clear_then(found.council, request.user),
        trail=trail_for(request, found, (TITLE, home)),
        back=home,
        done=lambda made: plan_url("suggestion", found, made.pk),
    )


@require_safe
def suggestion(request: PlanRequest, council: str, plan: str, suggestion: int) -> HttpResponse:
    """One suggestion: the words, who suggested them and why, and what became of them."""
    found, row = suggestion_or_404(request, council, plan, suggestion)
    [shown] = shown_suggestions(found, request.access, [row])
    goes_on = [row.goes_on_from] if row.goes_on_from else []
    if shown.answer and shown.answer.divided:
        goes_on += row.goes_on_as.order_by("pk")
    readable = suggestions_for(request.access, found).filter(pk__in=[one.pk for one in goes_on])
    context = {
        "plan": found,
        "shown": shown,
        "related": list(readable.order_by("pk")) if goes_on else [],
        "trail": below(request, found),
    }
    return render(request, "plans/suggestion.html", context)


@require_http_methods(["GET", "POST"])
def suggestion_accept(
    request: PlanRequest, council: str, plan: str, suggestion: int
) -> HttpResponse:
    """Put it into the plan? What both changed since it was made is settled on the page."""
    found, row = suggestion_or_404(request, council, plan, suggestion)
    if request.method == "GET" and row.given:
        return redirect(plan_url("suggestion", found, row.pk))
    if row.is_value:
        return accept_value_page(request, row)
    if not row.has_words:
        return accept_whole_page(request, row)
    passage = row_or_gone(request, found.passages.all(), row.key, plan=found)
    check_may_write_passage(request.access, passage)
    form = AcceptForm(
        request.POST or saved_input(request),
        suggestion=row,
        row=passage,
        reason=reason_asked(request, found),
    )

    def accept(**typed: Any) -> None:
        actions.accept_suggestion(row, **typed)
        messages.success(request, "The suggestion is accepted. Its words are in the plan.")

    barred = row.by if may_not_clear_then(found.council, row.by) else None
    return answer_page(
        request,
        row,
        form,
        accept,
        title="Accept this suggestion?",
        barred=barred,
        figures=figures_for(request, passage),
    )


def accept_whole_page(request: PlanRequest, row: Suggestion) -> HttpResponse:
    """Let a passage come, go or move?"""
    request.access.require(*WRITE)
    is_new = row.kind == Suggestion.Kind.NEW
    passages = row.plan.passages.all()
    passage = None if is_new else row_or_gone(request, passages, row.key, plan=row.plan)
    form = AcceptWholeForm(
        request.POST or saved_input(request),
        suggestion=row,
        row=passage,
        reason=reason_asked(request, row.plan),
    )

    def accept(**typed: Any) -> None:
        actions.accept_whole(row, **typed)
        messages.success(request, f"The suggestion is accepted. {DONE_WITH[row.kind]}")

    barred = row.by if may_not_clear_then(row.plan.council, row.by) else None
    title = "Accept this suggestion?"
    return answer_page(request, row, form, accept, title=title, barred=barred)


def accept_value_page(request: PlanRequest, row: Suggestion) -> HttpResponse:
    """Let another value stand? All that people would have of the field are shown side by side."""
    request.access.require(*WRITE)
    item = row_or_gone(request, rows_of(row.plan, row.about), row.item or 0, plan=row.plan)
    item.plan = row.plan
    same = values.same_field(suggestions_for(request.access, row.plan), row)
    waiting = [row, *same.still_open().exclude(pk=row.pk)]
    for one in waiting:
        one.plan = row.plan
    form = AcceptValueForm(
        request.POST or saved_input(request),
        rows=waiting,
        row=item,
        reason=reason_asked(request, row.plan),
    )

    def accept(**typed: Any) -> None:
        done = values.accept_value(**typed)
        messages.success(request, f"The suggestion is {done.outcome}. Its value is in the plan.")

    several = len(waiting) > 1
    return answer_page(
        request,
        row,
        form,
        accept,
        also=waiting[1:],
        page=lambda: {"sentences": sentences_by(row.plan, waiting)},
        title="Which value should stand?" if several else "Accept this suggestion?",
    )


@require_http_methods(["GET", "POST"])
def suggestion_refuse(
    request: PlanRequest, council: str, plan: str, suggestion: int
) -> HttpResponse:
    """Leave the words as they stand? Whoever made it takes it back here."""
    found, row = suggestion_or_404(request, council, plan, suggestion)
    request.access.require(*COMMENT)
    if request.method == "GET" and row.given:
        return redirect(plan_url("suggestion", found, row.pk))
    if not may_refuse(request.access, row, found.passages.filter(pk=row.key).first()):
        raise PermissionDenied("Only who may write the paragraph refuses what is suggested.")
    mine = row.is_of(request.user)
    form = AnswerForm(
        request.POST or saved_input(request),
        of=reader_of_why(row, request.user),
        submit="Withdraw it" if mine else "Refuse it",
    )

    def refuse(**typed: Any) -> None:
        done = actions.refuse_suggestion(row, **typed)
        messages.success(request, f"The suggestion is {done.outcome}.")

    title = "Withdraw your suggestion?" if mine else "Refuse this suggestion?"
    return answer_page(request, row, form, refuse, title=title)


def reader_of_why(row: Suggestion, person: User) -> str:
    """Who is told why, in words: a name in a file is nobody who could read it here."""
    if row.file:
        return "Whoever reads drafts"
    return "Whoever writes the paragraph" if row.is_of(person) else row.by.name


def figures_for(request: PlanRequest, passage: Passage) -> Any:
    """What an editor offers, found where one is drawn: all figures, or those of the words alone."""
    within = None if request.access.may(*READ) else passage.body
    return partial(figures_offered, passage.plan, may_add=False, within=within)


def answer_page(
    request: PlanRequest,
    row: Suggestion,
    form: Any,
    do: Any,
    *,
    also: Sequence[Suggestion] = (),
    page: Callable[[], dict[str, Any]] = dict,
    **context: Any,
) -> HttpResponse:
    """The question about a suggestion and those `also` for it, with their words above the form."""
    rows = [row, *also]
    home = plan_url("suggestions", row.plan)
    return change_page(
        request,
        row.plan,
        form,
        do,
        template="plans/suggestion_answer.html",
        page=lambda: page() | {"all_shown": shown_suggestions(row.plan, request.access, rows)},
        trail=below(request, row.plan),
        back=plan_url("suggestion", row.plan, row.pk),
        done=home,
        **context,
    )


def below(request: PlanRequest, plan: Plan) -> Trail:
    return trail_for(request, plan, (TITLE, plan_url("suggestions", plan)))


def suggestion_or_404(
    request: PlanRequest, council: str, plan: str, suggestion: int
) -> tuple[Plan, Suggestion]:
    """A suggestion that the person may read, and its plan."""
    found = plan_or_404(request, council, plan, READERS)
    row = suggestions_for(request.access, found).filter(pk=suggestion).first()
    if row is None:
        raise Http404
    row.plan = found
    return found, row
