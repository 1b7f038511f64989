"""Say of many paragraphs at once that they are ready."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from plans.access import WRITE, PlanRequest, plan_or_404, plan_url
from plans.actions.marking import Marked, mark_ready
from plans.forms.marking import MarkReadyForm
from plans.parts import parts_of
from plans.views.edit_page import change_page
from web.saved_input import saved_input


@require_http_methods(["GET", "POST"])
def plan_ready(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Which paragraphs need nothing more? `?part=` has all of a part ticked."""
    found = plan_or_404(request, council, plan, WRITE)
    part = request.GET.get("part")
    form = MarkReadyForm(
        request.POST or saved_input(request),
        parts=parts_of(found),
        initial={"passages": [f"all-{part}"]} if part else {},
    )

    def mark(*, by: Any, **_: Any) -> None:
        done = mark_ready(found, by=by, chosen=form.chosen(), ready=form.ready)
        say_what_was_done(request, done, ready=form.ready)

    return change_page(
        request,
        found,
        form,
        mark,
        template="plans/ready.html",
        title="Mark paragraphs as ready",
        back=plan_url("plan_ready", found),
    )


def say_what_was_done(request: PlanRequest, done: Marked, *, ready: bool) -> None:
    if done.count:
        them = "1 paragraph is" if done.count == 1 else f"{done.count} paragraphs are"
        messages.success(request, f"{them} {'marked as ready' if ready else 'no longer ready'}.")
    elif not (done.left or done.gone):
        messages.info(request, "Nothing was different, so nothing was changed.")
    if done.left:
        named = "; ".join(str(one) for one in done.left)
        messages.warning(request, f"Left as it was: {named}.")
    if done.gone:
        them = "1 that you chose was" if done.gone == 1 else f"{done.gone} that you chose were"
        messages.warning(request, f"{them} removed from the plan meanwhile.")
