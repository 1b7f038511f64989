"""A date as people type it: a day, a month and a year in three boxes, or all in the first."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.template.loader import render_to_string

from web.typed_dates import read_date, read_month, read_year

PARTS = ("day", "month", "year")


class DateInput(forms.Widget):
    """Three text boxes named `<name>_day`, `<name>_month` and `<name>_year`."""

    template_name = "govuk/fields/date_parts.html"
    use_fieldset = True

    def id_for_label(self, id_):
        return f"{id_}_day" if id_ else ""

    def value_from_datadict(self, data, files, name):
        typed = tuple(str(data.get(f"{name}_{part}") or "").strip() for part in PARTS)
        if not any(typed) and (whole := str(data.get(name) or "").strip()):
            return (whole, "", "")
        return typed if any(typed) else None

    def value_omitted_from_data(self, data, files, name):
        return name not in data and not any(f"{name}_{part}" in data for part in PARTS)

    def format_value(self, value):
        """The three strings to show for a date, for what was typed, or for nothing."""
        if isinstance(value, datetime.date):
            return (str(value.day), str(value.month), str(value.year))
        return tuple(value) if isinstance(value, tuple | list) else ("", "", "")

    def wrong_parts(self, value):
        """The boxes to mark when a date is refused: the empty ones, or else all three."""
        empty = tuple(
            part for part, typed in zip(PARTS, self.format_value(value), strict=True) if not typed
        )
        return empty or PARTS

    def _render(self, template_name, context, renderer=None):
        # Django's form renderer would not look in templates/, where this one lies.
        return render_to_string(template_name, context)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        id_ = context["widget"]["attrs"].get("id", "")
        wrong = self.wrong_parts(value) if context["widget"]["attrs"].get("aria-invalid") else ()
        context["widget"]["parts"] = [
            {
                "label": part.capitalize(),
                "id": f"{id_}_{part}",
                "name": f"{name}_{part}",
                "value": typed,
                "width": 4 if part == "year" else 2,
                "wrong": part in wrong,
            }
            for part, typed in zip(PARTS, self.format_value(value), strict=True)
        ]
        return context


# Nobody who writes here means a day beyond these, and one that is near the calendar's own ends
# cannot be counted from.
FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)


class DateField(forms.Field):
    """A date typed in three parts, or whole in the first; the month is a number or a name."""

    widget = DateInput
    default_error_messages = {
        "missing": "%(label)s must include a %(parts)s",
        "unreal": "%(label)s must be a real date",
        "year": "The year must have two or four numbers, for example 2026",
    }

    def __init__(self, *, first=FIRST, last=LAST, validators=(), **options):
        limits = [
            MinValueValidator(first, f"The year must be {first.year} or later"),
            MaxValueValidator(last, f"The year must be {last.year} or earlier"),
        ]
        super().__init__(validators=[*limits, *validators], **options)

    def to_python(self, value):
        """The date, or None for three empty boxes."""
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        try:
            if not any(value[1:]) and (whole := read_date(value[0])):
                return whole
            return self._from_parts(*value)
        except (ValueError, OverflowError):
            self._refuse("unreal")

    def _from_parts(self, *typed):
        missing = [part for part, words in zip(PARTS, typed, strict=True) if not words]
        if missing:
            self._refuse("missing", parts=" and ".join(missing))
        day, month, year = typed
        try:
            number = read_year(year)
        except ValueError:
            self._refuse("year")
        return datetime.date(number, read_month(month), int(day))

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def _refuse(self, code, **params):
        params["label"] = self.label or "The date"
        raise ValidationError(self.error_messages[code], code=code, params=params)
