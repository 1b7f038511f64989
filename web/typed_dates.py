"""A date typed in one go: 9 July 2024, Tuesday 9th July 24, July 9 2024, 9/7/24, 2024-07-09."""

import re
import unicodedata
from datetime import date

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+|(?:mon|tue|wed|thu|fri|sat|sun),?\s+)?"
)
DAY = r"(?P<day>[0-9]{1,2})(?:\s?(?:st|nd|rd|th))?"
NAME = r"(?P<month>[a-z]{3,9})\.?"
YEAR = r"(?P<year>[0-9]{4}|['’]?[0-9]{2})"
FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{WEEKDAY}(?:the\s+)?{DAY}(?:\s+of)?[\s-]*{NAME}[\s,-]*{YEAR}",
        rf"{WEEKDAY}{NAME}\s*{DAY},?\s+{YEAR}",
        rf"(?P<day>[0-9]{{1,2}})\s*[/.\-\s]\s*(?P<month>[0-9]{{1,2}})\s*[/.\-\s]\s*{YEAR}",
        r"(?P<year>[0-9]{4})\s*[/.-]\s*(?P<month>[0-9]{1,2})\s*[/.-]\s*(?P<day>[0-9]{1,2})",
    )
)
# Two figures for a year are of this century up to this one, of the last from here on.
CENTURY_TURNS = 70


def read_date(text: str) -> date | None:
    """The date that a text is, the day before the month; None for other words.

    ValueError for a day that no calendar has.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    found = next((match for form in FORMS if (match := form.fullmatch(plain))), None)
    if found is None:
        return None
    return date(read_year(found["year"]), read_month(found["month"]), int(found["day"]))


def read_year(typed: str) -> int:
    """2024, or 24 for it; ValueError for anything else."""
    if not re.fullmatch(r"[0-9]{4}|['’]?[0-9]{2}", typed):
        raise ValueError(f"{typed!r} is no year")
    year = int(typed.strip("'’"))
    if len(typed) == 4:
        return year
    return year + (2000 if year < CENTURY_TURNS else 1900)


def read_month(typed: str) -> int:
    """The number of a month: 7, 07, Jul, Sept. or July; ValueError for anything else."""
    name = typed.strip(".").lower()
    if len(name) >= 3 and name.isalpha():
        for number, month in enumerate(MONTHS, start=1):
            if month.startswith(name):
                return number
    return int(typed)
