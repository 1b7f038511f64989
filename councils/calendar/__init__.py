"""Every clock that a council's decision runs against: pure functions, each with its rule's source.

`days` counts days, `notice` what comes before a meeting or a decision, `call_in` what comes after
it, `periods` how long something may take or must be kept, `reminders` when somebody is reminded.
`cases` runs worked cases from a file.
"""

from councils.calendar.days import (
    Basis,
    DaysOff,
    bank_holidays,
    bank_holidays_in,
    is_working_day,
    next_working_day,
    with_bank_holidays,
    working_day_by,
    working_days_left,
)

__all__ = [
    "Basis",
    "DaysOff",
    "bank_holidays",
    "bank_holidays_in",
    "is_working_day",
    "next_working_day",
    "with_bank_holidays",
    "working_day_by",
    "working_days_left",
]
