"""A date within reach: near enough to add days to, far enough for any appointment."""

from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator

from councils.govuk import DateField

EARLIEST, LATEST = date(1970, 1, 1), date(2100, 12, 31)


class DayField(DateField):
    def __init__(self, **options: Any) -> None:
        limits = [
            MinValueValidator(EARLIEST, f"The year must be {EARLIEST.year} or later"),
            MaxValueValidator(LATEST, f"The year must be {LATEST.year} or earlier"),
        ]
        super().__init__(validators=limits, **options)
