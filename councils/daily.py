"""What is done once a day beside the web process: each floor registers what it has to do.

The process that sends e-mails asks, each time it looks for some, whether the day's work is done.
Whatever is registered may be asked again on the same day, by another process or after a restart,
and then does nothing twice.
"""

from collections.abc import Callable
from datetime import date, datetime, time

from django.utils import timezone

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
    for duty in duties:
        duty(here.date())
    return here.date()
