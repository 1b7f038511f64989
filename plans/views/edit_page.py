"""How a page that changes a plan answers: acted on, refused with its words kept, or stale."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from plans.access import PlanRequest, breadcrumbs
from plans.actions.passages import PassageSaved
from plans.models import Plan
from plans.reasons import reason_to_begin_with
from plans.together import Together
from web.redline import Comparer
from web.responses import handle_form

# A header by which the page's script says that the page stays.
IN_PLACE = "X-Save-In-Place"
# A header by which the page of the whole plan asks for what it opens: the form alone.
FORM_ALONE = "X-Form-Alone"


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


def page_or_form(request: PlanRequest) -> str:
    """The template of the page to write a passage; of its form, where that opens elsewhere."""
    alone = request.method == "GET" and FORM_ALONE in request.headers
    return "plans/passage_writes.html" if alone else "plans/passage.html"


def reason_asked(request: PlanRequest, plan: Plan) -> str | None:
    """What a form's reason begins with, for whoever asks for the page; None where none is asked."""
    return reason_to_begin_with(plan, request.user.pk)


def told_together(together: Together) -> str:
    """What came to somebody's words from others, with their names and marked word by word."""
    parts = Comparer().redline(together.mine, together.text).parts
    told = {"changes": together.changes, "parts": parts}
    return render_to_string("plans/saved_together.html", told)


def saved_in_place(
    request: PlanRequest, form: Any, saved: PassageSaved | None = None
) -> JsonResponse:
    """What a page that stays needs to save once more; it opens anew where others' words came in.

    Without `saved` the same words were saved before.
    """
    if saved is None or saved.together:
        return JsonResponse({"reload": True})
    for _ in messages.get_messages(request):
        pass  # told here, and not on the next page
    clock = timezone.localtime().strftime("%H:%M")
    said = f"Saved {clock}" if saved else f"Saved {clock}: nothing was different"
    return JsonResponse({"said": said, "seen": saved.revision, "drawn": form.drawn})
