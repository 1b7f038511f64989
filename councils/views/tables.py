"""People and days as the tables and lists that components draw."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from councils.models import Appointment, Council
from councils.models.appointments import vacant_after
from councils.roles import NEVER_VACANT
from web.dates import day_in_words

State = Appointment.State

CAPTIONS = {
    State.CURRENT: "Today",
    State.WAITING: "Waiting to take effect",
    State.FUTURE: "Starting later",
    State.PAST: "Ended",
    State.WITHDRAWN: "Withdrawn before they began",
}
DEACTIVATED = "Deactivated: nobody signs in with it"
UNANSWERED = "Invited, not here yet"
COLUMNS = [{"label": label} for label in ("Name", "Role", "Job title", "When")]


def people_tables(held: Iterable[Appointment], council: Council, on: date) -> list[dict[str, Any]]:
    """One table for each state that somebody is in."""
    rows: dict[State, list[list[Any]]] = {state: [] for state in CAPTIONS}
    for appointment in held:
        rows[appointment.state(on)].append(appointment_row(appointment, council))
    return [
        {"caption": f"{CAPTIONS[state]}: {len(found)}", "columns": COLUMNS, "rows": found}
        for state, found in rows.items()
        if found
    ]


def appointment_row(appointment: Appointment, council: Council) -> list[Any]:
    href = reverse("appointment", args=[council.slug, appointment.pk])
    return [
        {"text": appointment.person_name, "href": href},
        appointment.in_full,
        "" if appointment.office.title else appointment.title,
        held_when(appointment) + (f". {UNANSWERED}" if appointment.is_unanswered else ""),
    ]


def when_it_takes_effect(appointment: Appointment) -> str:
    """What is said of a role that waits; nothing of any other."""
    if appointment.state(timezone.localdate()) != State.WAITING:
        return ""
    return f"Takes effect on {day_in_words(appointment.effective_on)} unless confirmed earlier"


def vacancies_in(council: Council, on: date) -> list[str]:
    """What is said of an office the law wants held, where its last holder's days run out."""
    unless = "unless a successor takes effect before."
    return [
        f"Nobody is {role.label} after {day_in_words(last)}, {unless}"
        for role in sorted(NEVER_VACANT)
        if (last := vacant_after(council, role, on))
    ]


def held_when(appointment: Appointment) -> str:
    """From 1 April 2026 to 31 March 2027"""
    if wait := when_it_takes_effect(appointment):
        return wait
    first, last = appointment.starts_on, appointment.ends_on
    if last is None or last < first:
        return f"From {day_in_words(first)}"
    return f"From {day_in_words(first)} to {day_in_words(last)}"


def appointment_facts(appointment: Appointment, state: State) -> list[dict[str, str]]:
    """One appointment as a list of facts."""
    facts = {
        "Role": appointment.in_full,
        "Job title": appointment.title or "None given",
        "E-mail address": appointment.person.email,
        "First day": day_in_words(appointment.starts_on),
        "Last day": day_in_words(appointment.ends_on) or "None set",
        "State": state.label + (f". {UNANSWERED}" if appointment.is_unanswered else ""),
    }
    if appointment.ending_on:
        facts["Ending asked for"] = f"After {day_in_words(appointment.ending_on)}, to be confirmed"
    if not appointment.person.is_active:
        facts["Account"] = DEACTIVATED
    if appointment.office.title:
        # It is what they clear, which the role says already.
        del facts["Job title"]
    if state == State.WITHDRAWN:
        del facts["Last day"]
    return [{"key": key, "value": value} for key, value in facts.items()]
