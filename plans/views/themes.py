"""Themes of a plan: add, retitle, move, remove."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from councils.access import Request
from councils.answering import answer
from councils.kept import kept_words
from plans.access import WRITE, plan_or_404
from plans.actions import themes as actions
from plans.forms.passages import MoveForm, RemoveForm, ThemeForm
from plans.models import Plan, Theme
from plans.navigation import at, trail


@require_http_methods(["GET", "POST"])
def theme_add(request: Request, council: str, plan: str) -> HttpResponse:
    found = plan_or_404(request, council, plan, WRITE)
    data = request.POST or kept_words(request)
    return answer(
        request,
        ThemeForm(data, asked=found.asked, frozen=found.frozen),
        lambda typed: actions.add_theme(found, by=request.user, **typed),
        template="plans/form.html",
        context={"plan": found, "title": "Add a theme", "trail": trail(found)},
        done=lambda theme: at("theme", found, theme.pk),
        back=found.get_absolute_url(),
    )


@require_http_methods(["GET", "POST"])
def theme_edit(request: Request, council: str, plan: str, theme: int) -> HttpResponse:
    found, row = theme_or_404(request, council, plan, theme)
    form = ThemeForm(
        request.POST or kept_words(request),
        asked=found.asked,
        row=row,
        frozen=found.frozen,
        initial={"title": row.title, "answers": row.answers},
    )
    return answer(
        request,
        form,
        lambda typed: actions.edit_theme(row, by=request.user, **typed),
        template="plans/form.html",
        context={"plan": found, "title": "Edit the theme", "trail": theme_trail(found, row)},
        done=at("theme", found, row.pk),
        back=at("theme", found, row.pk),
    )


@require_http_methods(["GET", "POST"])
def theme_move(request: Request, council: str, plan: str, theme: int) -> HttpResponse:
    found, row = theme_or_404(request, council, plan, theme)
    others = list(found.themes.exclude(pk=row.pk).order_by("place"))
    places = [("0", "First"), *((str(n), f"After {one}") for n, one in enumerate(others, start=1))]
    form = MoveForm(request.POST or None, row=row, frozen=found.frozen, places=places)
    return answer(
        request,
        form,
        lambda typed: actions.move_theme(
            row, by=request.user, position=int(typed.pop("to")), **typed
        ),
        template="plans/form.html",
        context={
            "plan": found,
            "title": "Move the theme",
            "quote": row.title,
            "trail": theme_trail(found, row),
        },
        done=found,
        back=at("theme", found, row.pk),
    )


@require_http_methods(["GET", "POST"])
def theme_remove(request: Request, council: str, plan: str, theme: int) -> HttpResponse:
    found, row = theme_or_404(request, council, plan, theme)
    form = RemoveForm(request.POST or None, row=row, frozen=found.frozen)
    return answer(
        request,
        form,
        lambda typed: actions.remove_theme(row, by=request.user, **typed),
        template="plans/form.html",
        context={
            "plan": found,
            "title": "Remove this theme?",
            "quote": row.title,
            "trail": theme_trail(found, row),
        },
        done=found,
        back=at("theme", found, row.pk),
    )


def theme_or_404(request: Request, council: str, plan: str, theme: int) -> tuple[Plan, Theme]:
    found = plan_or_404(request, council, plan, WRITE)
    row = get_object_or_404(found.themes, pk=theme)
    row.plan = found
    return found, row


def theme_trail(plan: Plan, theme: Theme) -> list[tuple[str, str]]:
    return trail(plan, (theme.title, at("theme", plan, theme.pk)))
