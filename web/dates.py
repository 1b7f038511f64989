"""Days and moments in London: the one place that knows the zone and how a date is written."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
LAST_SECOND = time(23, 59, 59)
SECOND = timedelta(seconds=1)
# Near enough to add days to, far enough for any appointment.
EARLIEST, LATEST = date(1970, 1, 1), date(2100, 12, 31)


def london_day(moment: datetime) -> date:
    """The day it is in London at a moment."""
    return moment.astimezone(LONDON).date()


def start_of_day(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=LONDON)


def end_of_day(day: date) -> datetime:
    """Its last second, the whole of which is in time for what is due on that day."""
    return datetime.combine(day, LAST_SECOND, tzinfo=LONDON)


def is_skipped(day: date, clock: time) -> bool:
    """Whether the clocks in London go forward over this time of that day, so that it never is."""
    local = datetime.combine(day, clock, tzinfo=LONDON)
    return local.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != local.replace(
        tzinfo=None
    )


def is_late(moment: datetime, due: datetime | None) -> bool:
    """Whether a moment is too late for a deadline, whose last second counts whole.

    What is due at the end of a day is in time until it is midnight in London, where that second
    ends; never late for no deadline.
    """
    return due is not None and moment >= due.astimezone(UTC) + SECOND


def day_in_words(day: date | None) -> str:
    """19 July 2024, of a moment the day in London; nothing for no day."""
    if not day:
        return ""
    if isinstance(day, datetime):
        day = london_day(day)
    return f"{day.day} {day:%B %Y}"


def weekday_in_words(day: date) -> str:
    """Friday 19 July 2024."""
    return f"{day:%A} {day_in_words(day)}"


def moment_in_words(moment: datetime | None) -> str:
    """19 July 2024, 5:04pm; the last second of a day is "end of 19 July 2024"."""
    if not moment:
        return ""
    local = moment.astimezone(LONDON)
    if local.time().replace(microsecond=0) == LAST_SECOND:
        return f"end of {day_in_words(local)}"
    hour = local.hour % 12 or 12
    return f"{day_in_words(local)}, {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
