"""Rounds of a plan in Word: send one, see who has it and who answered, ask, excuse, end it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils.roles import Right
from plans.access import READ_RECORD, WRITE, PlanRequest, Trail, breadcrumbs, plan_or_404, plan_url
from plans.actions import rounds as actions
from plans.assemble import build_document
from plans.edits import may_write
from plans.forms.rounds import CloseForm, ExcuseForm, SendRoundForm
from plans.models import Plan, RoundCopy, WordRound
from plans.rounds import copies_by_round, copies_of, file_name, file_of, people_here, rounds_of
from plans.views.edit_page import change_page
from web.errors import Refused
from web.file_kinds import WORD
from web.files import download
from web.saved_input import saved_input

TITLE = "Rounds in Word"


@require_safe
def word_rounds(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Every round, newest first, and the way to send another."""
    found = plan_or_404(request, council, plan, READ_RECORD)
    rounds = list(rounds_of(found))
    copies = copies_by_round(rounds, timezone.localdate())
    context = {
        "plan": found,
        "rounds": [(one, copies[one.pk]) for one in rounds],
        "may_write": may_write(found, request.access),
        "trail": breadcrumbs(found),
    }
    return render(request, "plans/word_rounds.html", context)


@require_http_methods(["GET", "POST"])
def word_round_send(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """To whom, until when? Nothing leaves before the page that shows it is sent as well."""
    found = plan_or_404(request, council, plan, WRITE)
    form = SendRoundForm(request.POST or saved_input(request), here=list(people_here(found)))
    asked = request.method == "POST" and not {"checked", "change"} & set(request.POST)
    if asked and form.is_valid():
        return render(request, "plans/word_round_check.html", check_page(request, found, form))
    if "change" in request.POST:
        context = {"plan": found, "form": form, "trail": below(found), "back": home_of(found)}
        return render(request, "plans/word_round_send.html", context)

    def send(*, by: Any, how: str, **typed: Any) -> WordRound:
        made = actions.send_round(found, by=by, by_email=form.goes_by_email, **typed)
        messages.success(request, said_of(made, by_email=form.goes_by_email))
        return made

    return change_page(
        request,
        found,
        form,
        send,
        template="plans/word_round_send.html",
        steps=((TITLE, home_of(found)),),
        done=lambda made: plan_url("word_round", found, made.number),
        back=home_of(found),
    )


def check_page(request: PlanRequest, plan: Plan, form: SendRoundForm) -> dict[str, Any]:
    """What the page shows on which one looks once more, with all that was typed."""
    left_out = ("csrfmiddlewaretoken", "drawn")
    newest = plan.newest_version
    frozen = newest is not None and newest.digest == build_document(plan).digest
    return {
        "plan": plan,
        "form": form,
        "typed": [(name, one) for name, one in typed_in(request) if name not in left_out],
        "version": newest if frozen else None,
        "number": newest.number + 1 if newest else 1,
        "trail": below(plan),
        "back": home_of(plan),
    }


def typed_in(request: PlanRequest) -> list[tuple[str, Any]]:
    return [(name, one) for name, values in request.POST.lists() for one in values]


def said_of(made: WordRound, *, by_email: bool) -> str:
    count = made.copies.count()
    if by_email:
        them = "1 person" if count == 1 else f"{count} people"
        return f"Round {made.number} is on its way to {them}."
    return f"Round {made.number} is ready. Download each person’s own file and send it to them."


@require_safe
def word_round(request: PlanRequest, council: str, plan: str, number: int) -> HttpResponse:
    """Who has it, until when, who answered, who is late."""
    found, row = round_or_404(request, council, plan, number, READ_RECORD)
    copies = copies_of(row, timezone.localdate())
    context = {
        "plan": found,
        "round": row,
        "copies": copies,
        "others": row.returned.filter(copy=None).select_related("by"),
        "waits": any(one.is_waited_for for one in copies),
        "may_write": may_write(found, request.access),
        "has_the_files": request.access.may(*WRITE),
        "trail": below(found),
    }
    return render(request, "plans/word_round.html", context)


@require_safe
def copy_docx(
    request: PlanRequest, council: str, plan: str, number: int, copy: int
) -> HttpResponse:
    """One person's file, which says whose it is when it comes back."""
    _, row = copy_or_404(request, council, plan, number, copy)
    return download(file_of(row), file_name(row), WORD.media_type)


@require_POST
def copy_wanted(
    request: PlanRequest, council: str, plan: str, number: int, copy: int
) -> HttpResponse:
    """Ask for the answer by e-mail, once a day."""
    found, row = copy_or_404(request, council, plan, number, copy)
    try:
        actions.ask_again(row, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{row.person.name} is asked for an answer by e-mail.")
    return redirect(plan_url("word_round", found, row.round.number))


@require_http_methods(["GET", "POST"])
def copy_excuse(
    request: PlanRequest, council: str, plan: str, number: int, copy: int
) -> HttpResponse:
    """They will not answer?"""
    found, row = copy_or_404(request, council, plan, number, copy)
    return change_page(
        request,
        found,
        ExcuseForm(request.POST or saved_input(request)),
        partial(actions.excuse, row),
        title=f"Wait no longer for {row.person.name}?",
        text="What comes back from them is taken all the same.",
        steps=steps_to(row.round),
        back=plan_url("word_round", found, row.round.number),
    )


@require_http_methods(["GET", "POST"])
def word_round_end(request: PlanRequest, council: str, plan: str, number: int) -> HttpResponse:
    """Is the round over?"""
    found, row = round_or_404(request, council, plan, number)
    return change_page(
        request,
        found,
        CloseForm(request.POST or saved_input(request)),
        partial(actions.close_round, row),
        title=f"End round {row.number}?",
        text="Nobody in it is waited for any more. What comes back is taken all the same.",
        steps=steps_to(row),
        back=plan_url("word_round", found, row.number),
    )


def home_of(plan: Plan) -> str:
    return plan_url("word_rounds", plan)


def below(plan: Plan) -> Trail:
    return breadcrumbs(plan, (TITLE, home_of(plan)))


def steps_to(row: WordRound) -> tuple[tuple[str, str], ...]:
    here = plan_url("word_round", row.plan, row.number)
    return ((TITLE, home_of(row.plan)), (f"Round {row.number}", here))


def round_or_404(
    request: PlanRequest,
    council: str,
    plan: str,
    number: int,
    rights: tuple[Right, ...] = WRITE,
) -> tuple[Plan, WordRound]:
    found = plan_or_404(request, council, plan, rights)
    row = get_object_or_404(rounds_of(found), number=number)
    row.plan = row.version.plan = found
    return found, row


def copy_or_404(
    request: PlanRequest, council: str, plan: str, number: int, copy: int
) -> tuple[Plan, RoundCopy]:
    found, row = round_or_404(request, council, plan, number)
    one = get_object_or_404(row.copies.select_related("person"), number=copy)
    one.round = row
    return found, one
