"""Whoever has not answered a round in Word is reminded, by the council's calendar.

Five working days before their answer is wanted, one, and once when it is late: each once, and after
days of silence the newest, but for what was said since, by the round itself or by an author.
"""

import uuid
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from councils.actions.account import lock_person
from councils.calendar import DaysOff, is_working_day
from councils.calendar.reminders import Reminder, reminder_since
from councils.call_in import days_off_of
from councils.daily import daily
from councils.models import OutboxMessage
from plans.actions.rounds import REMINDER, queue_copy
from plans.models import Stage, WordRound
from plans.rounds import ShownCopy, copies_by_round
from web.dates import london_day


@daily
def remind_of_rounds(today: date) -> None:
    days_off: dict[int, DaysOff] = {}
    due: dict[WordRound, DaysOff] = {}
    for found in open_rounds():
        council = found.plan.council
        off = days_off.setdefault(council.pk, days_off_of(council))
        if is_working_day(today, off) and due_of(found, london_day(found.at), today, off):
            due[found] = off
    for copies in copies_by_round(list(due), today).values():
        for shown in copies:
            found = shown.copy.round
            reminder = due_of(found, told_on(shown), today, due[found])
            if reminder and shown.is_waited_for:
                remind(shown, reminder)


def open_rounds() -> QuerySet[WordRound]:
    """Those that nobody ended, of plans that go on."""
    going_on = WordRound.objects.filter(closing=None).exclude(plan__stage=Stage.CLOSED)
    return going_on.select_related("plan__council", "version", "by").order_by("pk")


def due_of(found: WordRound, told: date, today: date, off: DaysOff) -> Reminder | None:
    return reminder_since(told, today, found.answer_by, off)


def told_on(shown: ShownCopy) -> date:
    """The last day on which they were told of the day, by the round or by an author."""
    return london_day(shown.reminder.at if shown.reminder else shown.copy.round.at)


def remind(shown: ShownCopy, reminder: Reminder) -> None:
    """Queue the e-mail that an author's own asking sends, unless it went for this reminder."""
    copy = shown.copy
    name = f"{REMINDER} {copy.pk} {reminder.name}"
    key = uuid.uuid5(uuid.NAMESPACE_OID, name)
    with transaction.atomic():
        lock_person(copy.person)
        if not OutboxMessage.objects.filter(key=key).exists():
            queue_copy(copy, by=copy.round.by, kind=REMINDER, key=key)
