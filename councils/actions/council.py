"""A council itself: set it up, change its settings, keep its calendar."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from councils.access import access_of
from councils.actions.people import invite, lock_council, monitoring_officers, person_with
from councils.calendar import bank_holidays
from councils.models import Appointment, Council, DayOff, User
from councils.notifications import CouncilNotice
from councils.outbox import queue_message
from councils.record.changes import changes_of
from councils.record.models import Act
from councils.record.writer import ActWriter, recording
from councils.roles import GUARDED, Right, Role
from councils.safeguards import LOOSENED_BY, loosened
from web.diffs import differences_of
from web.errors import Refused, StalePage

# Fields an administrator sets; the slug stays, because addresses carry it.
SETTINGS = (
    "name",
    "colour",
    "cabinet_word",
    "grant_delay_days",
    "second_factor_roles",
    "idle_minutes",
    "clearing_roles",
    "asked_second",
    "asked_last",
    "contributors_may_clear",
    "authors_may_record",
    "collects_sign_offs",
    "asked_on_figures",
    "asked_on_powers",
    "asked_on_words",
    "key_notice_days",
    "decision_notice_days",
    "despatch_days",
    "clearing_days",
    "amendment_days",
    "call_in_applies",
    "call_in_length",
    "call_in_days",
    "call_in_start",
    "call_in_closes_at",
    "call_in_effect",
    "call_in_members",
)
# What one person may do alone: Monitoring Officers are told of each change of these.
SAFEGUARDS = frozenset({"contributors_may_clear", "authors_may_record"})


# First words of addresses that are not a council's.
RESERVED = frozenset(
    {
        "about",
        "accessibility",
        "account",
        "accounts",
        "admin",
        "api",
        "commissions",
        "contact",
        "council",
        "councils",
        "favicon",
        "files",
        "guest",
        "health",
        "help",
        "home",
        "invitations",
        "media",
        "metrics",
        "new",
        "people",
        "plans",
        "privacy",
        "published",
        "robots",
        "search",
        "settings",
        "static",
        "terms",
        "waiting",
    }
)


def create_council(
    *, name: str, slug: str, administrator_email: str, administrator_name: str, **settings: Any
) -> Council:
    """Make a council, its calendar and its first administrator, who is invited by e-mail."""
    if slug in RESERVED:
        raise Refused(f"The address “{slug}” is taken by the product itself.", field="slug")
    if Council.objects.filter(slug=slug).exists():
        raise Refused(f"There is already a council with the address “{slug}”.", field="slug")
    today = timezone.localdate()
    with transaction.atomic():
        person = person_with(administrator_email, administrator_name)
        council = Council(name=name, slug=slug, **settings)
        first = Appointment(
            council=council, person=person, role=Role.ADMINISTRATOR, starts_on=today
        )
        with recording(
            council,
            actor=first,
            verb="council_set_up",
        ) as act:
            act.add(council)
            first.council = council
            act.add(first)
            for on, holiday in bank_holidays(range(today.year - 2, today.year + 4)).items():
                act.add(DayOff(council=council, on=on, name=holiday, kind=DayOff.Kind.BANK_HOLIDAY))
            act.subject = council
        invite(first)
    return council


def change_settings(council: Council, *, by: User, seen: int, **values: Any) -> bool:
    """Change a council's settings; False when nothing differs."""
    wanted = {name: values[name] for name in SETTINGS if name in values}
    with transaction.atomic():
        actor = access_of(by, council).require(Right.MANAGE_SETTINGS)
        lock_council(council)
        council = Council.objects.get(pk=council.pk)
        if council.revision != seen and differences_of(council, wanted):
            changes = changes_of(council, revision__gt=seen)
            raise StalePage(differences_of(council, wanted), now=council.revision, changes=changes)
        with recording(
            council,
            actor=actor,
            verb="council_settings_changed",
            subject=council,
        ) as act:
            before = guards_of(council)
            changed = act.change(council, **wanted)
        tell_of_guards(council, before, act=act, by=by)
        return changed


def guards_of(council: Council) -> dict[str, Any]:
    return {name: getattr(council, name) for name in LOOSENED_BY}


def tell_of_guards(council: Council, before: dict[str, Any], *, act: ActWriter, by: User) -> None:
    """Everybody whom a guard that was loosened concerns; of another change of what one person may
    do alone, the Monitoring Officers.
    """
    after = guards_of(council)
    if loosened(before, after):
        number = Act.objects.get(pk=act.act_id).sequence
        page = reverse("council_act", args=[council.slug, number])
        for person in watching_over(council):
            queue_message(
                CouncilNotice.SAFEGUARD_LOOSENED, council=council, to=person, by=by, page=page
            )
    elif any(after[name] != before[name] for name in SAFEGUARDS):
        tell_of_safeguards(council, by=by)


def watching_over(council: Council) -> list[User]:
    """Who clears or decides today, or is to, and each administrator: also who changed it, as it
    may have been done in their name.
    """
    today = timezone.localdate()
    rows = Appointment.objects.filter(council=council, role__in=GUARDED).order_by("pk")
    over = (Appointment.State.PAST, Appointment.State.WITHDRAWN)
    keys = {one.person_id for one in rows if one.state(today) not in over}
    return list(User.objects.filter(pk__in=keys, is_active=True).order_by("pk"))


def tell_of_safeguards(council: Council, *, by: User) -> None:
    """What one person may do alone in a council is what its Monitoring Officers watch over."""
    page = reverse("council_history", args=[council.slug])
    for officer in monitoring_officers(council):
        queue_message(
            CouncilNotice.SAFEGUARD_CHANGED, council=council, to=officer, by=by, page=page
        )


def add_day_off(council: Council, *, by: User, on: date, name: str) -> DayOff:
    """List a day on which the council is closed; open dates count it from now on."""
    with transaction.atomic():
        actor = access_of(by, council).require(Right.MANAGE_SETTINGS)
        lock_council(council)
        if on.weekday() >= 5:
            raise Refused(
                "A Saturday or Sunday is never a working day; it need not be listed.", field="on"
            )
        if DayOff.objects.filter(council=council, on=on).exists():
            raise Refused("That day is already listed.", field="on")
        day = DayOff(council=council, on=on, name=name)
        with recording(council, actor=actor, verb="closure_day_added") as act:
            act.add(day)
            act.subject = day
    return day


def remove_day_off(day: DayOff, *, by: User) -> None:
    """Take a day off the list; it counts as a working day again."""
    with transaction.atomic():
        actor = access_of(by, day.council).require(Right.MANAGE_SETTINGS)
        lock_council(day.council)
        with recording(
            day.council,
            actor=actor,
            verb="closure_day_removed",
            subject=day,
        ) as act:
            act.remove(day)
