"""Model fields as our forms ask for them."""

from django.db import models

from web.govuk.dates import DateField
from web.govuk.numbers import NumberField


def formfield(model_field, **kwargs):
    """For `Meta.formfield_callback`: dates in three boxes, numbers as written, https addresses."""
    if type(model_field) is models.DateField:
        kwargs.setdefault("form_class", DateField)
    if type(model_field) is models.DecimalField:
        kwargs.setdefault("form_class", NumberField)
    if isinstance(model_field, models.URLField):
        kwargs.setdefault("assume_scheme", "https")
    return model_field.formfield(**kwargs)
