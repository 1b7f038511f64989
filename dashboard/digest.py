"""Once a working day, what waits for somebody by e-mail: what their home says, without its words.

No day's e-mail goes on another day, so that none pile up while the mail server is away.
"""

import logging
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import DatabaseError, transaction
from django.utils import timezone

from councils.actions.account import lock_person
from councils.calendar import DaysOff, is_working_day
from councils.calendar.reminders import reminder_since
from councils.daily import daily
from councils.mail_words import Withheld, from_template
from councils.models import Appointment, DayDone, OutboxMessage, User
from councils.outbox import composes, queue_message, settles
from dashboard.home import CouncilWork, days_off_in, work_of
from dashboard.next_actions import Action
from web.dates import day_in_words

logger = logging.getLogger(__name__)

KIND = "daily_digest"
# Days before one on which something is wanted in which it is said how many they are.
NEAR = 7


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody in one council: its name, and a line and an address of each."""

    council: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Line:
    """What waits, by when, in the words of an e-mail, and the page on which it is done."""

    by: date | None
    said: str
    href: str

    @property
    def address(self) -> str:
        return settings.ADDRESS + self.href


@daily
def queue_digests(today: date) -> None:
    """For each person for whom something waits, unless today's is queued already."""
    held = Appointment.objects.current(today).order_by().values("person")
    for person in User.objects.filter(pk__in=held, is_active=True).order_by("pk"):
        try:
            queue_digest(person, today)
        except DatabaseError:
            raise
        except Exception:
            # A fault in what one person sees must not keep the others from being told.
            logger.exception("A day's e-mail could not be put together")


def queue_digest(person: User, today: date) -> None:
    key = uuid.uuid5(uuid.NAMESPACE_OID, f"{KIND} {person.pk} {today}")
    if is_queued(key) or not waiting_for(person, today):
        return
    with transaction.atomic():
        # Two senders at once tell it once.
        lock_person(person)
        if not is_queued(key):
            queue_message(KIND, to=person, key=key, on=today, page="/")


def is_queued(key: uuid.UUID) -> bool:
    return OutboxMessage.objects.filter(key=key).exists()


@composes(KIND)
def digest(message: OutboxMessage) -> EmailMessage:
    """What waits now; withheld on any other day, or once nothing waits any more."""
    assert message.to
    assert message.on
    today = timezone.localdate()
    waiting = waiting_for(message.to, today) if message.on == today else []
    if not waiting:
        raise Withheld("It is of another day, or nothing waits any more.")
    names = ", ".join(one.council for one in waiting)
    return from_template(message, waiting=waiting, councils=names)


@settles(KIND)
def forget_earlier_days(message: OutboxMessage) -> None:
    """What did not go on its day is no failure that anybody could mend."""
    if message.state == OutboxMessage.State.FAILED and message.on != timezone.localdate():
        message.delete()


def waiting_for(person: User, today: date) -> list[Waiting]:
    """By council, of those that work today; none where nothing waits."""
    work = work_of(person, today=today)
    days_off = days_off_in([one.council for one in work])
    told = DayDone.objects.last_before(today) or today - timedelta(days=1)
    found = [
        Waiting(one.council.name, tuple(lines_of(one, told, today, days_off[one.council.pk])))
        for one in work
        if is_working_day(today, days_off[one.council.pk])
    ]
    return [one for one in found if one.lines]


def lines_of(
    work: CouncilWork, told: date, today: date, days_off: set[date]
) -> Iterator[tuple[str, str]]:
    """Reminders first, then what waits to be done, then the rest that waits to be written."""
    by_plan: dict[tuple[str, date | None], list[Action]] = {}
    for part in work.to_write:
        by_plan.setdefault((part.title, part.by), []).append(part)
    to_write = [Line(one[0].by, written(one, today), one[0].href) for one in by_plan.values()]
    to_do = [Line(one.by, line(one.label, one, today), one.href) for one in work.tasks]
    reminders = {one: reminder(one.by, told, today, days_off) for one in (*to_write, *to_do)}
    for one, why in reminders.items():
        if why:
            yield f"{why}: {one.said}", one.address
    for one in (*to_do, *to_write):
        if not reminders[one]:
            yield one.said, one.address


def reminder(by: date | None, told: date, today: date, days_off: set[date]) -> str:
    """What is said once of what has a day, by how near it is; "" where it was said, or is not due.

    `told` is the day up to which people were told: after days on which no e-mail could be made up,
    what came due meanwhile is said.
    """
    if by is None:
        return ""
    return reminder_since(told, today, by, DaysOff(frozenset(days_off))) or ""


def written(parts: list[Action], today: date) -> str:
    """ "Write your 2 paragraphs: Our plan, by 3 May 2027 (in 2 days)", or parts of other kinds."""
    noun = "paragraph" if {one.code for one in parts} == {"write"} else "part"
    count = f"{len(parts)} {noun}s" if len(parts) > 1 else noun
    return line(f"Write your {count}", parts[0], today)


def line(label: str, action: Action, today: date) -> str:
    """ "Answer the clearance: Our plan, by 3 May 2027 (in 2 days)"; no reason, as it has words."""
    whose = f": {action.title}" if action.title else ""
    return f"{label}{whose}{wanted(action.by, today)}"


def wanted(by: date | None, today: date) -> str:
    if by is None:
        return ""
    left = (by - today).days
    if left < 0:
        return f", wanted by {day_in_words(by)}, which has passed"
    near = {0: " (today)", 1: " (tomorrow)"}.get(left, f" (in {left} days)")
    return f", by {day_in_words(by)}{near if left <= NEAR else ''}"
