"""How the page of a move answers: explained, acted on, refused, stale, or not open now."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from approvals.forms.moves import MoveForm, take_seen
from approvals.moves import on_page
from approvals.workflow.moving import Seen, check_open
from councils.access import Request
from councils.answering import answer
from plans.models import Plan
from plans.navigation import trail
from plans.versions import newest_digest


def move_page(
    request: Request,
    plan: Plan,
    form: MoveForm,
    do: Callable[..., Any],
    *,
    template: str = "approvals/move.html",
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
    return answer(
        request,
        form,
        acting(request, do, said),
        template=template,
        context={"plan": plan, "trail": trail(plan), **context},
        done=done or plan,
        back=back,
        page=page,
    )


def acting(request: Request, do: Callable[..., Any], said: str) -> Callable[[dict[str, Any]], Any]:
    def act(typed: dict[str, Any]) -> Any:
        # A row's own revision may be called `seen` in its form; the move means the page's.
        typed["seen"] = take_seen(typed)
        result = do(by=request.user, **typed)
        messages.success(request, said or str(result))
        return result

    return act


def seen_newest(plan: Plan) -> Seen:
    """What the page of a move shows that is about the newest frozen words, if there are any."""
    return Seen(plan.moves, newest_digest(plan))


def not_now(request: Request, plan: Plan, page: str, title: str) -> HttpResponse | None:
    """The page that says why a move is not open in the plan's stage; None when it is open."""
    if on_page(page, plan.stage):
        return None
    return shut(request, plan, title, lambda seen: check_open(page, plan, seen))


def shut(
    request: Request, plan: Plan, title: str, refuse: Callable[[Seen], None], *, why: str = ""
) -> HttpResponse:
    """A page without its form; whoever sends one all the same is told by `refuse`."""
    template = "approvals/not_now.html"
    context = {"plan": plan, "trail": trail(plan), "title": title, "why": why}
    if request.method != "POST":
        return render(request, template, context)
    return answer(
        request,
        MoveForm(request.POST, seen=Seen(plan.moves)),
        lambda typed: refuse(take_seen(typed)),
        template=template,
        context=context,
        done=plan,
        back=plan.get_absolute_url(),
    )
