"""Working days in England: pure functions over dates and a set of dated days off."""

from collections.abc import Collection, Container, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Literal

import holidays

A_DAY = timedelta(days=1)
# Which days a rule counts: all of them, or those on which the council works.
Basis = Literal["working", "calendar"]


def bank_holidays(years: Iterable[int]) -> dict[date, str]:
    """Weekday bank holidays in England with their names, substitute days included."""
    return {on: name for year in sorted(years) for on, name in bank_holidays_in(year).items()}


@cache
def bank_holidays_in(year: int) -> dict[date, str]:
    """Those of one year; working them out takes longer than a page should."""
    found = holidays.country_holidays("GB", subdiv="ENG", years=year)
    return {on: name for on, name in sorted(found.items()) if on.weekday() < 5}


def with_bank_holidays(listed: Collection[date], years: Iterable[int]) -> set[date]:
    """The days a council lists, and the bank holidays of `years` for which it lists none.

    A council corrects its list where it differs; years nobody has listed yet are still counted.
    """
    days = set(listed)
    for year in years:
        usual = set(bank_holidays([year]))
        if not usual & days:
            days |= usual
    return days


class DaysOff:
    """The days off of a council in any year, for a walk that does not know where it will end.

    A year of which nobody listed a bank holiday has the usual ones.
    """

    def __init__(self, listed: Collection[date] = ()) -> None:
        self.listed = frozenset(listed)
        self.years: dict[int, set[date]] = {}

    def __contains__(self, day: object) -> bool:
        if not isinstance(day, date):
            return False
        if day.year not in self.years:
            here = {one for one in self.listed if one.year == day.year}
            self.years[day.year] = with_bank_holidays(here, [day.year])
        return day in self.years[day.year]


def is_working_day(day: date, days_off: Container[date]) -> bool:
    """Monday to Friday and not listed as off. Polling day is a working day."""
    return day.weekday() < 5 and day not in days_off


def working_days_left(today: date, due: date, days_off: Container[date]) -> int:
    """Working days after today up to and including the due day; 0 when it is today or past."""
    days = (today + timedelta(days=n) for n in range(1, (due - today).days + 1))
    return sum(is_working_day(day, days_off) for day in days)


def counts(day: date, basis: Basis, days_off: Container[date]) -> bool:
    """Whether a rule that counts in `basis` counts this day."""
    return basis == "calendar" or is_working_day(day, days_off)


def next_working_day(day: date, days_off: Container[date]) -> date:
    """The first working day after a day."""
    day += A_DAY
    while not is_working_day(day, days_off):
        day += A_DAY
    return day


def working_day_by(day: date, days_off: Container[date]) -> date:
    """The day, or the last working day before it: papers must be open to inspection too."""
    while not is_working_day(day, days_off):
        day -= A_DAY
    return day


def counted_after(
    day: date, number: int, basis: Basis, days_off: Container[date]
) -> tuple[date, ...]:
    """The first `number` days after a day that count."""
    return _counted(day, number, basis, days_off, A_DAY)


def counted_before(
    day: date, number: int, basis: Basis, days_off: Container[date]
) -> tuple[date, ...]:
    """The last `number` days before a day that count, the earliest first."""
    return _counted(day, number, basis, days_off, -A_DAY)[::-1]


def _counted(
    day: date, number: int, basis: Basis, days_off: Container[date], step: timedelta
) -> tuple[date, ...]:
    found: list[date] = []
    while len(found) < number:
        day += step
        if counts(day, basis, days_off):
            found.append(day)
    return tuple(found)
