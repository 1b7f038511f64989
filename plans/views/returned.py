"""What came back of a round in Word: chosen, looked at, and brought in beside the plan."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from plans.access import WRITE, PlanRequest, plan_or_404, plan_url
from plans.actions import returned as actions
from plans.document import parse_document
from plans.forms.returned import BringBackForm, WhoseForm
from plans.importing.errors import Unreadable
from plans.importing.opening import is_word
from plans.limits import counted
from plans.meanwhile import moved_on
from plans.models import Plan, RoundCopy, WaitingReturn, WordRound
from plans.returned import Sent
from plans.returned.limited import marks_in_apart, read_returned_apart
from plans.returned_pages import shown_files
from plans.round_marks import base_of, mark_of_plan
from plans.rounds import rounds_of
from plans.sheets.values import why_not_taken
from plans.views.edit_page import change_page
from plans.views.rounds import TITLE, home_of, round_or_404, steps_to
from web.dates import moment_in_words
from web.errors import Refused
from web.saved_input import saved_input

NOT_WORD = "“{}” is neither a Word file (.docx) nor an OpenDocument text (.odt, .fodt)."
OF_ANOTHER = "“{}” is of another plan, so nothing of it is brought in here."
NOT_ALIKE = "Nothing in “{}” is this plan’s text. Paste or upload it instead, to bring its text in."


@require_http_methods(["GET", "POST"])
def returned(request: PlanRequest, council: str, plan: str, number: int) -> HttpResponse:
    """Which files came back? Each is read here, and nothing is saved before the next page."""
    found, row = round_or_404(request, council, plan, number)
    form = BringBackForm(request.POST or saved_input(request), request.FILES or None)
    refused: list[str] = []

    def read(*, by: Any, came_back: list[tuple[str, bytes]]) -> None:
        rounds = [row, *(one for one in rounds_of(found) if one.pk != row.pk)]
        kept = [keep(found, rounds, by, *file, refused) for file in came_back]
        if not any(kept):
            raise Refused(" ".join(refused), field="came_back")
        for why in refused:
            messages.warning(request, why)

    return change_page(
        request,
        found,
        form,
        read,
        template="plans/returned.html",
        round=row,
        waiting=len(actions.waiting_returns(found, request.user)),
        steps=steps_to(row),
        done=plan_url("returned_review", found),
        back=plan_url("word_round", found, row.number),
    )


def keep(
    plan: Plan, rounds: list[WordRound], by: Any, name: str, data: bytes, refused: list[str]
) -> WaitingReturn | None:
    """Keep what one file says; why it cannot be brought in goes into `refused`."""
    try:
        return keep_one(plan, rounds, by, name, data)
    except Refused as why:
        refused.append(str(why))
        return None


def keep_one(plan: Plan, rounds: list[WordRound], by: Any, name: str, data: bytes) -> WaitingReturn:
    """Refused, in words, for a file that says nothing here."""
    digest = actions.digest_of(data)
    if before := actions.brought_in_before(plan, digest):
        when = moment_in_words(before.at)
        raise Refused(f"“{name}” was brought in already, by {before.by.name}, {when}.")
    if not is_word(data):
        raise Refused(NOT_WORD.format(name))
    try:
        _, mark = marks_in_apart(data)
        found = round_of(mark, rounds)
        found.plan = plan
        said = read_returned_apart(data, sent_in(found, mark))
    except Unreadable as why:
        raise Refused(f"“{name}”: {why}") from why
    if said.recognised == "another plan":
        raise Refused(OF_ANOTHER.format(name))
    if said.recognised == "not alike":
        raise Refused(NOT_ALIKE.format(name))
    return actions.keep_returned(found, by=by, name=name, digest=digest, said=said)


def round_of(mark: str, rounds: list[WordRound]) -> WordRound:
    """The round with which a file went out; the first of them where it does not say."""
    return next((one for one in rounds if one.mark == base_of(mark)), rounds[0])


def sent_in(found: WordRound, mark: str) -> Sent:
    """What went out in a round, under the mark of the copy where the file has one of it."""
    plan = mark_of_plan(found.plan.council.slug, found.plan.slug)
    own = mark if base_of(mark) == found.mark else found.mark
    return Sent(plan, own, parse_document(found.version.document))


@require_http_methods(["GET", "POST"])
def returned_review(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """What do they say, and whose are they? Nothing is saved before this page says so."""
    found = plan_or_404(request, council, plan, WRITE)
    rows = actions.waiting_returns(found, request.user)
    if not rows:
        if request.method != "POST":
            return redirect(home_of(found))
        raise moved_on(request, found, actions.NO_LONGER_WAITS)
    rounds = {row.round_id: row.round for row in rows}
    copies = {key: copies_in(one) for key, one in rounds.items()}
    form = WhoseForm(request.POST or saved_input(request), rows=rows, copies=copies)

    def bring(*, by: Any, chosen: list[actions.Chosen]) -> None:
        done = actions.bring_back(
            found,
            by=by,
            chosen=chosen,
            shown=[row.pk for row in rows],
            why_not=partial(why_not_taken, found),
        )
        messages.success(request, said_of(done))

    return change_page(
        request,
        found,
        form,
        bring,
        template="plans/returned_review.html",
        files=shown_files(rows, newest=max(one.number for one in rounds_of(found))),
        steps=((TITLE, home_of(found)),),
        done=plan_url("suggestions", found),
        back=home_of(found),
    )


def copies_in(found: WordRound) -> list[RoundCopy]:
    return list(found.copies.select_related("person"))


def said_of(done: actions.BroughtBack) -> str:
    came = f"{counted(done.suggestions, 'suggestion')} and {counted(done.comments, 'comment')}"
    files = "1 file" if done.files == 1 else f"{done.files} files"
    return f"{came} came in from {files}. Nothing is in the plan before you accept it."
