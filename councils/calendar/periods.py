"""How soon something must be done after a decision or a report, and how long it must be kept."""

from calendar import monthrange
from collections.abc import Container
from datetime import UTC, date, datetime, timedelta

from councils.calendar.days import A_DAY, next_working_day
from web.dates import LONDON, end_of_day

MEMBERS_ACCESS = timedelta(hours=24)
INTEREST_DAYS = 28
STATUTORY_REPORT_DAYS = 21
RECORD_YEARS, BACKGROUND_YEARS = 6, 4
# Section 9FE of the Local Government Act 2000.
SCRUTINY_MONTHS = 2


def members_access_by(decided: datetime) -> datetime:
    """When members have the papers of a decision made in private, by one member or an officer.

    Within 24 hours of it, by reg 16 of SI 2012/2089: hours, so that a night on which the clocks
    change makes no difference to how long they wait.
    """
    return (decided.astimezone(UTC) + MEMBERS_ACCESS).astimezone(LONDON)


def last_day_of(first: date, days: int) -> date:
    """The last day of a period of so many days that begins with a day."""
    return first + A_DAY * (days - 1)


def interest_notified_by(disclosed: date) -> date:
    """The Monitoring Officer is told of an interest: 28 days from the day it was disclosed on.

    That day is the first. Section 31(3) and (7) of the Localism Act 2011.
    """
    return last_day_of(disclosed, INTEREST_DAYS)


def executive_meets_by(sent: date) -> date:
    """On a report of the chief finance officer: 21 days beginning with the day it was sent.

    Section 115B of the Local Government Finance Act 1988; section 5A of the Local Government and
    Housing Act 1989 for that of the Monitoring Officer.
    """
    return last_day_of(sent, STATUTORY_REPORT_DAYS)


def held_until(considered: date, days_off: Container[date]) -> datetime:
    """What a report of the Monitoring Officer is about rests until then.

    The end of the first business day after it was considered (section 5A of the Local Government
    and Housing Act 1989).
    """
    return end_of_day(next_working_day(considered, days_off))


def scrutiny_answered_by(received: date) -> date:
    """The last day on which a report or recommendations of scrutiny are answered in time.

    Within two months beginning with the day on which the authority or executive received them or,
    if later, the notice that asks for an answer: that day is the first. Section 9FE of the Local
    Government Act 2000, inserted by Schedule 2 to the Localism Act 2011.
    """
    return last_day_of_months(received, SCRUTINY_MONTHS)


def last_day_of_months(first: date, months: int) -> date:
    """The last day of a period of so many calendar months that begins with a day.

    The day before the one of the same number in the last month, as in Dodds v Walker [1981] 1 WLR
    1027; where that month has no such day, its last: what begins on 31 December ends two months
    later with the last day of February.
    """
    years, month = divmod(first.month - 1 + months, 12)
    year = first.year + years
    same = min(first.day, monthrange(year, month + 1)[1])
    last = date(year, month + 1, same)
    return last - A_DAY if same == first.day else last


def kept_until(first: date, years: int) -> date:
    """The last day on which something must be open to inspection, for years beginning on a day.

    Reg 21 of SI 2012/2089: six years for records and reports, four for background papers. What
    begins on 29 February ends with 28 February: a day early would be too early.
    """
    return disposable_from(first, years) - A_DAY


def disposable_from(first: date, years: int) -> date:
    """The first day after that."""
    try:
        return first.replace(year=first.year + years)
    except ValueError:
        return date(first.year + years, 3, 1)
