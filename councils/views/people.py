"""The people of a council and the roles they hold."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from councils.access import Access, council_or_404
from councils.actions import deactivation, grants
from councils.actions import people as actions
from councils.forms.people import (
    AccountForm,
    ConfirmForm,
    EndAppointmentForm,
    InviteForm,
    PersonForm,
)
from councils.models import Appointment
from councils.record.models import Act
from councils.roles import Right
from councils.views.tables import (
    appointment_facts,
    people_tables,
    vacancies_in,
    when_it_takes_effect,
)
from web.responses import handle_form
from web.saved_input import saved_input

READ = (Right.MANAGE_PEOPLE, Right.READ_RECORD)


@require_safe
def people_list(request: HttpRequest, council: str) -> HttpResponse:
    """Everybody who holds, will hold or has held a role here."""
    access = council_or_404(request, council)
    access.require(*READ)
    held = access.council.appointments.select_related("person").order_by("person", "starts_on")
    by_name = sorted(held, key=lambda one: one.person_name)
    context = {
        "tables": people_tables(by_name, access.council, timezone.localdate()),
        "may_manage": access.may(Right.MANAGE_PEOPLE),
        "vacancies": vacancies_in(access.council, timezone.localdate()),
    }
    return render(request, "councils/people.html", context)


@require_http_methods(["GET", "POST"])
def person_add(request: HttpRequest, council: str) -> HttpResponse:
    """Give a role to somebody, new or known; both read the same afterwards."""
    access = council_or_404(request, council)
    access.require(Right.MANAGE_PEOPLE)

    def give(typed: dict[str, Any]) -> Appointment:
        given = actions.appoint(access.council, by=access.person, **typed)
        messages.success(request, f"The role is given. An e-mail tells {given.person.email}.")
        return given

    return handle_form(
        request,
        PersonForm(request.POST or saved_input(request), cancel=people_url("people", council)),
        give,
        template="councils/person_add.html",
        context={},
        done=lambda given: people_url("appointment", council, given.pk),
        back=people_url("people", council),
    )


@require_safe
def appointment(request: HttpRequest, council: str, appointment: int) -> HttpResponse:
    """One role of one person, and what was done with it."""
    access, found = appointment_or_404(request, council, appointment, *READ)
    state = found.state(timezone.localdate())
    acts = Act.objects.filter(
        council=access.council, subject_kind="appointment", subject_id=found.pk
    ).select_related("actor")
    context = {
        "appointment": found,
        "facts": appointment_facts(found, state),
        "acts": acts,
        "may_change": access.may(Right.MANAGE_PEOPLE)
        and state not in (found.State.PAST, found.State.WITHDRAWN),
        "may_confirm": access.may(Right.CONFIRM_ROLES) and grants.awaits_confirmation(found),
        "may_manage": access.may(Right.MANAGE_PEOPLE),
        "wait": when_it_takes_effect(found),
    }
    return render(request, "councils/appointment.html", context)


@require_http_methods(["GET", "POST"])
def appointment_end(request: HttpRequest, council: str, appointment: int) -> HttpResponse:
    """When does it end? The page is the confirmation."""
    access, found = appointment_or_404(request, council, appointment, Right.MANAGE_PEOPLE)
    back = people_url("appointment", council, found.pk)

    def end(typed: dict[str, Any]) -> None:
        at_once = typed.pop("when") == EndAppointmentForm.AT_ONCE
        ends_on = None if at_once else typed["ends_on"]
        del typed["ends_on"]
        messages.success(
            request, actions.end_or_ask(found, by=access.person, ends_on=ends_on, **typed)
        )

    data = request.POST or saved_input(request)
    last = grants.leaves_nobody(found, timezone.localdate())
    return handle_form(
        request,
        EndAppointmentForm(data, appointment=found, last=last, cancel=back),
        end,
        template="councils/appointment_end.html",
        context={"appointment": found},
        done=back,
        back=back,
    )


@require_http_methods(["GET", "POST"])
def appointment_invite(request: HttpRequest, council: str, appointment: int) -> HttpResponse:
    """Send the e-mail that tells a person of their role once more?"""
    access, found = appointment_or_404(request, council, appointment, Right.MANAGE_PEOPLE)
    back = people_url("appointment", council, found.pk)

    def send(typed: dict[str, Any]) -> None:
        actions.invite_again(found, by=access.person)
        messages.success(request, f"The e-mail to {found.person.email} is on its way.")

    return handle_form(
        request,
        InviteForm(request.POST if request.method == "POST" else None, cancel=back),
        send,
        template="components/confirm.html",
        context={
            "title": f"Send {found.person_name} their invitation again?",
            "text": "It says which role they hold here and how they sign in.",
        },
        done=back,
        back=back,
    )


@require_http_methods(["GET", "POST"])
def appointment_account(request: HttpRequest, council: str, appointment: int) -> HttpResponse:
    """Is this person kept out at once, or let in again? The page is the confirmation."""
    access, found = appointment_or_404(request, council, appointment, Right.MANAGE_PEOPLE)
    back = people_url("appointment", council, found.pk)

    def do(typed: dict[str, Any]) -> None:
        closes = typed.pop("wants") == AccountForm.CLOSE
        act = deactivation.deactivate if closes else deactivation.reactivate
        messages.success(request, act(found, by=access.person, **typed))

    return handle_form(
        request,
        AccountForm(request.POST or saved_input(request), person=found.person, cancel=back),
        do,
        template="councils/appointment_account.html",
        context={"appointment": found},
        done=back,
        back=back,
    )


@require_http_methods(["GET", "POST"])
def appointment_confirm(request: HttpRequest, council: str, appointment: int) -> HttpResponse:
    """Somebody else’s word: does the role take effect now, or the appointment end?"""
    access, found = appointment_or_404(request, council, appointment, Right.CONFIRM_ROLES)
    waits = grants.awaits_confirmation(found)
    why_not = grants.why_may_not_confirm(found, access) if waits else ""

    def answer(typed: dict[str, Any]) -> None:
        confirmed = typed["answer"] == ConfirmForm.CONFIRM
        act = grants.confirm_change if confirmed else grants.refuse_change
        act(found, by=access.person, seen=typed["seen"])
        messages.success(request, "Your answer is recorded, and everybody concerned is told.")

    back = people_url("appointment", council, found.pk)
    data = request.POST if request.method == "POST" else saved_input(request)
    form = ConfirmForm(data, appointment=found, may_confirm=not why_not, cancel=back)
    state = found.state(timezone.localdate())
    context = {"appointment": found, "facts": appointment_facts(found, state), "waits": waits}
    return handle_form(
        request,
        form,
        answer,
        template="councils/appointment_confirm.html",
        context={**context, "why_not": why_not, "wait": when_it_takes_effect(found)},
        done=back,
        back=back,
    )


def appointment_or_404(
    request: HttpRequest, council: str, appointment: int, *rights: Right
) -> tuple[Access, Appointment]:
    """An appointment of this council, for somebody who holds one of `rights` there."""
    access = council_or_404(request, council)
    access.require(*rights)
    held = Appointment.objects.select_related("person").filter(council=access.council)
    found = get_object_or_404(held, pk=appointment)
    found.council = access.council
    return access, found


def people_url(name: str, council: str, *rest: object) -> str:
    """The address of one of a council's pages."""
    return reverse(name, args=[council, *rest])
