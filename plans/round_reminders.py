"""Whoever has not answered a round in Word is reminded, by the council's calendar.

Five working days before their answer is wanted, one, and once when it is late; never on the day on
which the round went out or an author asked them, and never by two senders at once.
"""

import uuid
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from councils.actions.account import lock_person
from councils.calendar import DaysOff, is_working_day
from councils.calendar.reminders import reminder_on
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
    near = []
    for found in open_rounds():
        council = found.plan.council
        off = days_off.setdefault(council.pk, days_off_of(council))
        is_today = is_working_day(today, off) and london_day(found.at) != today
        if is_today and reminder_on(today, found.answer_by, off):
            near.append(found)
    for copies in copies_by_round(near, today).values():
        for shown in copies:
            if is_to_be_reminded(shown, today):
                remind(shown, today)


def open_rounds() -> QuerySet[WordRound]:
    """Those that nobody ended, of plans that go on."""
    going_on = WordRound.objects.filter(closing=None).exclude(plan__stage=Stage.CLOSED)
    return going_on.select_related("plan__council", "version", "by").order_by("pk")


def is_to_be_reminded(shown: ShownCopy, today: date) -> bool:
    asked = shown.reminder is not None and london_day(shown.reminder.at) == today
    return shown.is_waited_for and not asked


def remind(shown: ShownCopy, today: date) -> None:
    """Queue the e-mail that an author's own asking sends, unless today's is queued already."""
    copy = shown.copy
    key = uuid.uuid5(uuid.NAMESPACE_OID, f"{REMINDER} {copy.pk} {today}")
    with transaction.atomic():
        lock_person(copy.person)
        if not OutboxMessage.objects.filter(key=key).exists():
            queue_copy(copy, by=copy.round.by, kind=REMINDER, key=key)
