"""How a council is run, and the days on which it does not work."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from councils.access import council_or_404
from councils.actions import council as actions
from councils.forms.settings import DayOffForm, RemoveDayOffForm, SettingsForm, YearForm
from councils.gone import row_or_gone
from councils.models import DayOff
from councils.roles import Right
from web.responses import handle_form
from web.saved_input import saved_input


@require_http_methods(["GET", "POST"])
def council_settings(request: HttpRequest, council: str) -> HttpResponse:
    """Everything an administrator can set, in one form."""
    access = council_or_404(request, council)
    access.require(Right.MANAGE_SETTINGS)

    def save(typed: dict[str, Any]) -> None:
        changed = actions.change_settings(access.council, by=access.person, **typed)
        if changed:
            messages.success(request, "The settings are saved.")
        else:
            messages.info(request, "Nothing was different, so nothing was changed.")

    here = reverse("council_settings", args=[council])
    return handle_form(
        request,
        SettingsForm(request.POST or saved_input(request), council=access.council),
        save,
        template="councils/settings.html",
        context={},
        done=here,
        back=here,
    )


@require_safe
def days_off_list(request: HttpRequest, council: str) -> HttpResponse:
    """One year's bank holidays and closure days."""
    access = council_or_404(request, council)
    access.require(Right.MANAGE_SETTINGS)
    year = YearForm(request.GET).chosen(otherwise=timezone.localdate().year)
    listed = access.council.days_off
    years = {on.year for on in listed.dates("on", "year")}
    context = {
        "year": year,
        "years": sorted(years | {year}),
        "days": listed.filter(on__year=year),
    }
    return render(request, "councils/days_off.html", context)


@require_http_methods(["GET", "POST"])
def day_off_add(request: HttpRequest, council: str) -> HttpResponse:
    """A closure day of the council's own."""
    access = council_or_404(request, council)
    access.require(Right.MANAGE_SETTINGS)

    def add(typed: dict[str, Any]) -> DayOff:
        day = actions.add_day_off(access.council, by=access.person, **typed)
        messages.success(request, f"{day} is listed. Every date still open counts it from now on.")
        return day

    back = reverse("days_off", args=[council])
    return handle_form(
        request,
        DayOffForm(request.POST or saved_input(request), cancel=back),
        add,
        template="councils/day_off_add.html",
        context={},
        done=lambda day: f"{back}?year={day.on.year}",
        back=back,
    )


@require_http_methods(["GET", "POST"])
def day_off_remove(request: HttpRequest, council: str, day: int) -> HttpResponse:
    """Take a day off the list?"""
    access = council_or_404(request, council)
    access.require(Right.MANAGE_SETTINGS)
    found = row_or_gone(request, access.council.days_off.all(), day, council=access.council)
    found.council = access.council
    back = f"{reverse('days_off', args=[council])}?year={found.on.year}"

    def remove(typed: dict[str, Any]) -> None:
        name = str(found)
        actions.remove_day_off(found, by=access.person)
        messages.success(request, f"{name} is a working day again.")

    return handle_form(
        request,
        RemoveDayOffForm(request.POST if request.method == "POST" else None, cancel=back),
        remove,
        template="components/confirm.html",
        context={
            "title": f"Remove {found}?",
            "text": "It counts as a working day again, in every date that is still open.",
        },
        done=back,
        back=back,
    )
