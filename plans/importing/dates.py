"""Dates and times of day as English letters write them."""

import re
from collections.abc import Iterator
from datetime import date, time

MONTH_NAMES = """
    january february march april may june july august september october november december
"""
MONTHS = tuple(MONTH_NAMES.split())
MONTH = rf"({'|'.join(f'{month}|{month[:3]}' for month in MONTHS)})\.?"
DAY = r"(\d{1,2})\s?(?:st|nd|rd|th)?"
DAY_FIRST = re.compile(rf"\b{DAY}\s+(?:of\s+)?{MONTH},?\s+(\d{{4}})\b", re.IGNORECASE)
MONTH_FIRST = re.compile(rf"\b{MONTH}\s+{DAY},?\s+(\d{{4}})\b", re.IGNORECASE)
FIGURES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
WRITTEN = re.compile(
    "|".join(each.pattern for each in (DAY_FIRST, MONTH_FIRST, FIGURES, ISO)), re.I
)
WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
# "Date:", "Dated", "Friday" or the town a letter was written in.
HEADS_A_DATE = re.compile(rf"(?:(?i:dated?:?|sent:?|issued:?)\s*)?(?i:{WEEKDAY})?|[A-Z][\w’'-]+,?")
CLOCK = re.compile(
    r"\b(?:(\d{1,2})(?:[:.](\d{2}))?\s?([ap])\.?m\b|(\d{2}):(\d{2})\b|(?:12 )?(noon|midday))",
    re.IGNORECASE,
)


def dates_in(text: str) -> tuple[date, ...]:
    """Every real date in the text, in order; the 31st of April is none."""
    return tuple(found for _, found in sorted(_found(text), key=lambda each: each[0]))


def placed_dates(text: str) -> tuple[tuple[int, date], ...]:
    """Every real date with where in the text it begins."""
    return tuple(sorted(_found(text)))


def is_date_alone(text: str) -> bool:
    """A line that is nothing but a date, as at the head of a letter, with its day or its place.

    "Letter of 5 January" is about another day's letter.
    """
    if len(text) >= 40 or len(dates_in(text)) != 1:
        return False
    rest = WRITTEN.sub("", text, count=1).strip(" ,.:")
    return not rest or bool(HEADS_A_DATE.fullmatch(rest))


def time_in(text: str) -> time | None:
    """The first time of day: "5pm", "17:00", "noon"."""
    if not (found := CLOCK.search(text)):
        return None
    hour, minute, half, full_hour, full_minute, _noon = found.groups()
    if half:
        hours = int(hour) % 12 + (12 if half.lower() == "p" else 0)
        return _time(hours, int(minute or 0)) if int(hour) <= 12 else None
    return _time(int(full_hour), int(full_minute)) if full_hour else time(12)


def _found(text: str) -> Iterator[tuple[int, date]]:
    for match in DAY_FIRST.finditer(text):
        yield from _at(match.start(), match[3], _month(match[2]), match[1])
    for match in MONTH_FIRST.finditer(text):
        yield from _at(match.start(), match[3], _month(match[1]), match[2])
    for match in FIGURES.finditer(text):
        yield from _at(match.start(), match[3], match[2], match[1])
    for match in ISO.finditer(text):
        yield from _at(match.start(), match[1], match[2], match[3])


def _at(place: int, year: str, month: str | int, day: str) -> Iterator[tuple[int, date]]:
    try:
        yield place, date(int(year), int(month), int(day))
    except ValueError:
        return


def _month(name: str) -> int:
    return next(
        place for place, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3])
    )


def _time(hours: int, minutes: int) -> time | None:
    try:
        return time(hours, minutes)
    except ValueError:
        return None
