"""The author’s side of links for people without an account: send one, anew, and take it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from councils.gone import row_or_gone
from plans.access import WRITE, PlanRequest, plan_or_404, plan_url
from plans.actions import guests as actions
from plans.assignments import part_named, place_of, plan_day, who_has_what
from plans.forms.guests import Groups, LinkForm, SendLinkForm
from plans.guests import MODELS, LinkState, links_of_plan, states_of
from plans.models import GuestLink, Plan
from plans.parts import parts_of
from plans.views.edit_page import change_page
from web.errors import MovedOn, Refused
from web.saved_input import saved_input

TITLE = "Who has what"


@require_http_methods(["GET", "POST"])
def guest_send(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Who is sent which part, until when?"""
    found = plan_or_404(request, council, plan, WRITE)
    form = SendLinkForm(
        request.POST or saved_input(request),
        parts=parts_to_send(found),
        initial={"until": day_to_begin_with(found), "what": request.GET.get("what", "")},
    )
    home = plan_url("assignments", found)

    def send(*, by: Any, **typed: Any) -> None:
        link = actions.send_link(found, by=by, **typed)
        messages.success(request, f"The link is on its way to {link.person.email}.")

    return change_page(
        request,
        found,
        form,
        send,
        template="plans/guest_send.html",
        title="Send a part to somebody without an account",
        steps=((TITLE, home),),
        done=f"{home}#links",
        back=home,
    )


def day_to_begin_with(plan: Plan) -> Any:
    """The plan's own day, while that is to come."""
    day = plan_day(plan)
    return day if day and day >= timezone.localdate() else None


def parts_to_send(plan: Plan) -> Groups:
    """What nobody has, to write; and every paragraph, to comment on."""
    free = who_has_what(plan, timezone.localdate()).free
    paragraphs = [
        (f"comment-{one.pk}", f"{place_of(part)}. {one}")
        for part in parts_of(plan)
        for one in part.passages
        if not one.is_heading
    ]
    return [("To write", free), ("To comment on", paragraphs)]


@require_POST
def guest_again(request: PlanRequest, council: str, plan: str, link: int) -> HttpResponse:
    """The link did not arrive, or the wrong eyes saw it: a new one."""
    found = plan_or_404(request, council, plan, WRITE)
    row = link_or_gone(request, found, link)
    try:
        sent = actions.send_link_again(row, by=request.user, seen=seen_in(request))
    except MovedOn as overtaken:
        messages.warning(request, str(overtaken))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(
            request,
            f"A new link is on its way to {sent.person.email}. The one before opens nothing now.",
        )
    return redirect(plan_url("assignments", found) + "#links")


def seen_in(request: PlanRequest) -> int:
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


@require_http_methods(["GET", "POST"])
def guest_take_back(request: PlanRequest, council: str, plan: str, link: int) -> HttpResponse:
    """Shall the link open nothing any more?"""
    found = plan_or_404(request, council, plan, WRITE)
    row = link_or_gone(request, found, link)
    form = LinkForm(request.POST or saved_input(request), row=row)
    form.submit = "Take the link back"
    form.submit_kind = "warning"
    home = plan_url("assignments", found)

    def take_back(*, by: Any, seen: int) -> None:
        actions.take_link_back(row, by=by, seen=seen)
        messages.success(request, f"The link for {row.person.name} opens nothing any more.")

    return change_page(
        request,
        found,
        form,
        take_back,
        title="Take the link back?",
        text=what_ends(row),
        quote=part_of_link(row, found),
        steps=((TITLE, home),),
        done=f"{home}#links",
        back=home,
    )


def what_ends(link: GuestLink) -> str:
    said = f"{link.person.name} can do nothing by it any more, not even on a page they have open."
    return f"{said} What they wrote stays, and nobody has it to write." if link.may_write else said


def link_or_gone(request: PlanRequest, plan: Plan, key: int) -> GuestLink:
    """The link; one that was taken back has no page."""
    row: GuestLink = row_or_gone(request, links_of_plan(plan), key, plan=plan)
    row.plan = plan
    return row


def links_shown(plan: Plan) -> list[dict[str, Any]]:
    """Every link to a plan as its page lists it, newest first."""
    links = list(links_of_plan(plan))
    states = states_of(plan, links, timezone.localdate()) if links else {}
    return [
        {
            "link": link,
            "what": part_of_link(link, plan),
            "state": states[link.pk],
            "is_open": states[link.pk] == LinkState.OPEN,
            "may_be_taken_back": states[link.pk] != LinkState.TAKEN_BACK,
        }
        for link in links
    ]


def part_of_link(link: GuestLink, plan: Plan) -> str:
    """What it opens, as people know it."""
    if link.kind == GuestLink.Kind.QUESTION:
        texts = {one.key: one.text for one in plan.asked.questions}
        return f"Question {link.part}: {texts.get(link.part, 'no longer asked')}"
    model, name = MODELS[link.kind]
    row = model._default_manager.filter(plan=plan, **{name: link.part}).first()
    return part_named(row, plan) if row else "What was removed since"
