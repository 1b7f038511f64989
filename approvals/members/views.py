"""A Cabinet member's own page: read in two minutes, then content, a question or an interest."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from approvals.members.actions import NO_LONGER, add_member_statement
from approvals.members.answers import (
    TOO_LATE,
    answer_member,
    check_still_to_answer,
    step_to_answer,
)
from approvals.members.briefing import MemberBriefing, member_briefing
from approvals.members.forms import AnswerForm, InterestForm, MemberForm, QuestionForm
from approvals.models import MemberStatement
from approvals.which_version import version_for_members
from approvals.workflow.engine import PageState
from approvals.workflow.forms import TransitionForm, take_page_state
from approvals.workflow.pages import closed_page, transition_page
from plans.access import (
    ANSWER_MEMBERS,
    DECLARE,
    SIGN_OFF,
    PlanRequest,
    breadcrumbs,
    plan_or_404,
    plan_url,
)
from plans.meanwhile import moved_on, moves_of
from plans.models import Plan
from plans.page import page_for_people
from web.errors import MovedOn
from web.responses import handle_form
from web.saved_input import saved_input

PAGE = "plans/form.html"
ANSWERING = "Answer a member’s question"
Kind = MemberStatement.Kind
SAID = {
    Kind.CONTENT: "Your own sign-off is recorded.",
    Kind.QUESTION: "Your question is recorded. The author finds it on the plan’s page.",
    Kind.NO_INTEREST: "It is recorded that you have no interest to declare.",
    Kind.OTHER_INTEREST: "Your interest is declared.",
    Kind.INTEREST: "Your interest is declared. You take no part in this decision.",
}


@require_http_methods(["GET", "POST"])
def member_page(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What is asked of members, what this one declares, and whether they are content."""
    found = plan_or_404(request, council, plan)
    if request.method == "POST":
        request.access.require(*SIGN_OFF)
    before = member_briefing(found, request.access)
    if before is None:
        return not_yet(request, found)
    kind = Kind.NO_INTEREST if before.declares_first else Kind.CONTENT
    form = MemberForm(request.POST or None, kind=kind, seen=member_page_state(found, before))
    return take_statement(
        request,
        found,
        before,
        form,
        template="approvals/members/member.html",
        body=page_for_people(found, before.words),
    )


@require_http_methods(["GET", "POST"])
def member_question(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What does the member want to know?"""
    found = plan_or_404(request, council, plan, SIGN_OFF)
    before = member_briefing(found, request.access)
    if before is None:
        return not_yet(request, found)
    title = "Ask a question"
    if not before.takes_answers:
        return closed_page(request, found, title, partial(refuse_to_answer, found), why=TOO_LATE)
    form = QuestionForm(request.POST or saved_input(request), seen=member_page_state(found, before))
    return take_statement(
        request, found, before, form, kind=Kind.QUESTION, template=PAGE, title=title
    )


@require_http_methods(["GET", "POST"])
def member_interest(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Which interest has the member?"""
    found = plan_or_404(request, council, plan, DECLARE)
    before = member_briefing(found, request.access)
    if before is None:
        return not_yet(request, found)
    declared = before.barred or before.declared is not None
    form = InterestForm(
        request.POST or saved_input(request),
        corrects=declared,
        seen=member_page_state(found, before),
    )
    title = "Correct what you declared" if declared else "Declare an interest"
    page = "move_sign" if before.decides else "member"
    return take_statement(request, found, before, form, template=PAGE, title=title, page=page)


@require_http_methods(["GET", "POST"])
def answer_question(request: PlanRequest, council: str, plan: str, question: int) -> HttpResponse:
    """What is the answer to this member's question?"""
    found = plan_or_404(request, council, plan, ANSWER_MEMBERS)
    asked = get_object_or_404(MemberStatement.objects.questions_of(found), pk=question)
    step = step_to_answer(found)
    if step is None:
        refuse = partial(refuse_to_answer, found)
        return closed_page(request, found, ANSWERING, refuse, why=TOO_LATE)
    seen = PageState(found.moves, version_for_members(step).digest)
    form = AnswerForm(request.POST or saved_input(request), seen=seen)
    return transition_page(
        request,
        found,
        form,
        partial(answer_member, asked),
        template="approvals/members/answer.html",
        said="Your answer is recorded. Members read it on their page.",
        back=found.get_absolute_url(),
        title=ANSWERING,
        asked=asked,
    )


def refuse_to_answer(plan: Plan, seen: PageState) -> None:
    check_still_to_answer(plan)


def take_statement(
    request: PlanRequest,
    plan: Plan,
    before: MemberBriefing,
    form: TransitionForm,
    *,
    template: str,
    kind: str = "",
    page: str = "member",
    **context: object,
) -> HttpResponse:
    """Record what a member says of the words their page showed, and lead back to it."""

    def act(typed: dict) -> None:
        seen, said = take_page_state(typed), kind or typed.pop("kind")
        if seen.moves != plan.moves:
            # The meeting of the page may not be the one that comes next: nobody speaks to another.
            raise MovedOn(NO_LONGER, changes=moves_of(plan, seen.moves))
        add_member_statement(before.step, by=request.user, kind=said, seen=seen, **typed)
        messages.success(request, SAID[Kind(said)])

    back = plan_url(page, plan)
    context |= {"plan": plan, "before": before, "trail": breadcrumbs(plan)}
    return handle_form(request, form, act, template=template, context=context, done=back, back=back)


def member_page_state(plan: Plan, before: MemberBriefing) -> PageState:
    return PageState(plan.moves, before.version.digest)


def not_yet(request: PlanRequest, plan: Plan) -> HttpResponse:
    """The plan has not been put to any meeting."""
    context = {
        "plan": plan,
        "trail": breadcrumbs(plan),
        "title": plan.title,
        "why": "This plan has not been put to members yet.",
    }
    if request.method == "POST":
        raise moved_on(request, plan, str(context["why"]))
    return render(request, "approvals/workflow/unavailable.html", context)
