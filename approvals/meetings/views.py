"""The meetings that a council keeps: the list, one by hand, cancelled, and taken away as a file."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from approvals.meetings.calendar import meetings_ics
from approvals.meetings.forms import CancelForm, MeetingForm, RestoreForm, kinds_in
from approvals.meetings.queries import plans_going_to
from approvals.meetings.sheet import meetings_csv
from councils.access import Access, council_or_404
from councils.actions import meetings as actions
from councils.forms.settings import YearForm
from councils.governed import governed_as
from councils.models import Meeting
from councils.roles import Right
from web.files import download
from web.responses import handle_form
from web.saved_input import saved_input

MAY_READ = (Right.READ_DRAFTS, Right.READ_DECISIONS, Right.MANAGE_MEETINGS)


@require_safe
def meetings(request: HttpRequest, council: str) -> HttpResponse:
    """One year's meetings, those that are cancelled among them."""
    access = reading(request, council)
    today = timezone.localdate()
    year = YearForm(request.GET).chosen(otherwise=today.year)
    kept, kinds = Meeting.objects.filter(council=access.council), dict(kinds_in(access.council))
    years = {on.year for on in kept.dates("on", "year")}
    may_manage = access.may(Right.MANAGE_MEETINGS)
    context = {
        "year": year,
        "years": sorted(years | {year}),
        "meetings": [(one, kinds[one.kind]) for one in kept.filter(on__year=year)],
        "columns": "Day, Who meets, Change" if may_manage else "Day, Who meets",
        "may_manage": may_manage,
        "may_set_form": access.may(Right.SET_REPORT_FORM),
        "has_any": bool(years),
    }
    return render(request, "approvals/meetings/meetings.html", context)


@require_safe
def meetings_as_csv(request: HttpRequest, council: str) -> HttpResponse:
    access = reading(request, council)
    kept = Meeting.objects.filter(council=access.council)
    content = meetings_csv(kept, access.council.cabinet_word)
    return download(content, f"{council}-meetings.csv", "text/csv; charset=utf-8")


@require_safe
def meetings_as_ics(request: HttpRequest, council: str) -> HttpResponse:
    access = reading(request, council)
    kept = Meeting.objects.filter(council=access.council)
    content = meetings_ics(kept, access.council.name, timezone.now())
    return download(content, f"{council}-meetings.ics", "text/calendar; charset=utf-8")


@require_http_methods(["GET", "POST"])
def meeting_add(request: HttpRequest, council: str) -> HttpResponse:
    """One more meeting."""
    access = keeping(request, council)

    def add(typed: dict[str, Any]) -> Meeting:
        meeting = actions.add_meeting(access.council, by=access.person, **typed)
        messages.success(request, f"{meeting} is listed.")
        return meeting

    return handle_form(
        request,
        MeetingForm(
            request.POST or saved_input(request),
            council=access.council,
            cancel=reverse("meetings", args=[council]),
        ),
        add,
        template="approvals/meetings/meeting.html",
        context={"title": "Add a meeting"},
        done=year_of,
        back=reverse("meetings", args=[council]),
    )


@require_http_methods(["GET", "POST"])
def meeting_change(request: HttpRequest, council: str, meeting: int) -> HttpResponse:
    """Another body, day or time."""
    access, found = kept_or_404(request, council, meeting)
    form = MeetingForm(
        request.POST or saved_input(request),
        council=access.council,
        row=found,
        cancel=year_of(found),
    )

    def change(typed: dict[str, Any]) -> None:
        if actions.change_meeting(found, by=access.person, **typed):
            messages.success(request, "The meeting is changed.")
        else:
            messages.info(request, "Nothing was different, so nothing was changed.")

    return handle_form(
        request,
        form,
        change,
        template="approvals/meetings/meeting.html",
        context={"title": "Change a meeting"},
        done=year_of(found),
        back=year_of(found),
    )


@require_http_methods(["GET", "POST"])
def meeting_cancel(request: HttpRequest, council: str, meeting: int) -> HttpResponse:
    """Is it cancelled, and why? Plans that were to go to it are named."""
    access, found = kept_or_404(request, council, meeting)
    form = CancelForm(
        request.POST or saved_input(request),
        initial={"seen": found.revision},
        cancel=year_of(found),
    )

    def cancel(typed: dict[str, Any]) -> None:
        actions.cancel_meeting(found, by=access.person, **typed)
        messages.success(request, f"{found} is cancelled. Plans that were to go to it say so.")

    return handle_form(
        request,
        form,
        cancel,
        template="approvals/meetings/meeting_cancel.html",
        context={"meeting": found},
        page=partial(going_to, access, found),
        done=year_of(found),
        back=year_of(found),
    )


def going_to(access: Access, meeting: Meeting) -> dict[str, Any]:
    """Only for who reads drafts: to another it is not told that there is such a plan."""
    if not access.may(Right.READ_DRAFTS):
        return {}
    return {"going": list(plans_going_to(meeting, governed_as(access.council, meeting.on)))}


@require_http_methods(["GET", "POST"])
def meeting_restore(request: HttpRequest, council: str, meeting: int) -> HttpResponse:
    """Does a meeting that was cancelled take place after all?"""
    access, found = kept_or_404(request, council, meeting)

    def restore(typed: dict[str, Any]) -> None:
        actions.restore_meeting(found, by=access.person, **typed)
        messages.success(request, f"{found} takes place.")

    return handle_form(
        request,
        RestoreForm(
            request.POST or saved_input(request),
            initial={"seen": found.revision},
            cancel=year_of(found),
        ),
        restore,
        template="components/confirm.html",
        context={
            "title": f"Does the meeting take place after all: {found}?",
            "text": "It is in the list as before it was cancelled.",
        },
        done=year_of(found),
        back=year_of(found),
    )


def reading(request: HttpRequest, council: str) -> Access:
    access = council_or_404(request, council)
    access.require(*MAY_READ)
    return access


def keeping(request: HttpRequest, council: str) -> Access:
    access = council_or_404(request, council)
    access.require(Right.MANAGE_MEETINGS)
    return access


def kept_or_404(request: HttpRequest, council: str, meeting: int) -> tuple[Access, Meeting]:
    """None is ever removed, so one that is not there never was."""
    access = keeping(request, council)
    found = get_object_or_404(Meeting, council=access.council, pk=meeting)
    found.council = access.council
    return access, found


def year_of(meeting: Meeting) -> str:
    """The list, at its year."""
    return f"{reverse('meetings', args=[meeting.council.slug])}?year={meeting.on.year}"
