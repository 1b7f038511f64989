"""How long before a meeting or a decision its papers and notices must be out."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from councils.calendar.days import (
    A_DAY,
    Basis,
    counted_after,
    counted_before,
    counts,
    is_working_day,
    next_working_day,
    working_day_by,
)

# SI 2002/715, and regs 6 and 7 of SI 2012/2089.
AGENDA_DAYS = 5
# Regs 5 and 9 of SI 2012/2089.
KEY_NOTICE_DAYS = PRIVATE_NOTICE_DAYS = 28
# Reg 5 of SI 2012/2089: the second notice, with the representations and the answer to them.
SECOND_PRIVATE_NOTICE_DAYS = 5
# Reg 10 of SI 2012/2089.
GENERAL_EXCEPTION_DAYS = 5


@dataclass(frozen=True, slots=True)
class LatestNotice:
    """The last day on which something is published in time.

    `by_counting` may be a day on which nobody works; `latest` is the working day by then, as papers
    must also be open to inspection at the offices. `clear_days` are the days counted, in order.
    """

    latest: date
    by_counting: date
    clear_days: tuple[date, ...]


def latest_notice(
    event: date, clear_days: int, basis: Basis, days_off: Container[date]
) -> LatestNotice:
    """The last day that leaves so many clear days before an event.

    Neither the day of publication nor that of the event is counted (R v Swansea City Council, ex
    parte Elitestone Ltd (1993) 66 P & CR 422, which counted working days alone).
    """
    counted = counted_before(event, clear_days, basis, days_off)
    by_counting = (counted[0] if counted else event) - A_DAY
    return LatestNotice(working_day_by(by_counting, days_off), by_counting, counted)


def latest_agenda(meeting: date, days_off: Container[date]) -> LatestNotice:
    """Agenda and reports of a public meeting: five clear days.

    Reg 6 and 7 of the Local Authorities (Executive Arrangements) (Meetings and Access to
    Information) (England) Regulations 2012, SI 2012/2089; section 100B of the Local Government Act
    1972 for committees and council.
    """
    return latest_notice(meeting, AGENDA_DAYS, "working", days_off)


def latest_key_decision_notice(
    decision: date, basis: Basis, days_off: Container[date]
) -> LatestNotice:
    """Notice of a key decision: 28 clear days (reg 9 of SI 2012/2089).

    Which days is not settled: `basis` is the council's setting. Most count calendar days; working
    days are the cautious reading.
    """
    return latest_notice(decision, KEY_NOTICE_DAYS, basis, days_off)


def latest_private_meeting_notices(
    meeting: date, basis: Basis, days_off: Container[date]
) -> tuple[LatestNotice, LatestNotice]:
    """That a meeting will be private, 28 clear days before, and again five before (reg 5)."""
    return (
        latest_notice(meeting, PRIVATE_NOTICE_DAYS, basis, days_off),
        latest_notice(meeting, SECOND_PRIVATE_NOTICE_DAYS, "working", days_off),
    )


def earliest_decision(notice: date, days_off: Container[date]) -> date:
    """Under the general exception: five clear days after its notice was public (reg 10).

    The working day after those five.
    """
    last = counted_after(notice, GENERAL_EXCEPTION_DAYS, "working", days_off)[-1]
    return next_working_day(last, days_off)


def clear_days_between(
    published: date, event: date, basis: Basis, days_off: Container[date]
) -> int:
    """How many clear days lie between; 0 when it was published on the day or after it."""
    between = (published + A_DAY * n for n in range(1, (event - published).days))
    return sum(counts(day, basis, days_off) for day in between)


def gives_enough_notice(
    published: date, event: date, clear_days: int, basis: Basis, days_off: Container[date]
) -> bool:
    """Whether so many clear days lie between. On a day that nobody works nothing is inspected."""
    if not is_working_day(published, days_off):
        published = next_working_day(published, days_off)
    return clear_days_between(published, event, basis, days_off) >= clear_days
