"""The meetings of a council's bodies: added, changed, cancelled, brought in from a file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Lower

from councils.access import access_of
from councils.actions.people import lock_council
from councils.models import Appointment, Council, Meeting, User
from councils.record.changes import changes_of
from councils.record.writer import recording
from councils.roles import Right
from web.diffs import differences_of
from web.errors import MovedOn, Refused, StalePage


@dataclass(frozen=True)
class MeetingChange:
    """What one line of a file does: a new meeting, or other values of one as it was shown."""

    meeting: Meeting
    seen: int
    values: dict[str, Any]


MOVED_ON = "The meetings were changed since this page showed what would change. Look again."


def add_meeting(
    council: Council, *, by: User, body: str, kind: str, on: date, starts_at: time | None = None
) -> Meeting:
    """List a meeting of a body; a day gone by may be listed too, as plans were decided on it."""
    with keeping(council, by) as actor:
        meeting = Meeting(council=council, body=body, kind=kind, on=on, starts_at=starts_at)
        check_only_one(meeting)
        with recording(council, actor=actor, verb="meeting_added") as act:
            act.add(meeting)
            act.subject = meeting
    return meeting


def change_meeting(meeting: Meeting, *, by: User, seen: int, **values: Any) -> bool:
    """Put another body, kind, day or time; False when nothing differs."""
    with keeping(meeting.council, by) as actor:
        now = as_it_stands(meeting, seen, values)
        if now.is_cancelled:
            raise MovedOn(
                "This meeting is cancelled. Record first that it takes place after all.",
                changes=changes_of(now, revision__gt=seen),
            )
        changed = Meeting(pk=now.pk, council=now.council, body=values["body"], on=values["on"])
        check_only_one(changed)
        with recording(now.council, actor=actor, verb="meeting_changed", subject=now) as act:
            return act.change(now, **values)


def cancel_meeting(meeting: Meeting, *, by: User, seen: int, reason: str) -> bool:
    """Record that it does not take place, and why; it stays in the list."""
    with keeping(meeting.council, by) as actor:
        values = {"is_cancelled": True, "cancelled_why": reason.strip()}
        now = as_it_stands(meeting, seen, values)
        with recording(
            now.council, actor=actor, verb="meeting_cancelled", reason=reason, subject=now
        ) as act:
            return act.change(now, **values)


def restore_meeting(meeting: Meeting, *, by: User, seen: int) -> bool:
    """Record that a meeting which was cancelled takes place after all."""
    with keeping(meeting.council, by) as actor:
        values = {"is_cancelled": False, "cancelled_why": ""}
        now = as_it_stands(meeting, seen, values)
        with recording(now.council, actor=actor, verb="meeting_restored", subject=now) as act:
            return act.change(now, **values)


def bring_in_meetings(
    council: Council, *, by: User, changes: Sequence[MeetingChange], file: str
) -> int:
    """Do what a file was shown to do, all of it or nothing; how many meetings it changed."""
    with (
        keeping(council, by) as actor,
        recording(council, actor=actor, verb="meetings_brought_in", subject=council) as act,
    ):
        act.details["file"] = file
        # What moves makes room first for what takes its day.
        for one in sorted(changes, key=lambda each: each.meeting.pk is None):
            bring_in(act, council, one)
        return len(act.rows)


def bring_in(act: Any, council: Council, one: MeetingChange) -> None:
    if one.meeting.pk is None:
        if Meeting.objects.filter(council=council, uid=one.meeting.uid).exists():
            raise MovedOn(MOVED_ON)
        meeting = Meeting(council=council, uid=one.meeting.uid, **one.values)
        check_only_one(meeting)
        act.add(meeting)
        return
    now = Meeting.objects.get(pk=one.meeting.pk, council=council)
    if now.revision != one.seen:
        raise MovedOn(MOVED_ON, changes=changes_of(now, revision__gt=one.seen))
    body, on = one.values.get("body", now.body), one.values.get("on", now.on)
    check_only_one(Meeting(pk=now.pk, council=council, body=body, on=on))
    act.change(now, **one.values)


@contextmanager
def keeping(council: Council, by: User) -> Iterator[Appointment]:
    """Ask permission, and lock the council's row, which is the lock for its meetings."""
    with transaction.atomic():
        actor = access_of(by, council).require(Right.MANAGE_MEETINGS)
        lock_council(council)
        yield actor


def as_it_stands(meeting: Meeting, seen: int, values: dict[str, Any]) -> Meeting:
    """The row as it is now; StalePage where a page showed another and its words differ."""
    now = Meeting.objects.select_related("council").get(pk=meeting.pk)
    found = differences_of(now, values)
    if now.revision != seen and found:
        raise StalePage(found, now=now.revision, changes=changes_of(now, revision__gt=seen))
    return now


def check_only_one(meeting: Meeting) -> None:
    """A body has one meeting a day, as plans name a meeting by both."""
    others = Meeting.objects.filter(council=meeting.council, on=meeting.on)
    same = others.annotate(low=Lower("body")).filter(low=Lower(Value(meeting.body)))
    there = same.exclude(pk=meeting.pk).first()
    if there is None:
        return
    if there.is_cancelled:
        raise Refused(
            f"{there} is listed and cancelled. Record there that it takes place after all.",
            field="on",
        )
    raise Refused(f"{there} is listed already.", field="on")
