"""Meetings from a file: what it would change is shown, and brought in once that is confirmed."""

from statistics import mode
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from approvals.meetings.comparing import Comparison, compare
from approvals.meetings.forms import BringInMeetingsForm, MeetingsFileForm
from approvals.meetings.kept import entries_from, kept
from approvals.meetings.views import keeping
from councils.access import Access
from councils.actions.meetings import MOVED_ON, bring_in_meetings
from plans.importing.errors import Unreadable
from web.errors import Refused
from web.responses import handle_form
from web.saved_input import saved_input

PAGE, CHECK = "approvals/meetings/meetings_file.html", "approvals/meetings/meetings_check.html"


@require_http_methods(["GET", "POST"])
def meetings_file(request: HttpRequest, council: str) -> HttpResponse:
    """Which file?"""
    access = keeping(request, council)
    data = request.POST or saved_input(request)
    if data and "kept" in data:
        return bring_in(request, access, data)
    cabinet = access.council.cabinet_word
    form = MeetingsFileForm(data, request.FILES or None, cabinet=cabinet)
    context: dict[str, Any] = {"back": reverse("meetings", args=[council])}
    if request.method == "POST" and form.is_valid():
        comparison = shown_by(access, form)
        if not comparison.problems:
            first = {
                "kept": kept(form.entries),
                "name": form.name,
                "shown": comparison.digest,
            }
            confirm = BringInMeetingsForm(initial=first)
            return render(request, CHECK, checked(access, comparison) | {"form": confirm})
        again = MeetingsFileForm(initial={"cells": form.cleaned_data["cells"]}, cabinet=cabinet)
        context |= {"comparison": comparison, "form": again}
        return render(request, PAGE, context, status=422)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, PAGE, context | {"form": form}, status=status)


def shown_by(access: Access, form: MeetingsFileForm) -> Comparison:
    comparison = compare(access.council, form.entries)
    comparison.problems = sorted([*form.problems, *comparison.problems], key=lambda one: one.row)
    comparison.not_read, comparison.notes = form.not_read, form.notes
    return comparison


def checked(access: Access, comparison: Comparison | None) -> dict[str, Any]:
    """What the page shows on which one looks at what would change."""
    return {
        "comparison": comparison,
        "back": reverse("meetings_file", args=[access.council.slug]),
    }


def bring_in(request: HttpRequest, access: Access, data: Any) -> HttpResponse:
    """Bring in what the page showed; where the meetings differ by now, it shows that first."""
    comparison = compare_again(access, data["kept"])
    form = BringInMeetingsForm(data)
    overtaken = False

    def bring(typed: dict[str, Any]) -> None:
        nonlocal overtaken
        assert comparison is not None, "a form whose file was read"
        if comparison.problems or comparison.digest != typed["shown"]:
            overtaken = True
            form.show_as_read_again(comparison.digest)
            raise Refused(MOVED_ON)
        done = done_in_words(comparison)
        bring_in_meetings(
            access.council, by=access.person, changes=comparison.changes, file=typed["name"]
        )
        messages.success(request, done)

    answer = handle_form(
        request,
        form,
        bring,
        template=CHECK,
        context=checked(access, comparison),
        done=list_with(access, comparison),
        back=reverse("meetings_file", args=[access.council.slug]),
    )
    if overtaken and answer.status_code == 422:
        answer.status_code = 409
    return answer


def list_with(access: Access, comparison: Comparison | None) -> str:
    """The list, at the year that most of what the file changes is in."""
    page = reverse("meetings", args=[access.council.slug])
    shown = comparison.shown if comparison else []
    if not shown:
        return page
    return f"{page}?year={mode(one.change.values['on'].year for one in shown)}"


def compare_again(access: Access, words: str) -> Comparison | None:
    """What the file that a page carried would change now; None where it carried none."""
    try:
        return compare(access.council, entries_from(words))
    except Unreadable:
        return None


def done_in_words(comparison: Comparison) -> str:
    """Asked before it is done, when what is new is not there yet."""
    added = sum(one.is_new for one in comparison.shown)
    changed = len(comparison.shown) - added
    parts = [f"{count} {what}" for count, what in ((added, "added"), (changed, "changed")) if count]
    return f"The meetings are brought in: {', '.join(parts)}."
