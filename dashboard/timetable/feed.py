"""The dates of somebody's plans as a calendar (RFC 5545), at an address that only they know.

It says no word of a plan but its title and the names of its steps.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

import icalendar
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from approvals.timetable.rows import Code
from councils.access import Access, lacks_second_factor
from councils.calendar_keys import person_with_calendar
from councils.models import User
from dashboard.home import accesses_by_council
from dashboard.plan_overview import overview_of
from dashboard.timetable.forms import WhatIfForm
from dashboard.timetable.line import STAGES, schedule_of_open
from dashboard.timetable.page import timetable_of
from dashboard.timetable.schedule import Schedule
from plans.models import Plan
from plans.models.plan import readable_by
from web.compiled_queries import prepared
from web.dates import london_day

PRODUCT = "-//Clearday//Timetable//EN"
# So many plans are shown at the most: a calendar is asked for again every few hours.
MOST = 40
MINUTE = 60


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    """By when what is due, for whoever has the address; nothing for any other."""
    person = person_with_calendar(key)
    if person is None:
        raise Http404
    answer = HttpResponse(calendar_of(person, timezone.now()), content_type="text/calendar")
    answer["Cache-Control"] = "private, max-age=900"
    return answer


def calendar_of(person: User, now: datetime) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Clearday")
    accesses = [one for one in accesses_by_council(person) if not lacks_second_factor(one)]
    plans = ((plan, access) for access in accesses for plan in plans_of(access))
    for plan, access in islice(plans, MOST):
        for event in events_of(plan, access, now):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def plans_of(access: Access) -> list[Plan]:
    """Those under way that somebody with this access may open."""
    council = access.council
    plans = plans_under_way(council.pk, access.person.pk, rights=access.rights)
    for plan in plans:
        plan.council = council
    return plans


@prepared
def plans_under_way(council: int, person: int, *, rights: frozenset[str]) -> QuerySet[Plan]:
    readable = Plan.objects.filter(readable_by(council, person, rights), stage__in=STAGES)
    return readable.whole().order_by("title", "pk")


def events_of(plan: Plan, access: Access, now: datetime) -> Iterator[icalendar.Event]:
    """Each last day that is still to be kept, and the meeting that is planned."""
    overview = overview_of(plan, access, london_day(now))
    schedule = schedule_of_open(overview, now)
    if schedule is None:
        return
    planned = schedule.meets_on if Code.DECISION not in schedule.done else None
    if planned:
        yield meeting(plan, schedule, now)
    form = WhatIfForm(None, council=plan.council, planned=schedule.meets_on)
    table = timetable_of(schedule, form, london_day(now))
    for shown in table.rows if table else ():
        row = shown.row
        if row.last is None or not shown.is_open:
            continue
        event = event_named(plan, row.code, f"By today: {row.what}: {plan.title}", now)
        event.add("dtstart", row.last)
        event.add("description", " ".join(filter(None, (row.rule, row.source))))
        yield event


def meeting(plan: Plan, schedule: Schedule, now: datetime) -> icalendar.Event:
    event = event_named(plan, "meeting", f"{schedule.way.decides}: {plan.title}", now)
    event.add("dtstart", schedule.meets_on)
    event.add("status", "CANCELLED" if schedule.cancelled else "CONFIRMED")
    return event


def event_named(plan: Plan, code: str, summary: str, now: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{code}-{plan.pk}@{plan.council.slug}.clearday")
    # It is counted each time it is read, so each time it is newer than what was read before.
    event.add("sequence", int(now.timestamp()) // MINUTE)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    return event
