"""Which of a council's meetings can still take a plan for a deadline, and why another cannot."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject, Lower
from django.utils import timezone

from councils.calendar.backwards import Fit, Rules, fit
from councils.calendar.notice import latest_agenda
from councils.call_in import days_off_of
from councils.deciding import rules_of_meeting
from councils.fits import fit_in_words, late_papers
from councils.governed import governed_as
from councils.models import Council, Governance, Meeting
from web.compiled_queries import prepared
from web.dates import day_in_words, weekday_in_words

# More are further off than any plan that is begun.
MOST = 24


@dataclass(frozen=True, slots=True)
class MeetingFit:
    """A meeting, and how it fits; `fit` is None where no deadline is known, so any day is in time.

    `agenda` is the last day of its agenda.
    """

    meeting: Meeting
    fit: Fit | None
    agenda: date | None
    today: date

    @property
    def works(self) -> bool:
        """Whether it is in time, and its agenda can still be out in time."""
        if self.meeting.is_cancelled:
            return False
        if self.fit is not None:
            return self.fit.works
        return self.meeting.on >= self.today and not (self.agenda and self.agenda < self.today)

    @property
    def name(self) -> str:
        """ "Cabinet, Tuesday 9 July 2024"."""
        return f"{self.meeting.body}, {weekday_in_words(self.meeting.on)}"

    @property
    def in_words(self) -> str:
        """ "fits only if the notice is out by 11 July 2024", "after the deadline"; and of a day
        that fits which papers are too late for it.
        """
        if self.meeting.is_cancelled:
            return "cancelled"
        if self.fit is None:
            if self.agenda and self.agenda < self.today:
                return f"its agenda had to be out by {day_in_words(self.agenda)}"
            return ""
        told = fit_in_words(self.fit)
        late = " ".join(late_papers(self.fit)) if self.fit.is_in_time else ""
        return f"{told}. {late}" if late else told


def fits_of(
    council: Council,
    governance: Governance.Form | None,
    meetings: Iterable[Meeting],
    days_off: Container[date],
    *,
    deadline: date | None,
    today: date,
) -> list[MeetingFit]:
    """How each meeting fits a deadline, in their order."""
    rules = {
        kind: rules_of_meeting(council, governance, kind, days_off) for kind in Meeting.Kind.values
    }
    return [fit_of(one, rules[one.kind], deadline, today) for one in meetings]


def fit_of(meeting: Meeting, rules: Rules, deadline: date | None, today: date) -> MeetingFit:
    found = fit(rules, meeting.on, deadline, today) if deadline else None
    agenda = latest_agenda(meeting.on, rules.days_off).latest if rules.agenda else None
    return MeetingFit(meeting, found, agenda, today)


def deciding_kinds(governance: Governance.Form | None) -> tuple[str, ...]:
    """The bodies by which a plan is usually decided: another is named by who puts it to one."""
    if governance == Governance.Form.COMMITTEES:
        return (Meeting.Kind.COMMITTEE, Meeting.Kind.COUNCIL)
    return (Meeting.Kind.EXECUTIVE, Meeting.Kind.COUNCIL)


def working_in_words(council: Council, kinds: Sequence[str] = (), *, deadline: date | None) -> str:
    """The meetings of some kinds that can still take a plan, or of those that usually decide.

    "" where none is kept that can.
    """
    today = timezone.localdate()
    governance = governed_as(council, today)
    meetings = meetings_to_come(council.pk, today, [*(kinds or deciding_kinds(governance))])
    if not meetings:
        return ""
    off = days_off_of(council)
    fits = fits_of(council, governance, meetings, off, deadline=deadline, today=today)
    works = "; ".join(one.name for one in fits if one.works)
    return f"Meetings that can still take it: {works}." if works else ""


@prepared
def meetings_to_come(council: int, today: date, kinds: list[str]) -> QuerySet[Meeting]:
    """Those of some kinds that are to come and not cancelled, the next first."""
    found = Meeting.objects.filter(council=council, on__gte=today, is_cancelled=False)
    return found.filter(kind__any=kinds).order_by("on", "starts_at", "pk")[:MOST]


@dataclass(frozen=True, slots=True)
class OnDay:
    """One of the meetings of a day, as far as it decides who may take a plan then."""

    body: str
    kind: str
    is_cancelled: bool
    cancelled_why: str


def governed_with_meetings(
    council: Council, today: date, on: date
) -> tuple[Governance.Form | None, list[OnDay]]:
    """How the council is governed, and the meetings of a day, in one statement."""
    form, meetings = governed_and_meetings(council.pk, today, on)[0]
    return (Governance.Form(form) if form else None), [OnDay(**one) for one in meetings]


@prepared
def governed_and_meetings(council: int, today: date, on: date) -> QuerySet[Any, Any]:
    known = Governance.objects.filter(council=OuterRef("pk"), starts_on__lte=today)
    kept = Meeting.objects.filter(council=OuterRef("pk"), on=on).order_by("pk")
    names = {one.name: one.name for one in fields(OnDay)}
    return Council.objects.filter(pk=council).values_list(
        Subquery(known.order_by("-starts_on", "-pk").values("form")[:1]),
        ArraySubquery(kept.values_list(JSONObject(**names))),
    )


def deciding_in(meetings: Iterable[OnDay], governance: Governance.Form | None) -> OnDay | None:
    """The meeting of a day that usually decides a plan; None where there is none, or several."""
    kinds = deciding_kinds(governance)
    found = [one for one in meetings if one.kind in kinds and not one.is_cancelled]
    return found[0] if len(found) == 1 else None


def deciding_on(council: Council, on: date) -> OnDay | None:
    governance, meetings = governed_with_meetings(council, on, on)
    return deciding_in(meetings, governance)


def body_deciding_on(council: Council, on: date | None) -> str:
    """Who decides a plan on that day, as far as the meetings say: or else the executive."""
    kept = deciding_on(council, on) if on else None
    return kept.body if kept else council.cabinet_word


def meeting_named(council: Council, on: date, body: str) -> Meeting | None:
    """The meeting that a plan names by its day and its body; None where none is kept."""
    named = Meeting.objects.filter(council=council, on=on)
    same = named.annotate(low=Lower("body")).filter(low=Lower(Value(body.strip())))
    return same.first()


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A meeting that a plan was to go to, and that does not take place."""

    body: str
    on: date
    why: str


def cancelled_in(
    meetings: Iterable[OnDay], on: date, body: str, governance: Governance.Form | None
) -> Cancelled | None:
    """Whether the meeting of a `body` is cancelled among those of a day.

    "" where nobody has said which body: then of those that usually decide, if none takes place.
    """
    low, kinds = body.strip().lower(), deciding_kinds(governance)
    if low:
        named = [one for one in meetings if one.body.lower() == low]
    else:
        named = [one for one in meetings if one.kind in kinds]
    if not named or not all(one.is_cancelled for one in named):
        return None
    return Cancelled(named[0].body, on, named[0].cancelled_why)
