"""The meetings by which a plan may be decided: how each fits, and what would let others take it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from approvals.timetable.rows import Way
from councils.calendar.backwards import Bought, Fit, Rules, bought
from councils.meetings import MeetingFit, fit_of, meetings_to_come
from councils.models import Meeting
from web.dates import day_in_words

# Those that are further off come to nobody's mind.
NEXT = 8


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting to come: how it fits, and what exceptions would let it take the plan."""

    name: str
    works: bool
    in_words: str
    ways: tuple[str, ...]


def rows_of_meetings(way: Way, rules: Rules, due: date, today: date) -> list[MeetingRow]:
    """The next meetings of the kind of body that decides; none where people decide alone."""
    if way.route not in Meeting.Kind.values:
        return []
    meetings = meetings_to_come(way.council.pk, today, [way.route])[:NEXT]
    return [row_of(fit_of(one, rules, due, today), rules, due) for one in meetings]


def row_of(found: MeetingFit, rules: Rules, due: date) -> MeetingRow:
    fit = found.fit
    assert fit is not None, "a meeting that is counted from a deadline"
    ways = () if found.works else tuple(ways_to(fit, bought(rules, due, fit.on)))
    return MeetingRow(found.name, found.works, found.in_words, ways)


def ways_to(fit: Fit, could: Bought) -> Iterator[str]:
    """What would have to be had, each as a sentence; a late agenda comes beside the others."""
    if not fit.is_in_time:
        exempt = could.without_call_in
        if exempt is not None and fit.on <= exempt:
            yield "Exemption from call-in: it would take effect at once."
        yield f"An extension to {day_in_words(could.extension)} or later."
    if fit.agenda_is_late:
        yield "A late item, as its agenda is out already or cannot be in time."
