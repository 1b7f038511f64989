"""Themes of a plan: add, retitle, move, remove."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from councils.gone import row_or_gone
from plans.access import WRITE, PlanRequest, plan_or_404, plan_url
from plans.actions import themes as actions
from plans.forms.passages import MovePassageForm, RemovePassageForm, ThemeForm
from plans.models import Plan, Theme
from plans.views.edit_page import change_page, reason_asked
from web.saved_input import saved_input


@require_http_methods(["GET", "POST"])
def theme_add(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    found = plan_or_404(request, council, plan, WRITE)
    data = request.POST or saved_input(request)
    return change_page(
        request,
        found,
        ThemeForm(data, asked=found.asked, reason=reason_asked(request, found)),
        partial(actions.add_theme, found),
        title="Add a theme",
        done=lambda theme: plan_url("theme", found, theme.pk),
        back=found.get_absolute_url(),
    )


@require_http_methods(["GET", "POST"])
def theme_edit(request: PlanRequest, council: str, plan: str, theme: int) -> HttpResponse:
    found, row = theme_or_404(request, council, plan, theme)
    home = plan_url("theme", found, row.pk)
    form = ThemeForm(
        request.POST or saved_input(request),
        asked=found.asked,
        row=row,
        reason=reason_asked(request, found),
        initial={"title": row.title, "answers": row.answers},
    )
    return change_page(
        request,
        found,
        form,
        partial(actions.edit_theme, row),
        title="Edit the theme",
        steps=((row.title, home),),
        back=home,
    )


@require_http_methods(["GET", "POST"])
def theme_move(request: PlanRequest, council: str, plan: str, theme: int) -> HttpResponse:
    found, row = theme_or_404(request, council, plan, theme)
    home = plan_url("theme", found, row.pk)
    others = list(found.themes.exclude(pk=row.pk).order_by("place"))
    places = [("0", "First"), *((str(n), f"After {one}") for n, one in enumerate(others, start=1))]
    form = MovePassageForm(
        request.POST or saved_input(request),
        row=row,
        reason=reason_asked(request, found),
        places=places,
    )

    def move(*, to: str, **typed: Any) -> None:
        actions.move_theme(row, position=int(to), **typed)

    return change_page(
        request,
        found,
        form,
        move,
        title="Move the theme",
        quote=row.title,
        steps=((row.title, home),),
        done=found,
        back=home,
    )


@require_http_methods(["GET", "POST"])
def theme_remove(request: PlanRequest, council: str, plan: str, theme: int) -> HttpResponse:
    found, row = theme_or_404(request, council, plan, theme)
    home = plan_url("theme", found, row.pk)
    form = RemovePassageForm(
        request.POST or saved_input(request),
        row=row,
        reason=reason_asked(request, found),
    )
    return change_page(
        request,
        found,
        form,
        partial(actions.remove_theme, row),
        title="Remove this theme?",
        quote=row.title,
        steps=((row.title, home),),
        done=found,
        back=home,
    )


def theme_or_404(request: PlanRequest, council: str, plan: str, theme: int) -> tuple[Plan, Theme]:
    found = plan_or_404(request, council, plan, WRITE)
    again = plan_url("theme_add", found) if "title" in request.POST else ""
    row = row_or_gone(request, found.themes.all(), theme, plan=found, again=again)
    row.plan = found
    return found, row
