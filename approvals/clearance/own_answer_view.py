"""The page of an officer whose answer somebody else recorded: is it theirs?"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from approvals.clearance.disowning import confirm_answer, disown_answer, once_in_office
from approvals.clearance.forms import AnswerChoiceForm, OwnAnswerForm
from approvals.clearance.queries import office_clearance, unreviewed_answers
from approvals.models import ClearanceResponse, EmailedAnswerReview
from approvals.workflow.engine import PageState
from approvals.workflow.pages import closed_page, transition_page
from councils.access import access_of, check_second_factor
from plans.access import CLEAR, READ_DRAFTS, PlanRequest, plan_or_404
from plans.models import Plan
from web.errors import Refused
from web.saved_input import saved_input

OWN_ANSWER = "Was this your answer?"
NOTHING = "No answer that was recorded from an e-mail waits for you to say whether it is yours."


@require_http_methods(["GET", "POST"])
def own_answer(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What was recorded as one's answer; a word whether it is."""
    found = plan_of_officer(request, council, plan)
    answer = answer_wanted(request, found)
    if answer is None:
        return closed_page(request, found, OWN_ANSWER, refuse, why=NOTHING)
    form = OwnAnswerForm(
        request.POST or saved_input(request),
        seen=PageState(found.moves, answer.plan_digest),
        initial={"answer": answer.pk},
    )

    def do(*, said: str, answer: int, **typed: Any) -> str:
        return say(theirs_or_404(request, found, answer), said, **typed)

    return transition_page(
        request,
        found,
        form,
        do,
        template="approvals/clearance/own_answer.html",
        title=OWN_ANSWER,
        **where_else(request, found),
        answer=answer,
        one=office_clearance(answer.asked, answer),
    )


def where_else(request: PlanRequest, plan: Plan) -> dict[str, Any]:
    """Where the page leads: whose role has ended sees this page of the plan, and no other."""
    if request.access.may(*READ_DRAFTS):
        return {"may_read": True}
    return {"may_read": False, "done": reverse("home"), "trail": []}


def plan_of_officer(request: PlanRequest, council: str, plan: str) -> Plan:
    """The plan for whoever clears; for who did, where an answer on it is said to be theirs."""
    try:
        return plan_or_404(request, council, plan, CLEAR)
    except (Http404, PermissionDenied):
        said = ClearanceResponse.objects.filter(
            asked__round__plan__council__slug=council,
            asked__round__plan__slug=plan,
            answered_by__person=request.user,
            email__isnull=False,
        )
        answer = said.select_related("answered_by", "asked__round__plan__council").last()
        if answer is None or once_in_office(request.user, answer) is None:
            raise
    found = Plan.objects.whole().get(pk=answer.asked.round.plan_id)
    found.council = answer.asked.round.plan.council
    request.access = access_of(request.user, found.council)
    check_second_factor(request.access)
    request.tried_on, request.plan = found.pk, found
    return found


def say(answer: ClearanceResponse, said: str, **typed: Any) -> str:
    if said == EmailedAnswerReview.Outcome.CONFIRMED:
        confirm_answer(answer, **typed)
        return "It is confirmed that this is your answer."
    disown_answer(answer, **typed)
    return "It is recorded that this is not your answer. It counts no more."


def refuse(seen: PageState) -> None:
    raise Refused(NOTHING, code="not_theirs")


def answer_wanted(request: PlanRequest, plan: Plan) -> ClearanceResponse | None:
    """The one named, else the first of one's own of which nothing is said; None for none."""
    form = AnswerChoiceForm(request.POST or request.GET)
    waiting = unreviewed_answers([plan.pk]).filter(answered_by__person=request.user)
    if form.is_valid() and (named := form.cleaned_data["answer"]):
        waiting = waiting.filter(pk=named)
    found = waiting.whole().select_related("asked__person", "asked__round__sent_by").first()
    if found:
        found.asked.round.plan = plan
    return found


def theirs_or_404(request: PlanRequest, plan: Plan, key: int) -> ClearanceResponse:
    answers = ClearanceResponse.objects.filter(asked__round__plan=plan, email__isnull=False)
    mine = answers.filter(answered_by__person=request.user, pk=key)
    found = mine.select_related("answered_by", "recorded_by", "asked__round__sent_by").first()
    if found is None:
        raise Http404
    found.asked.round.plan = plan
    return found
