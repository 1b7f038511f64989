"""The words of a plan, part by part: paragraphs, headings and themes."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from plans.access import (
    READ_DRAFTS,
    READ_RECORD,
    WRITE,
    PlanRequest,
    breadcrumbs,
    passage_or_404,
    plan_or_404,
)
from plans.actions import passages as actions
from plans.around import around
from plans.edits import may_comment, may_write
from plans.figures import figure_formatter, printed_html
from plans.figures_offered import figures_offered
from plans.forms.passages import MovePassageForm, RemovePassageForm
from plans.models import Passage, Plan, Theme
from plans.parts import PlanPart, parts_of
from plans.remarks import Remark, remarks_on
from plans.suggestions import waiting_for
from plans.views.edit_page import (
    IN_PLACE,
    change_page,
    page_or_form,
    reason_asked,
    saved_in_place,
    told_together,
)
from plans.views.passage_form import passage_form
from plans.views.stashes import offer_in
from plans.views.way_back import home_of, part_title
from web.saved_input import saved_input


@require_safe
def part(request: PlanRequest, council: str, plan: str, theme: int | None = None) -> HttpResponse:
    """One part of the plan, the introduction or a theme: what stands in it, and what comes next."""
    found = plan_or_404(request, council, plan)
    parts = parts_of(found, on=timezone.localdate())
    here = next((one for one in parts if (one.theme.pk if one.theme else None) == theme), None)
    if here is None:
        raise Http404
    printed = figure_formatter(found.figures.all())
    for one in here.passages:
        one.as_html = printed_html(one.body, printed)
    context = {
        "plan": found,
        "part": here,
        "parts": parts,
        "trail": breadcrumbs(found),
        "may_write": may_write(found, request.access),
        # Whoever writes it comments from the page on which it is written.
        "may_comment": may_comment(found, request.access) and not request.access.may(*WRITE),
        "remarks": remarks_about(request, found, here.theme, None),
        "reads_record": request.access.may(*READ_RECORD),
    }
    return render(request, "plans/part.html", context)


def remarks_about(
    request: PlanRequest, plan: Plan, theme: Theme | None, passage: int | None
) -> list[Remark]:
    """What is to be put right in a passage or part, to people who read drafts."""
    if not request.access.may(*READ_DRAFTS):
        return []
    part = str(theme.pk) if theme else "introduction"
    return [one.remark for one in remarks_on(plan) if one.is_about(passage, part)]


@require_http_methods(["GET", "POST"])
def passage(request: PlanRequest, council: str, plan: str, passage: int) -> HttpResponse:
    """One paragraph or heading: its words, the questions it answers, who writes it."""
    found = passage_or_404(request, council, plan, passage, WRITE, to_write=True)
    form = passage_form(request, found.plan, found.kind, found.theme, row=found)
    home, writes = back_for(request, found), request.access.may(*WRITE)

    done: list[actions.PassageSaved] = []

    def save(**typed: Any) -> None:
        saved = actions.edit_passage(found, **typed)
        done.append(saved)
        if saved.together:
            messages.success(request, told_together(saved.together))
        elif saved:
            messages.success(request, "Saved.")

    answer = change_page(
        request,
        found.plan,
        form,
        save,
        template=page_or_form(request),
        title=f"Edit a {found.kind}",
        passage=found,
        remarks=partial(remarks_about, request, found.plan, found.theme, found.pk),
        offer=offer_in(request, found) if found.unsaved and not form.is_bound else None,
        suggested=partial(waiting_for, request.access, found),
        page=lambda: {} if writes else {"around": around(found.plan, found.theme, found)},
        may_write=may_write(found.plan, request.access),
        figures=partial(
            figures_offered, found.plan, may_add=writes, within=None if writes else found.body
        ),
        steps=((part_title(found.theme), home),),
        back=home,
    )
    is_saved = answer.status_code == 302 and IN_PLACE in request.headers
    return saved_in_place(request, form, *done) if is_saved else answer


@require_http_methods(["GET", "POST"])
def passage_move(request: PlanRequest, council: str, plan: str, passage: int) -> HttpResponse:
    """Where should it stand? Any place in any part of the plan."""
    found = passage_or_404(request, council, plan, passage, WRITE)
    parts = parts_of(found.plan)
    places = places_for(found, parts)
    form = MovePassageForm(
        request.POST or saved_input(request),
        row=found,
        reason=reason_asked(request, found.plan),
        places=places,
    )
    home = home_of(request, found.plan, found.theme, found.pk)

    def move(*, to: str, **typed: Any) -> Passage:
        stands_in, position = place_chosen(to, parts)
        actions.move_passage(found, theme=stands_in, position=position, **typed)
        found.theme = stands_in
        return found

    return change_page(
        request,
        found.plan,
        form,
        move,
        title=f"Move a {found.kind}",
        quote=found.body,
        steps=((part_title(found.theme), home),),
        done=lambda moved: home_of(request, found.plan, moved.theme, found.pk),
        back=home,
    )


@require_http_methods(["GET", "POST"])
def passage_remove(request: PlanRequest, council: str, plan: str, passage: int) -> HttpResponse:
    """Take it out? The history keeps it, and it can be put back."""
    found = passage_or_404(request, council, plan, passage, WRITE)
    data = request.POST or saved_input(request)
    form = RemovePassageForm(data, row=found, reason=reason_asked(request, found.plan))
    home = home_of(request, found.plan, found.theme)

    def remove(**typed: Any) -> None:
        actions.remove_passage(found, **typed)
        messages.success(
            request, f"The {found.kind} is removed. You can put it back from the plan’s history."
        )

    return change_page(
        request,
        found.plan,
        form,
        remove,
        title=f"Remove this {found.kind}?",
        quote=found.body,
        text="The history keeps it, and you can put it back from there.",
        steps=((part_title(found.theme), home),),
        back=home,
    )


def places_for(passage: Passage, parts: list[PlanPart]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every place the passage could go, part by part, as (part-position, words)."""
    places = []
    for part in parts:
        others = [one for one in part.passages if one.pk != passage.pk]
        after = [
            (f"{part.key}-{position}", f"After {other}")
            for position, other in enumerate(others, start=1)
        ]
        places.append((part.title, [(f"{part.key}-0", "First" if after else "Here"), *after]))
    return places


def place_chosen(value: str, parts: list[PlanPart]) -> tuple[Theme | None, int]:
    """The part, a theme or the introduction, and the position in it that the form offered."""
    key, position = value.split("-")
    return next((part.theme for part in parts if part.key == key), None), int(position)


def back_for(request: PlanRequest, passage: Passage) -> str:
    """An author goes back to the part; a contributor, who sees nothing else, to their own page."""
    if request.access.may(*WRITE):
        return home_of(request, passage.plan, passage.theme, passage.pk)
    return "/"
