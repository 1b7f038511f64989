"""Dates, moments and money as a reader expects them on a page."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django import template

register = template.Library()

LONDON = ZoneInfo("Europe/London")
MIDNIGHT = (23, 59, 59)


@register.filter
def day(value: date | datetime | None) -> str:
    """19 July 2026"""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(LONDON)
    return f"{value.day} {value:%B %Y}"


@register.filter
def moment(value: datetime | None) -> str:
    """19 July 2026, 5:04pm; the last second of a day is "end of 19 July 2026"."""
    if value is None or value == "":
        return ""
    local = value.astimezone(LONDON)
    if (local.hour, local.minute, local.second) == MIDNIGHT:
        return f"end of {day(local)}"
    hour = local.hour % 12 or 12
    return f"{day(local)}, {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


@register.filter
def money(value: Decimal | int | None) -> str:
    """£1,250,000, with pence only where there are any; a loss as −£20."""
    if value is None or value == "":
        return ""
    amount = Decimal(value)
    pence = amount != amount.to_integral_value()
    sign = "−" if amount < 0 else ""
    return f"{sign}£{abs(amount):,.{2 if pence else 0}f}"


@register.filter
def number(value: Decimal | int | None) -> str:
    """12,345.6, without a trail of noughts."""
    if value is None or value == "":
        return ""
    amount = Decimal(value).normalize()
    sign = "−" if amount < 0 else ""
    return f"{sign}{abs(amount):,f}"


@register.filter
def in_words(name: str) -> str:
    """A form field's name for people: "set-0-start_date" is "Start date"."""
    return re.sub(r"[_\s]+", " ", name.rpartition("-")[2]).strip().capitalize()


@register.filter
def rows(text: str) -> int:
    """Rows of a text area that shows `text` without being taller than a page."""
    lines = sum(1 + len(line) // 70 for line in str(text).splitlines())
    return min(max(lines, 1), 25)


@register.filter
def worth_showing(text: str) -> bool:
    """Whether these are a person's sentences, and not a choice, a number or a token."""
    return len(text) > 80 or " " in text or "\n" in text


@register.filter
def beside(left: Iterable, right: Iterable) -> Iterable:
    """Two lists walked together; the shorter ends it."""
    return zip(left, right, strict=False)
