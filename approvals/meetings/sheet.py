"""Meetings as a spreadsheet: read row by row, and written under the same headings."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms

from approvals.meetings.entry import LONGEST_BODY, LONGEST_WHY, Entry
from councils.models import Meeting
from plans.exports.csv import sheet_in_csv
from plans.sheets.columns import plain
from plans.sheets.comparing import Problem, unguarded, why_not_words
from plans.sheets.sheet import Sheet, SheetRow
from web.forms.fields import EARLIEST, LATEST, TimeField
from web.text import one_line
from web.typed_dates import read_date

BODY, KIND, DAY, TIME = "Who meets", "Kind of body", "Day", "Time"
CANCELLED, WHY = "Cancelled", "Why it is cancelled"
HEADINGS = (BODY, KIND, DAY, TIME, CANCELLED, WHY)
# What else people call the same columns.
KNOWN = {plain(one): one for one in HEADINGS} | {
    **dict.fromkeys(("body", "committee", "meeting", "name"), BODY),
    **dict.fromkeys(("kind", "type"), KIND),
    **dict.fromkeys(("date", "meeting date"), DAY),
    **dict.fromkeys(("start", "starts", "start time"), TIME),
    **dict.fromkeys(("status",), CANCELLED),
    **dict.fromkeys(("reason", "why"), WHY),
}
YES, NO = ("yes", "y", "true", "cancelled", "canceled"), ("no", "n", "false", "confirmed")
KINDS = {plain(label): code for code, label in Meeting.Kind.choices} | {
    **dict.fromkeys(("cabinet", "executive"), Meeting.Kind.EXECUTIVE),
    **dict.fromkeys(("committee",), Meeting.Kind.COMMITTEE),
    **dict.fromkeys(("council",), Meeting.Kind.COUNCIL),
}
Found = tuple[list[Entry], list[Problem], tuple[str, ...]]


class CellFault(Exception):
    """A cell that cannot be taken: its heading, and why."""

    def __init__(self, heading: str, why: str) -> None:
        super().__init__(why)
        self.heading, self.why = heading, why


def entries_in(sheet: Sheet, cabinet: str) -> Found:
    """The meetings of a sheet, what is to be put right in it, and headings that are not read.

    `cabinet` is what the council calls its executive.
    """
    places, problems, not_read = headings_of(sheet)
    entries: list[Entry] = []
    for row in sheet.rows if not problems else ():
        cells = {name: row.cells[place] for name, place in places.items()}
        try:
            entries.append(entry_of(row, cells, cabinet))
        except CellFault as fault:
            problems.append(Problem(row.number, fault.heading, fault.why))
    return entries, problems, tuple(not_read)


def headings_of(sheet: Sheet) -> tuple[dict[str, int], list[Problem], list[str]]:
    places: dict[str, int] = {}
    problems, not_read = [], []
    for place, heading in enumerate(sheet.headings):
        name = KNOWN.get(plain(heading))
        if name is None:
            not_read += [heading] if heading else []
        elif name in places:
            why = "Two columns say this. Keep the one that is meant."
            problems.append(Problem(1, heading, why))
        else:
            places[name] = place
    for name in (BODY, DAY):
        if name not in places:
            problems.append(Problem(1, name, f"There is no column “{name}”."))
    return places, problems, not_read


def entry_of(row: SheetRow, shown: dict[str, str], cabinet: str) -> Entry:
    for name, cell in shown.items():
        if why := why_not_words(cell):
            raise CellFault(name, why)
    cells = {name: one_line(unguarded(cell)) for name, cell in shown.items()}
    body = cells[BODY]
    if not body:
        raise CellFault(BODY, "This is empty: say who meets.")
    if len(body) > LONGEST_BODY:
        raise CellFault(BODY, f"This must be {LONGEST_BODY} characters or fewer.")
    is_cancelled, why = cancelled_in(cells)
    return Entry(
        where=row.number,
        body=body,
        on=day_in(cells[DAY]),
        kind=kind_in(cells.get(KIND, ""), cabinet),
        starts_at=time_in(cells.get(TIME, "")),
        is_cancelled=is_cancelled,
        why=why,
    )


def day_in(cell: str) -> date:
    try:
        found = read_date(cell)
    except ValueError:
        found = None
    if found is None or not EARLIEST <= found <= LATEST:
        raise CellFault(DAY, "Enter a day like 9 July 2026, 09/07/2026 or 2026-07-09.")
    return found


def time_in(cell: str) -> time | None:
    if not cell:
        return None
    try:
        found: time | None = TimeField().clean(cell)
    except forms.ValidationError:
        raise CellFault(TIME, "Enter a time like 14:30 or 2.30pm.") from None
    return found


def kind_in(cell: str, cabinet: str) -> str | None:
    if not cell:
        return None
    kind = Meeting.Kind.EXECUTIVE if plain(cell) == plain(cabinet) else KINDS.get(plain(cell))
    if kind is None:
        said = ", ".join(f"“{label}”" for label in Meeting.Kind.labels)
        raise CellFault(KIND, f"Enter one of {said}, or leave it empty.")
    return str(kind)


def cancelled_in(cells: dict[str, str]) -> tuple[bool | None, str]:
    said, why = plain(cells.get(CANCELLED, "")), cells.get(WHY, "")
    if said and said not in (*YES, *NO):
        raise CellFault(CANCELLED, "Enter Yes or No, or leave it empty.")
    if why and said not in YES:
        raise CellFault(WHY, "Only of a meeting that is cancelled is it said why.")
    if len(why) > LONGEST_WHY:
        raise CellFault(WHY, f"This must be {LONGEST_WHY} characters or fewer.")
    return (said in YES if said else None), why


def meetings_csv(meetings: Iterable[Meeting], cabinet: str) -> bytes:
    return sheet_in_csv(HEADINGS, [row_of(one, cabinet) for one in meetings])


def row_of(meeting: Meeting, cabinet: str) -> list[Any]:
    executive = meeting.kind == Meeting.Kind.EXECUTIVE
    return [
        meeting.body,
        cabinet if executive else meeting.get_kind_display(),
        meeting.on,
        f"{meeting.starts_at:%H:%M}" if meeting.starts_at else "",
        "Yes" if meeting.is_cancelled else "No",
        meeting.cancelled_why,
    ]
