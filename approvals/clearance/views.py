"""Clearance: each role's page to answer, answers that came by e-mail, and who answered what."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from approvals.clearance.answers import NOT_YET, respond, respond_by_email
from approvals.clearance.briefing import briefing_rows, changes_since, figures_table
from approvals.clearance.forms import EmailedResponseForm, RequestChoiceForm, ResponseForm
from approvals.clearance.opening import note_opened, opens_first
from approvals.clearance.own_words import name_of, parts_written, with_parts
from approvals.clearance.queries import (
    OfficeClearance,
    Responses,
    clearance_summary,
    clearances_from,
    disowned_in,
    newest_responses,
    newest_round,
    rounds_of,
)
from approvals.clearance.reminding import with_reminders
from approvals.clearance.rules import authorship, why_may_not_clear
from approvals.clearance.to_authors import talk_for
from approvals.clearance.unfinished import keeping, unfinished_of
from approvals.decisions.report_paper import sections_as_sent
from approvals.models import ClearanceRequest, ClearanceResponse, ClearanceRound
from approvals.reports.document import parse_report
from approvals.workflow.engine import PageState
from approvals.workflow.pages import transition_page, unavailable_page
from councils.roles import Role
from plans.access import CLEAR, READ_DRAFTS, WRITE, PlanRequest, breadcrumbs, plan_or_404
from plans.actions.files import read_file
from plans.assemble import build_document
from plans.comments import open_on_report
from plans.document import parse_document
from plans.edits import may_comment
from plans.exports import html
from plans.meanwhile import moves_of
from plans.models import Plan, Stage
from plans.page import page_for_people
from web.errors import StalePage
from web.files import download
from web.saved_input import saved_input

ANSWER, EMAILED = "Answer the clearance", "Record an e-mailed answer"
BY_EMAIL = (
    "Only somebody who was asked can have answered, and the e-mail is kept with the answer. It "
    "counts like one given here."
)


@require_http_methods(["GET", "POST"])
def clearance_answer(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Report and plan in one scroll, and the box in which a role answers."""
    found = plan_or_404(request, council, plan, CLEAR)
    if refusal := unavailable_page(request, found, "answer", ANSWER):
        return keeping(request, found, refusal)
    round_ = newest_round(found, to_read=request.method == "GET")
    answers = newest_responses(round_)
    clearances = clearances_from(answers)
    mine = request_wanted(request, found, clearances)
    if mine is None:
        return not_asked(request, round_, clearances)
    if request.method == "GET" and opens_first(found, mine, request.access):
        note_opened(request_of(answers, mine, round_), by=request.user)
    begun = unfinished_of(request.user, found) if request.method == "GET" else None
    form = ResponseForm(
        request.POST or saved_input(request),
        clearance=mine,
        begun=begun,
        seen=round_page_state(round_),
    )
    response = transition_page(
        request,
        found,
        form,
        partial(respond_in, round_, answers),
        template="approvals/clearance/answer.html",
        said=f"Your answer as {mine.office.in_full} is recorded.",
        page=lambda: {
            **round_words(round_, mine),
            **own_words(request, round_),
            **comments_on_report(request, found),
            "why": why_cannot_answer(request, round_, mine),
        },
        title=ANSWER,
        clearances=with_parts(round_, clearances),
        begun=begun,
    )
    return keeping(request, found, response)


def respond_in(
    round_: ClearanceRound, answers: Responses, *, asked: int, seen: PageState, **typed: Any
) -> ClearanceResponse:
    return respond(request_in(round_, answers, asked, seen), seen=seen, **typed)


def request_of(
    answers: Responses, mine: OfficeClearance, round_: ClearanceRound
) -> ClearanceRequest:
    asked = next(one for one, _ in answers if one.pk == mine.asked)
    asked.round = round_
    return asked


def not_asked(
    request: PlanRequest, round_: ClearanceRound, clearances: tuple[OfficeClearance, ...]
) -> HttpResponse:
    """The same words to read, for somebody who clears other plans."""
    why = "You are not among those who were asked to clear this plan."
    if request.method == "POST":
        raise PermissionDenied(why)
    plan = round_.plan
    context = {"plan": plan, "trail": breadcrumbs(plan), "clearances": clearances, "why": why}
    context |= {**round_words(round_, None), **comments_on_report(request, plan), "title": ANSWER}
    return render(request, "approvals/clearance/answer.html", context)


@require_http_methods(["GET", "POST"])
def clearance_answer_by_email(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """An answer that came by e-mail, with the e-mail itself."""
    found = plan_or_404(request, council, plan, WRITE)
    if refusal := unavailable_page(request, found, "answer_by_email", EMAILED):
        return refusal
    round_ = newest_round(found)
    typed, sent = request.POST or saved_input(request), request.FILES or None
    answers = newest_responses(round_)
    form = EmailedResponseForm(
        typed, sent, clearances=clearances_from(answers), seen=round_page_state(round_)
    )

    def do(*, asked: int, seen: PageState, **typed: Any) -> ClearanceResponse:
        return respond_by_email(request_in(round_, answers, asked, seen), seen=seen, **typed)

    return transition_page(
        request,
        found,
        form,
        do,
        said="The answer is recorded, with its e-mail.",
        title=EMAILED,
        text=BY_EMAIL,
    )


@require_safe
def clearance_rounds(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Who was asked, who answered what and when, round by round."""
    found = plan_or_404(request, council, plan)
    digest = build_document(found).digest
    context = {
        "plan": found,
        "clearing": clearance_summary(found, lambda sent: sent.digest != digest),
        "rounds": rounds_told(request, found),
        "disowned": disowned_in(found.rounds.all()),
        "to_authors": talk_for(request.access, found).count(),
        "may_read_drafts": request.access.may(*READ_DRAFTS),
        "trail": breadcrumbs(found),
    }
    return render(request, "approvals/clearance/rounds.html", context)


def rounds_told(
    request: PlanRequest, plan: Plan
) -> list[tuple[ClearanceRound, tuple[OfficeClearance, ...]]]:
    """Each round with what was answered; in the newest also whom somebody reminds, or did."""
    told = [(one, with_parts(one, given)) for one, given in rounds_of(plan)]
    if told and plan.stage == Stage.CLEARANCE:
        (newest, given), *earlier = told
        offered = request.access.may(*WRITE)
        given = with_reminders(plan, given, now=timezone.now(), offered=offered)
        told = [(newest, given), *earlier]
    return told


@require_safe
def clearance_email(request: PlanRequest, council: str, plan: str, answer: int) -> HttpResponse:
    """The e-mail with which somebody answered, to people who read drafts."""
    found = plan_or_404(request, council, plan, READ_DRAFTS)
    given = get_object_or_404(
        ClearanceResponse.objects.select_related("email__council").exclude(email=None),
        asked__round__plan=found,
        pk=answer,
    )
    assert given.email is not None
    return download(read_file(given.email), given.email.name, given.email.media_type)


def round_page_state(round_: ClearanceRound) -> PageState:
    """What a page shows of a round: the words sent."""
    return PageState(round_.plan.moves, round_.version.digest, round_.report.digest)


def request_in(
    round_: ClearanceRound, answers: Responses, key: int, seen: PageState
) -> ClearanceRequest:
    """What was asked in this round; StalePage for an earlier one's, Http404 for another plan's."""
    found = next((asked for asked, _ in answers if asked.pk == key), None)
    if found is None and was_asked(round_.plan, key):
        raise StalePage(changes=moves_of(round_.plan, seen.moves))
    if found is None:
        raise Http404
    found.round = round_
    return found


def was_asked(plan: Plan, key: int) -> bool:
    """Whether this was asked in any round of the plan."""
    return ClearanceRequest.objects.filter(pk=key, round__plan=plan).exists()


def request_wanted(
    request: PlanRequest, plan: Plan, clearances: tuple[OfficeClearance, ...]
) -> OfficeClearance | None:
    """What to answer: the one named, else the first of one's own that is not answered.

    A page that was open since an earlier round names what was asked then, and is told so.
    """
    form = RequestChoiceForm(request.POST or request.GET)
    if named := form.is_valid() and form.cleaned_data["asked"]:
        found = next((one for one in clearances if one.asked == named), None)
        if found is None and not (request.method == "POST" and was_asked(plan, named)):
            raise Http404
        if found is not None:
            return found
    own = [one for one in clearances if request.access.held_as(one.office)]
    return next((one for one in own if not one.is_answered), own[0] if own else None)


def why_cannot_answer(request: PlanRequest, round_: ClearanceRound, mine: OfficeClearance) -> str:
    """Why this person cannot answer; nothing when they can."""
    plan, me = round_.plan_id, request.user.pk
    wrote = authorship([plan], [me])
    barred = why_may_not_clear(
        request.access, mine.office, plan=plan, sent_by=round_.sent_by_id, wrote=wrote
    )
    return barred or (NOT_YET if mine.after else "")


def own_words(request: PlanRequest, round_: ClearanceRound) -> dict[str, Any]:
    """The plan with what this person wrote of it marked; nothing where they wrote none of it."""
    wrote = parts_written(round_, {request.user.pk}).get(request.user.pk, ())
    if not wrote:
        return {}
    body = page_for_people(round_.plan, parse_document(round_.version.document))
    marks = {one.id: "You wrote this paragraph, or a part of it" for one in wrote}
    named = [(f"#passage-{one.id}", name_of(one)) for one in wrote]
    return {"own": named, "body": html.with_marks(body, marks)}


def comments_on_report(request: PlanRequest, plan: Plan) -> dict[str, Any]:
    """The way to comment on the report, and how much is open there."""
    return {
        "may_comment": may_comment(plan, request.access),
        "open_comments": open_on_report(plan),
    }


def round_words(round_: ClearanceRound, mine: OfficeClearance | None) -> dict[str, Any]:
    """Report and plan as they were sent, and what this office reads first."""
    frozen = parse_document(round_.version.document)
    report = parse_report(round_.report.document)
    role = mine.office.role if mine else None
    return {
        "round": round_,
        "mine": mine,
        "report": report,
        "sections": sections_as_sent(report, round_),
        "document": frozen,
        "body": page_for_people(round_.plan, frozen),
        "reread": changes_since(round_, mine.office) if mine else None,
        "facts": briefing_rows(role, round_, report),
        "figures": figures_table(frozen) if role == Role.SECTION_151 else None,
        "due_has_passed": bool(round_.due_on and round_.due_on < timezone.localdate()),
    }
