"""Meetings as an iCalendar file (RFC 5545): read in a process of its own, and written."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

import icalendar
import msgspec

from approvals.meetings.entry import LONGEST_BODY, LONGEST_UID, MOST, Entry
from web.apart import TooMuch, answer_apart, read_apart
from web.dates import EARLIEST, LATEST, LONDON
from web.text import one_line

MOST_BYTES = 2 * 1024 * 1024
BEGINS = b"BEGIN:VCALENDAR"
DAMAGED = "This is no calendar that can be read here. Export it again as iCalendar (.ics)."
TOO_LARGE = "This calendar is too large. Export the meetings of one year alone."
EMPTY = "There is no event in this calendar."
TOO_MANY = f"It has more than {MOST:,} events. Export the meetings of one year alone."
OUT_OF_REACH = "The day on which it begins is out of reach."
NOT_UTF_8 = "Some letters of its name cannot be read. Export the calendar as UTF-8."
ZONE = "The time zone “{}” is not known: its times are taken as times in London."
MOST_NOTES = 5
# What a reader puts where it cannot tell which letter stood.
UNKNOWN_LETTER = "\N{REPLACEMENT CHARACTER}"
PRODUCT = "-//Clearday//Meetings//EN"


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with one event of the file."""

    where: int
    what: str
    why: str


class Read(msgspec.Struct):
    """What was read of a calendar, and how; `refused` says why nothing was."""

    entries: list[Entry] = []
    faults: list[Fault] = []
    notes: list[str] = []
    refused: str = ""


def is_calendar(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[: len(BEGINS)].upper() == BEGINS


def read_calendar(data: bytes) -> Read:
    """Each event as a meeting; what one cannot be is a fault."""
    if len(data) > MOST_BYTES:
        return Read(refused=TOO_LARGE)
    try:
        return msgspec.json.decode(read_apart("approvals.meetings.calendar", data), type=Read)
    except TooMuch:
        return Read(refused=TOO_LARGE)


def read_here(data: bytes) -> Read:
    """The same without a limit on what that takes."""
    try:
        events = list(events_in(data))
    except MemoryError:
        raise
    except Exception:  # whatever a stranger's file makes of its reader, it is the file's fault
        return Read(refused=DAMAGED)
    if not events:
        return Read(refused=EMPTY)
    if len(events) > MOST:
        return Read(refused=TOO_MANY)
    found = Read()
    zones: dict[str, None] = {}
    for where, event in enumerate(events, start=1):
        try:
            found.entries.append(entry_of(where, event))
            zones[zone_not_known(event)] = None
        except ValueError as why:
            found.faults.append(Fault(where, name_of(event)[:LONGEST_BODY], str(why)))
    found.notes += [ZONE.format(zone) for zone in list(zones)[:MOST_NOTES] if zone]
    return found


def events_in(data: bytes) -> Iterator[Any]:
    for one in icalendar.Calendar.from_ical(data.removeprefix(b"\xef\xbb\xbf"), multiple=True):
        yield from one.walk("VEVENT")


def entry_of(where: int, event: Any) -> Entry:
    """ValueError with what is wrong, in a sentence."""
    body = name_of(event)
    if not body:
        raise ValueError("It has no name: say who meets.")
    if UNKNOWN_LETTER in body:
        raise ValueError(NOT_UTF_8)
    if len(body) > LONGEST_BODY:
        raise ValueError(f"Its name must be {LONGEST_BODY} characters or fewer.")
    if event.get("RRULE") is not None or event.get("RDATE") is not None:
        raise ValueError("It repeats. Export each meeting as an event of its own.")
    on, starts_at = start_of(event)
    return Entry(
        where=where,
        body=body,
        on=on,
        starts_at=starts_at,
        is_cancelled=said_to_be_cancelled(event),
        uid=uid_of(event),
    )


def name_of(event: Any) -> str:
    """ "" where it has none, or several."""
    name = event.get("SUMMARY")
    return one_line(name) if isinstance(name, str) else ""


def start_of(event: Any) -> tuple[date, time | None]:
    """The day in London and the time; a time without a zone is one in London."""
    try:
        start = event["DTSTART"].dt
    except Exception:  # a broken property raises errors of many kinds
        raise ValueError("The day on which it begins cannot be read.") from None
    if isinstance(start, datetime):
        try:
            start = start.astimezone(LONDON) if start.tzinfo else start
        except OverflowError:  # at either end of all years there is no such moment in London
            raise ValueError(OUT_OF_REACH) from None
        on, starts_at = start.date(), start.time().replace(second=0, microsecond=0)
    elif isinstance(start, date):
        on, starts_at = start, None
    else:
        raise ValueError("The day on which it begins cannot be read.")
    if not EARLIEST <= on <= LATEST:
        raise ValueError(OUT_OF_REACH)
    return on, starts_at


def zone_not_known(event: Any) -> str:
    """The name, as it was written, of a time zone that no list has and the file does not define."""
    start = event["DTSTART"]
    known = not isinstance(start.dt, datetime) or start.dt.tzinfo is not None
    return "" if known else one_line(str(start.params.get("TZID", "")))[:LONGEST_BODY]


def said_to_be_cancelled(event: Any) -> bool | None:
    """None where it does not say: then one that was cancelled here stays so."""
    status = event.get("STATUS")
    return None if status is None else str(status).upper() == "CANCELLED"


def uid_of(event: Any) -> str:
    """By which it is known again; of one meeting of a series, with which one it is."""
    own, which = event.get("UID"), event.get("RECURRENCE-ID")
    if not isinstance(own, str):
        return ""
    known = f"{own}/{which.to_ical().decode()}" if hasattr(which, "to_ical") else str(own)
    # What would not be kept whole knows nothing again.
    return known if len(known) <= LONGEST_UID and known.isprintable() else ""


def meetings_ics(meetings: Iterable[Any], council: str, now: datetime) -> bytes:
    """Every meeting as an event; one that is cancelled says so, so that a calendar takes it out."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Meetings of {council}")
    for one in meetings:
        event = icalendar.Event()
        event.add("uid", one.uid)
        event.add("sequence", one.revision)
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", when(one.on, one.starts_at))
        event.add("summary", one.body)
        event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def when(on: date, at: time | None) -> date | datetime:
    """A day, or a moment by which no reader has to know our clock changes."""
    return datetime.combine(on, at, tzinfo=LONDON).astimezone(UTC) if at else on


if __name__ == "__main__":
    answer_apart(lambda data: msgspec.json.encode(read_here(data)))
