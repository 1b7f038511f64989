"""The meetings offered where a plan is started: which can still take it, and why others cannot.

How each fits hangs on the deadline, and so on the commission that is answered; where several are
offered, what is said of a meeting names the commission it is said of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from councils.call_in import days_off_of
from councils.governed import governed_as
from councils.meetings import MeetingFit, deciding_kinds, fits_of, meetings_to_come
from councils.models import Council
from plans.commission import CommissionBrief
from web.dates import london_day


@dataclass(frozen=True)
class MeetingsOffered:
    """How each meeting to come fits each commission, by the commission's slug."""

    fits: Mapping[str, list[MeetingFit]]
    asked: Mapping[str, CommissionBrief]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Those that work for a commission at least, each with how."""
        return [
            (str(each[0].meeting.pk), self.line(each, works=True))
            for each in self.rows
            if any(one.works for one in each)
        ]

    @property
    def cannot(self) -> list[str]:
        """Those that work for none, each with why."""
        return [
            self.line(each, works=False) for each in self.rows if not any(one.works for one in each)
        ]

    @property
    def rows(self) -> list[tuple[MeetingFit, ...]]:
        """Each meeting with how it fits each of the commissions, in their order."""
        return list(zip(*self.fits.values(), strict=True))

    def line(self, fits: tuple[MeetingFit, ...], *, works: bool) -> str:
        """ "Cabinet, Tuesday 9 July 2024: fits only if the notice is out by 11 July 2024"."""
        told: dict[str, list[str]] = {}
        for slug, one in zip(self.fits, fits, strict=True):
            if one.works == works:
                told.setdefault(one.in_words, []).append(f"“{self.asked[slug].title}”")
        if len(told) == 1 and len(next(iter(told.values()))) == len(fits):
            said = next(iter(told))
        else:
            each = (f"for {' and '.join(named)} {words}" for words, named in told.items())
            said = "; ".join(one.rstrip() for one in each)
        return f"{fits[0].name}: {said}" if said else fits[0].name

    def fit_for(self, commission: str, meeting: str) -> MeetingFit | None:
        """How the meeting that was chosen fits the commission that was chosen."""
        here = self.fits.get(commission, [])
        return next((one for one in here if str(one.meeting.pk) == meeting), None)


def meetings_offered(
    council: Council, asked: Mapping[str, CommissionBrief]
) -> MeetingsOffered | None:
    """None where no meeting is kept that is to come: then its day is typed, if it is known."""
    today = timezone.localdate()
    governance = governed_as(council, today)
    meetings = meetings_to_come(council.pk, today, [*deciding_kinds(governance)])
    if not meetings or not asked:
        return None
    off = days_off_of(council)
    by_deadline: dict[date | None, list[MeetingFit]] = {}
    for brief in asked.values():
        if (deadline := deadline_of(brief)) not in by_deadline:
            by_deadline[deadline] = fits_of(
                council, governance, meetings, off, deadline=deadline, today=today
            )
    fits = {slug: by_deadline[deadline_of(brief)] for slug, brief in asked.items()}
    return MeetingsOffered(fits, asked)


def deadline_of(brief: CommissionBrief) -> date | None:
    return london_day(brief.due) if brief.due else None
