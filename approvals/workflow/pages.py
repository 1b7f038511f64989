"""How the page of a move answers: explained, acted on, refused, stale, or not open now."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from approvals.workflow.engine import PageState, check_open, check_page_current
from approvals.workflow.forms import TransitionForm, take_page_state
from approvals.workflow.transitions import first_on_page
from plans.access import PlanRequest, breadcrumbs
from plans.models import Plan
from plans.versions import newest_digest
from web.errors import Refused
from web.responses import handle_form


def transition_page(
    request: PlanRequest,
    plan: Plan,
    form: TransitionForm,
    do: Callable[..., Any],
    *,
    template: str = "approvals/workflow/transition.html",
    said: str = "",
    done: Any = None,
    back: str = "",
    page: Callable[[], dict[str, Any]] = dict,
    **context: Any,
) -> HttpResponse:
    """Do the move with what the form cleaned and with `seen`, say so, and lead to the plan.

    What is said is `said`, or else what `do` returns; `done` leads somewhere else. `page` gives
    what takes time to find and only the page shows.
    """
    return handle_form(
        request,
        form,
        act_and_say(request, do, said),
        template=template,
        context={"plan": plan, "trail": breadcrumbs(plan), **context},
        done=done or plan,
        back=back,
        page=page,
    )


def act_and_say(
    request: PlanRequest, do: Callable[..., Any], said: str
) -> Callable[[dict[str, Any]], Any]:
    def act(typed: dict[str, Any]) -> Any:
        # A row's own revision may be called `seen` in its form; the move means the page's.
        typed["seen"] = take_page_state(typed)
        result = do(by=request.user, **typed)
        messages.success(request, said or str(result))
        return result

    return act


def newest_page_state(plan: Plan) -> PageState:
    """What the page of a move shows that is about the newest frozen words, if there are any."""
    return PageState(plan.moves, newest_digest(plan))


def unavailable_page(
    request: PlanRequest, plan: Plan, page: str, title: str
) -> HttpResponse | None:
    """The page that says why a move is not open in the plan's stage; None when it is open."""
    if first_on_page(page, plan.stage):
        return None
    return closed_page(request, plan, title, lambda seen: check_open(page, plan, seen))


def barred(request: PlanRequest, plan: Plan, title: str, why: str) -> HttpResponse:
    """The page of a move that a rule keeps this person from; a sent form is refused by the same."""

    def refuse(seen: PageState) -> None:
        check_page_current(plan, seen)
        raise Refused(why, code="own_plan")

    return closed_page(request, plan, title, refuse, why=why)


def not_open(request: PlanRequest, plan: Plan, title: str, why: str) -> HttpResponse:
    """The page that says why there is nothing to do on it now; a sent form is refused by that."""

    def refuse(seen: PageState) -> None:
        check_page_current(plan, seen)
        raise Refused(why)

    return closed_page(request, plan, title, refuse, why=why)


def closed_page(
    request: PlanRequest,
    plan: Plan,
    title: str,
    refuse: Callable[[PageState], None],
    *,
    why: str = "",
) -> HttpResponse:
    """A page without its form; whoever sends one all the same is told by `refuse`."""
    template = "approvals/workflow/unavailable.html"
    context = {"plan": plan, "trail": breadcrumbs(plan), "title": title, "why": why}
    if request.method != "POST":
        return render(request, template, context)
    return handle_form(
        request,
        TransitionForm(request.POST, seen=PageState(plan.moves)),
        lambda typed: refuse(take_page_state(typed)),
        template=template,
        context=context,
        done=plan,
        back=plan.get_absolute_url(),
    )
