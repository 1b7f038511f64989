"""How a page that changes a plan answers: acted on, refused with its words kept, or stale."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.template.loader import render_to_string

from plans.access import PlanRequest, breadcrumbs
from plans.models import Plan
from plans.together import Together
from web.redline import Comparer
from web.responses import handle_form


def change_page(
    request: PlanRequest,
    plan: Plan,
    form: forms.BaseForm,
    do: Callable[..., Any],
    *,
    back: str,
    done: Any = None,
    template: str = "plans/form.html",
    steps: tuple[tuple[str, str], ...] = (),
    page: Callable[[], dict[str, Any]] = dict,
    **context: Any,
) -> HttpResponse:
    """Call `do` with what the form cleaned and by whom, then go to `done`, or else `back`.

    `steps` stand below the plan in the trail, as (label, address); `page` gives what takes time to
    find and only the page shows.
    """
    return handle_form(
        request,
        form,
        lambda typed: do(by=request.user, **typed),
        template=template,
        context={"plan": plan, "trail": breadcrumbs(plan, *steps), **context},
        done=done or back,
        back=back,
        page=page,
    )


def told_together(together: Together) -> str:
    """What came to somebody's words from others, with their names and marked word by word."""
    parts = Comparer().redline(together.mine, together.text).parts
    told = {"changes": together.changes, "parts": parts}
    return render_to_string("plans/saved_together.html", told)
