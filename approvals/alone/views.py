"""The page on which somebody decides alone, and that on which the day of its notice is entered."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from approvals.alone.desk import Desk, desk_of
from approvals.alone.forms import NoticeDayForm, SignForm
from approvals.alone.notice_day import NOT_AWAITED, record_notice_day
from approvals.alone.signing import sign_decision
from approvals.decisions.paper_views import decision_or_404
from approvals.members.briefing import MemberBriefing, member_briefing
from approvals.members.forms import MemberForm
from approvals.members.views import Kind, member_page_state, take_statement
from approvals.models import Decision
from approvals.workflow.engine import PageState, check_page_current
from approvals.workflow.pages import closed_page, transition_page, unavailable_page
from plans.access import DECIDE, RECORD_DECISIONS, PlanRequest, plan_or_404
from plans.models import Plan
from plans.page import page_for_people
from web.errors import Refused
from web.saved_input import saved_input

DECIDING, NOTICE_DAY = "Decide on it", "Enter the day of the decision notice"
TEMPLATE = "approvals/alone/sign.html"
RECORDED = "Your decision is recorded."


@require_http_methods(["GET", "POST"])
def plan_sign(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What does whoever decides alone declare, and then decide?"""
    found = plan_or_404(request, council, plan, DECIDE)
    if refusal := unavailable_page(request, found, "sign", DECIDING):
        return refusal
    desk, before = desk_of(found, request.user), member_briefing(found, request.access)
    if isinstance(desk, str) or before is None:
        why = desk if isinstance(desk, str) else ""
        return closed_page(request, found, DECIDING, partial(refuse, found, why), why=why)
    declaring = declaring_form(request, found, before)
    page = page_of(found, desk, before, declaring)
    if declaring.is_bound:
        return take_statement(
            request, found, before, declaring, template=TEMPLATE, page="move_sign", **page
        )
    called_in = found.council.call_in_applies
    seen = member_page_state(found, before)
    form = SignForm(request.POST or saved_input(request), seen=seen, called_in=called_in)
    do = partial(sign, found, form)
    # A plan that they refused is with its author again, and theirs to read no more.
    home = reverse("home")
    return transition_page(
        request, found, form, do, template=TEMPLATE, done=home, before=before, **page
    )


def sign(plan: Plan, form: SignForm, *, by: Any, seen: PageState, **_: Any) -> str:
    """What to say of it: whether it is decided, or who is still to sign."""
    if sign_decision(plan, by=by, seen=seen, said=form.said()):
        return RECORDED
    desk = desk_of(plan, by)
    waits = desk.waits_for if isinstance(desk, Desk) else ""
    return f"Your signature is recorded. Still to sign: {waits}."


def page_of(
    plan: Plan, desk: Desk, before: MemberBriefing, declaring: MemberForm
) -> dict[str, Any]:
    """What the page shows beside the form: the words themselves, and who decides them."""
    body = page_for_people(plan, before.words)
    return {"desk": desk, "declaring": declaring, "body": body}


def declaring_form(request: PlanRequest, plan: Plan, before: MemberBriefing) -> MemberForm:
    sent = request.POST if "kind" in request.POST else None
    return MemberForm(sent, kind=Kind.NO_INTEREST, seen=member_page_state(plan, before))


def refuse(plan: Plan, why: str, seen: PageState) -> None:
    check_page_current(plan, seen)
    raise Refused(why, code="not_decider")


@require_http_methods(["GET", "POST"])
def notice_day(request: PlanRequest, council: str, plan: str, place: int) -> HttpResponse:
    """On which day was the notice of this decision published?"""
    found = plan_or_404(request, council, plan, RECORD_DECISIONS)
    found, made = decision_or_404(request, council, plan, place)
    if not made.awaits_its_notice:
        why = NOT_AWAITED
        return closed_page(request, found, NOTICE_DAY, partial(refuse, found, why), why=why)
    form = NoticeDayForm(request.POST or saved_input(request), seen=PageState(found.moves))

    def record(by: Any, seen: PageState, **typed: Any) -> None:
        record_notice_day(made, by=by, seen=seen, **typed)

    return transition_page(
        request,
        found,
        form,
        record,
        said="The day is recorded. Call-in is counted from it.",
        title=NOTICE_DAY,
        text=text_of(made),
    )


def text_of(made: Decision) -> str:
    return (
        f"{made.step.body} decided{made.on_its_day}. Call-in is counted from the day on which the "
        "notice of it was published."
    )
