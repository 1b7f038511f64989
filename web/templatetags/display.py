"""Dates, moments and money as a reader expects them on a page."""

import re
from collections.abc import Iterable

from django import template

from web.dates import day_in_words, moment_in_words, weekday_in_words
from web.ended import ended_in_words
from web.values import money_in_words, number_in_words

register = template.Library()

register.filter("day", day_in_words)
register.filter("weekday", weekday_in_words)
register.filter("moment", moment_in_words)
register.filter("money", money_in_words)
register.filter("number", number_in_words)
register.filter("ended", ended_in_words)


@register.filter
def field_name(name: str) -> str:
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
