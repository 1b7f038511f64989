"""A Cabinet member's own page: read in two minutes, then content, a question or an interest."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from approvals import workflow
from approvals.before_members import BeforeMembers, before_members
from approvals.forms.members import InterestForm, MemberForm, QuestionForm
from approvals.forms.moves import MoveForm, take_seen
from approvals.models import MemberView
from approvals.workflow import Seen
from councils.access import Request
from councils.answering import answer
from councils.kept import kept_words
from councils.roles import Right
from plans import html
from plans.access import plan_or_404
from plans.models import Plan
from plans.navigation import at, trail

MEMBER = (Right.SIGN_OFF,)
PAGE = "plans/form.html"
SAID = {
    MemberView.Kind.CONTENT: "Your own sign-off is recorded.",
    MemberView.Kind.QUESTION: "Your question is recorded. The author finds it on the plan’s page.",
    MemberView.Kind.INTEREST: "Your interest is declared.",
}


@require_http_methods(["GET", "POST"])
def member(request: Request, council: str, plan: str) -> HttpResponse:
    """What is asked of members, and whether this member is content."""
    found = plan_or_404(request, council, plan)
    if request.method == "POST":
        request.standing.require(*MEMBER)
    before = before_members(found, request.standing)
    if before is None:
        return not_yet(request, found)
    form = MemberForm(request.POST or None, seen=shown(found, before))
    return say(
        request,
        found,
        before,
        form,
        MemberView.Kind.CONTENT,
        template="approvals/member.html",
        body=html.page_body(before.words),
    )


@require_http_methods(["GET", "POST"])
def member_question(request: Request, council: str, plan: str) -> HttpResponse:
    """What does the member want to know?"""
    found = plan_or_404(request, council, plan, MEMBER)
    before = before_members(found, request.standing)
    if before is None:
        return not_yet(request, found)
    form = QuestionForm(request.POST or kept_words(request), seen=shown(found, before))
    kind, title = MemberView.Kind.QUESTION, "Ask a question"
    return say(request, found, before, form, kind, template=PAGE, title=title)


@require_http_methods(["GET", "POST"])
def member_interest(request: Request, council: str, plan: str) -> HttpResponse:
    """Which interest has the member?"""
    found = plan_or_404(request, council, plan, MEMBER)
    before = before_members(found, request.standing)
    if before is None:
        return not_yet(request, found)
    form = InterestForm(request.POST or kept_words(request), seen=shown(found, before))
    kind, title = MemberView.Kind.INTEREST, "Declare an interest"
    return say(request, found, before, form, kind, template=PAGE, title=title)


def say(
    request: Request,
    plan: Plan,
    before: BeforeMembers,
    form: MoveForm,
    kind: MemberView.Kind,
    *,
    template: str,
    **context: object,
) -> HttpResponse:
    """Record what a member says of the words their page showed, and lead back to it."""

    def act(typed: dict) -> None:
        seen = take_seen(typed)
        workflow.say(before.step, by=request.user, kind=kind, seen=seen, **typed)
        messages.success(request, SAID[kind])

    back = at("member", plan)
    context |= {"plan": plan, "before": before, "trail": trail(plan)}
    return answer(request, form, act, template=template, context=context, done=back, back=back)


def shown(plan: Plan, before: BeforeMembers) -> Seen:
    return Seen(plan.moves, before.version.digest)


def not_yet(request: Request, plan: Plan) -> HttpResponse:
    """The plan has not been put to any meeting."""
    context = {
        "plan": plan,
        "trail": trail(plan),
        "title": plan.title,
        "why": "This plan has not been put to members yet.",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "approvals/not_now.html", context, status=status)
