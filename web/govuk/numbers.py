"""A number as people type it, with or without its unit: see `web.quantities`."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from web.quantities import Unreadable, number_in


class NumberField(forms.DecimalField):
    """`unit` is what it is a number of ("£m", "%", "days"); `words` are printed after that."""

    def __init__(self, *, unit="", words="", **kwargs):
        super().__init__(**kwargs)
        self.unit, self.words = unit, words

    def to_python(self, value):
        return super().to_python(_as_number(self, value))


class WholeNumberField(forms.IntegerField):
    """A count; `unit` may be typed after it: "4 pages"."""

    def __init__(self, *, unit="", **kwargs):
        super().__init__(**kwargs)
        self.unit, self.words = unit, ""

    def to_python(self, value):
        number = _as_number(self, value)
        if isinstance(number, Decimal):
            if number != number.to_integral_value():
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            number = int(number)
        return super().to_python(number)


def _as_number(field, value):
    """The number that was typed; whatever is no text, or nothing, as it is."""
    if not isinstance(value, str) or not value.strip():
        return value
    try:
        return number_in(value, field.unit, field.words)
    except Unreadable as why:
        raise ValidationError(str(why) or field.error_messages["invalid"], code="invalid") from None
