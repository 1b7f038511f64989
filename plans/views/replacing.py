"""Find words across a plan, see each place, and put others there."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from plans.access import WRITE, PlanRequest, breadcrumbs, plan_or_404, plan_url
from plans.actions.replacing import Replaced, replace_words
from plans.finding import Wanted
from plans.forms.replacing import FindForm, ReplaceForm
from plans.models import Plan
from plans.texts import Text, texts_of
from plans.views.edit_page import change_page, reason_asked
from web.saved_input import saved_input

# Places on one page; the rest is shown once these are replaced.
MOST_PLACES = 300


@require_http_methods(["GET", "POST"])
def plan_replace(request: PlanRequest, council: str, plan: str) -> HttpResponse:
    """Which words, and by which others? Each place is shown before anything is changed."""
    found = plan_or_404(request, council, plan, WRITE)
    finding = FindForm(request.GET if "find" in request.GET else None)
    context: dict[str, Any] = {"title": "Find and replace", "finding": finding}
    if not finding.is_valid():
        status = 422 if finding.is_bound else 200
        context |= {"plan": found, "trail": breadcrumbs(found)}
        return render(request, "plans/replace.html", context, status=status)
    wanted, words = finding.wanted, finding.cleaned_data["words"]
    texts, rest = texts_with(found, wanted)
    form = ReplaceForm(
        request.POST or saved_input(request),
        texts=texts,
        wanted=wanted,
        reason=reason_asked(request, found),
    )
    here = f"{plan_url('plan_replace', found)}?{urlencode(request.GET, doseq=True)}"

    def replace(*, by: Any, reason: str = "", **_: Any) -> None:
        do = partial(replace_words, wanted=wanted, words=words, chosen=form.chosen())
        say_what_was_done(request, do(found, by=by, reason=reason))

    return change_page(
        request,
        found,
        form,
        replace,
        template="plans/replace.html",
        back=here,
        rest=rest,
        **context,
    )


def texts_with(plan: Plan, wanted: Wanted) -> tuple[list[Text], int]:
    """The first texts in reading order that have the words, and how many more places follow."""
    shown, count, rest = [], 0, 0
    for text in texts_of(plan):
        places = len(wanted.spans_in(text.words))
        if places and count < MOST_PLACES:
            shown.append(text)
            count += places
        else:
            rest += places
    return shown, rest


def say_what_was_done(request: PlanRequest, done: Replaced) -> None:
    changed = counted(done.passages, ("1 paragraph or heading", "{} paragraphs"))
    changed += counted(done.others, ("1 title or entry", "{} titles and entries"))
    left = counted(done.left, ("1 paragraph", "{} paragraphs"))
    left += counted(done.others_left, ("1 title or entry", "{} titles and entries"))
    if changed:
        messages.success(request, f"The words are replaced in {' and '.join(changed)}.")
    elif not left:
        messages.info(request, "Nothing was different, so nothing was changed.")
    if left:
        messages.warning(
            request,
            f"{' and '.join(left)} had changed since this page showed them, and were left as they "
            "are: look again.",
        )


def counted(count: int, words: tuple[str, str]) -> list[str]:
    """ "1 paragraph", "3 paragraphs"; nothing of none."""
    return [words[count > 1].format(count)] if count else []
