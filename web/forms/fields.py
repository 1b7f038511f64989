"""Fields that forms of every floor have: days within reach, times of day, long text."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from web.dates import EARLIEST, LATEST, LONDON, day_in_words, is_skipped
from web.govuk import DateField, TextInput

NAMED_TIMES = {"noon": "12pm", "midday": "12pm", "midnight": "00:00"}
FORMS_OF_TIME = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%H:%M:%S"]
# For fields that a form adds when it is made, which nothing words by their label.
TOO_LONG = "This must be %(limit_value)d characters or fewer; it is %(show_value)d"


class DayField(DateField):
    def __init__(self, **options: Any) -> None:
        super().__init__(first=EARLIEST, last=LATEST, **options)


class TimeField(forms.TimeField):
    """A time of day as people write it: 14:30, 2.30pm, 9 am, noon."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", TextInput(width=5))
        kwargs.setdefault("input_formats", FORMS_OF_TIME)
        kwargs.setdefault("error_messages", {"invalid": "Enter a time like 14:30 or 2.30pm"})
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As it may be typed: 17:15, without the seconds that a column has."""
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str):
            value = "".join(value.split()).lower().replace("p.m.", "pm").replace("a.m.", "am")
            value = NAMED_TIMES.get(value, value)
        return super().to_python(value)


def moment_of(typed: Mapping[str, Any], day: str, at: str) -> datetime | None:
    """The moment in London that a day and a time of day name; None when either is missing."""
    on, clock = typed.get(day), typed.get(at)
    return datetime.combine(on, clock, tzinfo=LONDON) if on and clock else None


def check_moment(form: forms.BaseForm, day: str, at: str) -> None:
    """A time that the clocks skip on that day is refused at its field."""
    on, clock = form.cleaned_data.get(day), form.cleaned_data.get(at)
    if on and clock and is_skipped(on, clock):
        form.add_error(
            at, f"The clocks went forward: there was no {clock:%H:%M} on {day_in_words(on)}"
        )


def long_text(
    label: str,
    hint: str = "",
    *,
    rows: int = 3,
    most: int = 2_000,
    required: bool = False,
    counted: bool = False,
) -> forms.CharField:
    """Words in a box of some `rows`, at `most` so many characters.

    `counted` boxes say below them how many are left; where there are many, or nobody who types
    comes near the limit, that would be noise.
    """
    limit: dict[str, Any] = {"validators": [MaxLengthValidator(most, TOO_LONG)]}
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        **({"max_length": most} if counted else limit),
    )
