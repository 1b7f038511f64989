"""What is done once a day beside the web process: each floor registers what it has to do.

The process that sends e-mails asks, each time it looks for some, whether the day's work is done.
A day of which all was done is written down, so that nobody asks for it again; whatever is
registered may still be asked twice on a day, by two processes at once, and then does nothing twice.
"""

from collections.abc import Callable
from datetime import date, datetime, time

from django.utils import timezone

from councils.models import DayDone

# When somebody is at work to read of it; who was away in the morning is told in the afternoon.
FROM, UNTIL = time(8), time(18)

Duty = Callable[[date], None]
duties: list[Duty] = []


def daily(duty: Duty) -> Duty:
    """Have it done once on each weekday; which of them a council works is its own to ask."""
    duties.append(duty)
    return duty


def do_daily(now: datetime) -> date | None:
    """Do what is to be done on this day, and say which day that is; None outside its hours."""
    here = timezone.localtime(now)
    if here.weekday() >= 5 or not FROM <= here.time() < UNTIL:
        return None
    today = here.date()
    if not DayDone.objects.filter(pk=today).exists():
        for duty in duties:
            duty(today)
        DayDone.objects.bulk_create([DayDone(on=today)], ignore_conflicts=True)
    return today
