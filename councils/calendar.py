"""Working days in England: pure functions over dates and a set of dated days off."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache

import holidays


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


def is_working_day(day: date, days_off: Collection[date]) -> bool:
    """Monday to Friday and not listed as off. Polling day is a working day."""
    return day.weekday() < 5 and day not in days_off


def working_days_left(today: date, due: date, days_off: Collection[date]) -> int:
    """Working days after today up to and including the due day; 0 when it is today or past."""
    days = (today + timedelta(days=n) for n in range(1, (due - today).days + 1))
    return sum(is_working_day(day, days_off) for day in days)
