"""A value in words, wherever it is read: money, numbers, days, choices, yes and no."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from web.dates import day_in_words, moment_in_words


def money_in_words(pounds: Decimal | int | None) -> str:
    """£1,250,000, with pence only where there are any; a loss as −£20."""
    if pounds is None or pounds == "":
        return ""
    amount = Decimal(pounds)
    pence = amount != amount.to_integral_value()
    sign = "−" if amount < 0 else ""
    return f"{sign}£{abs(amount):,.{2 if pence else 0}f}"


def number_in_words(value: Decimal | int | None) -> str:
    """12,345.6, without a trail of noughts."""
    if value is None or value == "":
        return ""
    amount = Decimal(value).normalize()
    sign = "−" if amount < 0 else ""
    return f"{sign}{abs(amount):,f}"


def value_in_words(value: Any, field: Any = None) -> str:
    """A value as people read it; of a model's field, a choice by its label. Nothing for nothing."""
    match value:
        case None | "" | []:
            return ""
        case bool():
            return "Yes" if value else "No"
        case list():
            each = getattr(field, "base_field", field)
            return ", ".join(value_in_words(one, each) for one in value)
        case datetime():
            return moment_in_words(value)
        case date():
            return day_in_words(value)
        case time():
            return f"{value:%H:%M}"
        case Decimal():
            return number_in_words(value)
    return str(dict(getattr(field, "flatchoices", None) or ()).get(value, value))
