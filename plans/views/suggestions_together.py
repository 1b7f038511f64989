"""Suggestions answered together: all of one person, and all that people have for one paragraph."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from councils.gone import row_or_gone
from councils.models import User
from plans.access import WRITERS, PlanRequest, plan_or_404, plan_url
from plans.actions import all_suggestions as actions
from plans.actions.beside import settle_beside
from plans.beside import Beside, beside_on
from plans.comments import About, things_of
from plans.forms.beside import BesideForm
from plans.forms.suggestions import AnswerAllForm, why_field
from plans.models import Plan, Suggestion
from plans.sheets.values import sentences_by, taken_by_form
from plans.suggestion_pages import ShownSuggestion, part_of_suggestion, shown_suggestions
from plans.suggestions import (
    check_may_write_passage,
    may_not_clear_then,
    of_the_same,
    suggestions_for,
)
from plans.taken_together import stays_open
from plans.views.edit_page import change_page, reason_asked
from plans.views.suggestions import below, figures_for, reader_of_why
from web.saved_input import saved_input


@require_http_methods(["GET", "POST"])
def suggestions_accept(request: PlanRequest, council: str, plan: str, person: int) -> HttpResponse:
    """Put all that one person suggested into the plan? What is to be settled stays open."""
    found, rows, beside = open_of_or_404(request, council, plan, person)
    form = AnswerAllForm(
        request.POST or saved_input(request),
        rows=rows,
        why=why_field(reason_asked(request, found), reader_of_why(rows[0], request.user)),
        submit="Accept all of these",
    )
    barred = rows[0].by if may_not_clear_then(found.council, rows[0].by) else None
    title = f"Accept all that {rows[0].whose} suggested{in_part(request, found)}?"
    return answer_all_page(
        request,
        found,
        rows,
        form,
        partial(actions.accept_all, taken=taken_by_form),
        "accepted",
        title=title,
        barred=barred,
        page=lambda shown: {
            "sentences": sentences_by(found, rows),
            "stay_open": stays_open(
                found, request.access, shown, shown_suggestions(found, request.access, beside)
            ),
        },
    )


@require_http_methods(["GET", "POST"])
def suggestions_refuse(request: PlanRequest, council: str, plan: str, person: int) -> HttpResponse:
    """Leave the words as they stand, whatever one person suggested?"""
    found, rows, _ = open_of_or_404(request, council, plan, person)
    form = AnswerAllForm(
        request.POST or saved_input(request),
        rows=rows,
        why=why_field(None, reader_of_why(rows[0], request.user)),
        submit="Refuse all of these",
    )
    title = f"Refuse all that {rows[0].whose} suggested{in_part(request, found)}?"
    return answer_all_page(
        request, found, rows, form, actions.refuse_all, "refused", title=title, barred=None
    )


def answer_all_page(
    request: PlanRequest,
    plan: Plan,
    rows: list[Suggestion],
    form: AnswerAllForm,
    do: Any,
    done: str,
    *,
    title: str,
    barred: User | None,
    page: Callable[[list[ShownSuggestion]], dict[str, Any]] = lambda shown: {},
) -> HttpResponse:
    """The question about all of them; `page` gives what is said beside those shown as open."""

    def answer_them(**typed: Any) -> None:
        said = do(plan, of=rows[0].by, **typed)
        count = "1 suggestion is" if said.count == 1 else f"{said.count} suggestions are"
        left = f" Left open: {actions.why_left(said.left)}." if said.left else ""
        messages.success(request, f"{count} {done}.{left}")

    def listed() -> dict[str, Any]:
        every = shown_suggestions(plan, request.access, rows)
        shown = [one for one in every if one.answer is None]
        return {"all_shown": shown, **page(shown)}

    home = plan_url("suggestions", plan)
    return change_page(
        request,
        plan,
        form,
        answer_them,
        template="plans/suggestion_answer.html",
        title=title,
        barred=barred,
        page=listed,
        trail=below(request, plan),
        back=home,
    )


def open_of_or_404(
    request: PlanRequest, council: str, plan: str, person: int
) -> tuple[Plan, list[Suggestion], list[Suggestion]]:
    """What somebody suggested, to whoever writes in the plan; what is open, for who opens the page.

    Whoever sends the page is told what became of the rest. Where one part is asked for, what of
    theirs is of no part comes beside.
    """
    found = plan_or_404(request, council, plan, WRITERS)
    mine = suggestions_for(request.access, found)
    rows = list(of_the_same(mine, person, request.GET.get("like", "")))
    beside: list[Suggestion] = []
    if part := request.GET.get("part", ""):
        things = things_of(found, {About.PASSAGE, *(one.about for one in rows)})
        every = [(one, part_of_suggestion(one, things)[0]) for one in rows]
        rows = [one for one, of in every if of == part]
        beside = [one for one, of in every if not of and one.given is None]
    if request.method != "POST":
        rows = [one for one in rows if one.given is None]
    if not rows:
        raise Http404
    return found, rows, beside


def in_part(request: PlanRequest, plan: Plan) -> str:
    """ " in theme 2", where the page is about that part alone."""
    asked = request.GET.get("part", "")
    names = {one.key: one.name for one in things_of(plan, ()).parts} if asked else {}
    return f" in {names[asked]}" if asked in names else ""


@require_http_methods(["GET", "POST"])
def suggestions_beside(request: PlanRequest, council: str, plan: str, passage: int) -> HttpResponse:
    """What people would have of one paragraph, side by side: which of it is to stand?"""
    found = plan_or_404(request, council, plan, WRITERS)
    row = row_or_gone(request, found.passages.all(), passage, plan=found)
    row.plan = found
    check_may_write_passage(request.access, row)
    beside = beside_on(row, list(suggestions_for(request.access, found)), request.access)
    if len(beside.rows) < 2 and request.method != "POST":
        return redirect(plan_url("suggestions", found))
    form = BesideForm(
        request.POST or saved_input(request),
        row=row,
        beside=beside,
        reason=reason_asked(request, found),
    )

    def settle(**typed: Any) -> None:
        done = settle_beside(row, **typed)
        messages.success(request, said_of(done.taken, done.refused))

    return change_page(
        request,
        found,
        form,
        settle,
        template="plans/suggestions_beside.html",
        title="Side by side",
        name=things_of(found, {About.PASSAGE}).name_of(About.PASSAGE, row.pk),
        passage=row,
        beside=beside,
        barred=barred_by(beside, found),
        figures=figures_for(request, row),
        trail=below(request, found),
        back=plan_url("suggestions", found),
    )


def barred_by(beside: Beside, plan: Plan) -> User | None:
    """Somebody among those whose words may be taken who could not clear the plan then."""
    makers = dict.fromkeys(one.by for one in beside.rows)
    return next((one for one in makers if may_not_clear_then(plan.council, one)), None)


def said_of(taken: int, refused: int) -> str:
    found = [(taken, "accepted"), (refused, "refused")]
    return f"Settled: {', '.join(f'{count} {what}' for count, what in found if count)}."
