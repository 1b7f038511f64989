"""Clearance: each role's page to answer, answers that came by e-mail, and who answered what."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from approvals import report as reports
from approvals.clearance.rules import authorship, why_may_not_clear
from approvals.clearances import (
    Answers,
    Clearance,
    clearances_in,
    clearing_of,
    newest_answers,
    newest_round,
    rounds_of,
)
from approvals.forms.clearance import AnswerForm, EmailedForm, WhichForm
from approvals.models import Answer, Asked, Round
from approvals.papers.issued import blocks, papers
from approvals.reading import facts_for, figures_in, reread
from approvals.views.moving import move_page, not_now
from approvals.workflow import Seen
from approvals.workflow import answer as give_answer
from approvals.workflow import answer_by_email as record_answer
from councils.access import Request
from councils.kept import kept_words
from councils.roles import Right, Role
from plans import document, html
from plans.access import WRITE, plan_or_404
from plans.actions import files
from plans.navigation import trail
from plans.views.files import download
from plans.working_copy import document_of

ANSWER, EMAILED = "Answer the clearance", "Record an e-mailed answer"
BY_EMAIL = (
    "Only somebody who was asked can have answered, and the e-mail is kept with the answer. It "
    "counts like one given here."
)


@require_http_methods(["GET", "POST"])
def answer(request: Request, council: str, plan: str) -> HttpResponse:
    """Report and plan in one scroll, and the box in which a role answers."""
    found = plan_or_404(request, council, plan, (Right.CLEAR,))
    if refusal := not_now(request, found, "answer", ANSWER):
        return refusal
    round_ = newest_round(found)
    answers = newest_answers(round_)
    clearances = clearances_in(answers)
    mine = wanted(request, clearances)
    if mine is None:
        return not_asked(request, round_, clearances)
    form = AnswerForm(request.POST or kept_words(request), clearance=mine, seen=seen_in(round_))
    return move_page(
        request,
        found,
        form,
        partial(answer_in, round_, answers),
        template="approvals/answer.html",
        said=f"Your answer as {mine.office.in_full} is recorded.",
        page=lambda: {**words_of(round_, mine), "why": why_not(request, round_, mine)},
        title=ANSWER,
        clearances=clearances,
    )


def answer_in(round_: Round, answers: Answers, *, asked: int, **typed: Any) -> Answer:
    return give_answer(asked_in(round_, answers, asked), **typed)


def not_asked(request: Request, round_: Round, clearances: tuple[Clearance, ...]) -> HttpResponse:
    """The same words to read, for somebody who clears other plans."""
    why = "You are not among those who were asked to clear this plan."
    if request.method == "POST":
        raise PermissionDenied(why)
    plan = round_.plan
    context = {"plan": plan, "trail": trail(plan), "clearances": clearances, "why": why}
    context |= {**words_of(round_, None), "title": ANSWER}
    return render(request, "approvals/answer.html", context)


@require_http_methods(["GET", "POST"])
def answer_by_email(request: Request, council: str, plan: str) -> HttpResponse:
    """An answer that came by e-mail, with the e-mail itself."""
    found = plan_or_404(request, council, plan, WRITE)
    if refusal := not_now(request, found, "answer_by_email", EMAILED):
        return refusal
    round_ = newest_round(found)
    typed, sent = request.POST or kept_words(request), request.FILES or None
    answers = newest_answers(round_)
    form = EmailedForm(typed, sent, clearances=clearances_in(answers), seen=seen_in(round_))

    def do(*, asked: int, **typed: Any) -> Answer:
        return record_answer(asked_in(round_, answers, asked), **typed)

    return move_page(
        request,
        found,
        form,
        do,
        said="The answer is recorded, with its e-mail.",
        title=EMAILED,
        text=BY_EMAIL,
    )


@require_safe
def clearance(request: Request, council: str, plan: str) -> HttpResponse:
    """Who was asked, who answered what and when, round by round."""
    found = plan_or_404(request, council, plan)
    digest = document_of(found).digest
    context = {
        "plan": found,
        "clearing": clearing_of(found, lambda sent: sent.digest != digest),
        "rounds": rounds_of(found),
        "may_read_emails": request.standing.may(Right.READ_DRAFTS),
        "trail": trail(found),
    }
    return render(request, "approvals/clearance.html", context)


@require_safe
def clearance_email(request: Request, council: str, plan: str, answer: int) -> HttpResponse:
    """The e-mail with which somebody answered, to people who read drafts."""
    found = plan_or_404(request, council, plan, (Right.READ_DRAFTS,))
    given = get_object_or_404(
        Answer.objects.select_related("email__council").exclude(email=None),
        asked__round__plan=found,
        pk=answer,
    )
    assert given.email is not None
    return download(files.read(given.email), given.email.name, given.email.media_type)


def seen_in(round_: Round) -> Seen:
    """What a page shows of a round: the words sent."""
    return Seen(round_.plan.moves, round_.version.digest, round_.report.digest)


def asked_in(round_: Round, answers: Answers, key: int) -> Asked:
    """What was asked in this round; Http404 for another's."""
    found = next((asked for asked, _ in answers if asked.pk == key), None)
    if found is None:
        raise Http404
    found.round = round_
    return found


def wanted(request: Request, clearances: tuple[Clearance, ...]) -> Clearance | None:
    """What to answer: the one named, else the first of one's own that is not answered."""
    form = WhichForm(request.POST or request.GET)
    if named := form.is_valid() and form.cleaned_data["asked"]:
        found = next((one for one in clearances if one.asked == named), None)
        if found is None:
            raise Http404
        return found
    own = [one for one in clearances if request.standing.held_as(one.office)]
    return next((one for one in own if not one.is_answered), own[0] if own else None)


def why_not(request: Request, round_: Round, mine: Clearance) -> str:
    """Why this person cannot answer; nothing when they can."""
    plan, me = round_.plan_id, request.user.pk
    wrote = authorship([plan], [me])
    return why_may_not_clear(
        request.standing, mine.office, plan=plan, sent_by=round_.sent_by_id, wrote=wrote
    )


def words_of(round_: Round, mine: Clearance | None) -> dict[str, Any]:
    """Report and plan as they were sent, and what this office reads first."""
    frozen = document.read(round_.version.document)
    report = reports.read(round_.report.document)
    role = mine.office.role if mine else None
    return {
        "round": round_,
        "mine": mine,
        "report": report,
        "sections": [
            one
            for one in (*blocks(report), *papers(report))
            if one.text or one.numbered or one.table
        ],
        "document": frozen,
        "body": html.page_body(frozen),
        "reread": reread(round_, mine.office) if mine else None,
        "facts": facts_for(role, round_, report),
        "figures": figures_in(frozen) if role == Role.SECTION_151 else None,
        "due_has_passed": bool(round_.due_on and round_.due_on < timezone.localdate()),
    }
