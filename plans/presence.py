"""Who else is writing where in a plan, just now."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from councils.daily import daily
from councils.models import User
from councils.record.models import Act
from plans.models import Plan, Presence
from web.compiled_queries import prepared

# Passages that one page has open, at most: nobody writes in more at once.
MOST_OPEN = 20


def say_open(plan: Plan, passages: Collection[int], *, by: User, now: datetime) -> None:
    """Note that somebody's page has these passages open, for as long as `Presence.lasts`.

    One statement, but where one has just been opened.
    """
    if not passages:
        return
    known = Presence.objects.filter(person=by, plan=plan, passage__in=passages)
    if known.update(seen_at=now) < len(passages):
        rows = [
            Presence(person=by, plan=plan, passage=key, since=now, seen_at=now) for key in passages
        ]
        Presence.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["person", "passage"],
            update_fields=["seen_at"],
        )


def say_closed(passages: Collection[int], *, by: User) -> None:
    """Somebody has closed these passages: they are there no more, without anybody waiting."""
    if passages:
        Presence.objects.filter(person=by, passage__in=passages).delete()


def others_in(plan: Plan, person: User, *, now: datetime) -> dict[int, str]:
    """By passage, who else has it open and since when, in words."""
    said: dict[int, list[str]] = {}
    for passage, name, since in open_in(plan.pk, person.pk, now - Presence.lasts):
        clock = timezone.localtime(since).strftime("%H:%M")
        said.setdefault(passage, []).append(f"{name}, since {clock}")
    return {key: f"Also open here: {'; '.join(names)}." for key, names in said.items()}


@prepared
def open_in(plan: int, person: int, since: datetime) -> QuerySet[Any, Any]:
    there = Presence.objects.filter(plan=plan, seen_at__gt=since).exclude(person=person)
    return there.order_by("since", "pk").values_list("passage", "person__name", "since")


def latest_in(plan: Plan) -> int:
    """The number of the newest act on a plan: it has changed where this has."""
    return next((number for (number,) in latest_act(plan.pk)), 0)


@prepared
def latest_act(plan: int) -> QuerySet[Any, Any]:
    return Act.objects.filter(plan=plan).order_by("-sequence").values_list("sequence")[:1]


@daily
def forget_those_gone(today: date) -> None:
    """Rows of pages that were left without a word: nothing is known by them any more."""
    Presence.objects.filter(seen_at__lt=timezone.now() - Presence.lasts).delete()
