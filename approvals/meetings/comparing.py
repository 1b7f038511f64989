"""What a file would change among the meetings that a council keeps."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from approvals.meetings.entry import Entry
from councils.actions.meetings import MeetingChange
from councils.models import Council, Meeting
from councils.models.meetings import new_uid
from plans.sheets.comparing import Problem
from web.dates import weekday_in_words
from web.diffs import differences_of
from web.errors import Difference

COUNCIL = frozenset(
    {"council", "full council", "the council", "the full council", "county council"}
)


@dataclass(frozen=True)
class Shown:
    """One line of the file that changes something, as its page shows it."""

    number: int
    name: str
    change: MeetingChange
    differences: tuple[Difference, ...]

    @property
    def is_new(self) -> bool:
        return self.change.meeting.pk is None


@dataclass
class Comparison:
    """All that a file would do; nothing while there are `problems`."""

    shown: list[Shown] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: int = 0
    # Headings that are not read, and meetings to come that the file does not name.
    not_read: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def changes(self) -> list[MeetingChange]:
        return [one.change for one in self.shown]

    @cached_property
    def digest(self) -> str:
        """Of what it does: a page that showed another is out of date."""
        told = [
            (one.name, one.change.meeting.pk, one.change.seen, sorted(one.change.values.items()))
            for one in self.shown
        ]
        return sha256(repr(told).encode()).hexdigest()


def compare(council: Council, entries: Iterable[Entry]) -> Comparison:
    """Each meeting is known by the mark of its calendar, or by its body and day."""
    return Comparing(council).done(entries)


class Comparing:
    def __init__(self, council: Council) -> None:
        self.council, self.found = council, Comparison()
        self.kept = list(Meeting.objects.filter(council=council))
        self.by_uid = {one.uid: one for one in self.kept}
        self.by_day = {named(one.body, one.on): one for one in self.kept}
        self.before: dict[Any, int] = {}
        self.met: set[int] = set()

    def done(self, entries: Iterable[Entry]) -> Comparison:
        listed = list(entries)
        for entry in listed:
            self.found.problems += self.judge(entry)
        days = [one.on for one in listed]
        among = [one for one in self.kept if days and min(days) <= one.on <= max(days)]
        absent = (one for one in among if one.pk not in self.met and not one.is_cancelled)
        self.found.absent = tuple(str(one) for one in absent)
        return self.found

    def judge(self, entry: Entry) -> Iterator[Problem]:
        """What is wrong with an entry; if nothing is, what it changes is taken down."""
        for name in {entry.uid, named(entry.body, entry.on)} - {""}:
            if earlier := self.before.get(name):
                why = f"Row {earlier} has the same meeting. Each may be in it once."
                yield Problem(entry.where, entry.body, why)
                return
            self.before[name] = entry.where
        meeting = self.meeting_of(entry)
        at_the_day = self.by_day.get(named(entry.body, entry.on))
        if at_the_day is not None and at_the_day is not meeting:
            why = f"{at_the_day} is kept already, as another event."
            yield Problem(entry.where, entry.body, why)
            return
        if meeting is not None and meeting.pk in self.met:
            yield Problem(entry.where, entry.body, "The file has the same meeting twice.")
            return
        self.take_down(entry, meeting)

    def meeting_of(self, entry: Entry) -> Meeting | None:
        known = self.by_uid.get(entry.uid) if entry.uid else None
        return known or self.by_day.get(named(entry.body, entry.on))

    def take_down(self, entry: Entry, meeting: Meeting | None) -> None:
        values = values_of(entry)
        if meeting is None:
            kind = entry.kind or usual_kind(entry.body, self.council.cabinet_word)
            values = {"kind": kind, **values}
            new = Meeting(council=self.council, uid=entry.uid or new_uid())
            shown = tuple(one for one in differences_of(new, values) if one.mine != "Nothing")
            change = MeetingChange(new, 0, values)
            self.found.shown.append(Shown(entry.where, name_of(entry), change, shown))
            return
        self.met.add(meeting.pk)
        differences = differences_of(meeting, values)
        if not differences:
            self.found.same += 1
            return
        change = MeetingChange(meeting, meeting.revision, values)
        self.found.shown.append(Shown(entry.where, name_of(entry), change, differences))


def values_of(entry: Entry) -> dict[str, Any]:
    """What the entry says; what it is silent of stays as it is."""
    told: dict[str, Any] = {"body": entry.body, "on": entry.on}
    if entry.kind is not None:
        told["kind"] = entry.kind
    if entry.starts_at is not None:
        told["starts_at"] = entry.starts_at
    if entry.is_cancelled is not None:
        told["is_cancelled"] = entry.is_cancelled
        if entry.why or not entry.is_cancelled:
            told["cancelled_why"] = entry.why
    return told


def named(body: str, on: Any) -> tuple[str, Any]:
    return " ".join(body.lower().split()), on


def name_of(entry: Entry) -> str:
    return f"{entry.body}, {weekday_in_words(entry.on)}"


def usual_kind(body: str, cabinet: str) -> str:
    """Which kind of body it is by its name, where nobody said: most are committees."""
    name = " ".join(body.casefold().split())
    if name == cabinet.casefold():
        return Meeting.Kind.EXECUTIVE
    return Meeting.Kind.COUNCIL if name in COUNCIL else Meeting.Kind.COMMITTEE
