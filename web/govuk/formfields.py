"""Model fields as our forms ask for them."""

from django.db import models

from web.govuk.dates import DateField


def formfield(model_field, **kwargs):
    """For `Meta.formfield_callback`: dates become three boxes, addresses are https."""
    if type(model_field) is models.DateField:
        kwargs.setdefault("form_class", DateField)
    if isinstance(model_field, models.URLField):
        kwargs.setdefault("assume_scheme", "https")
    return model_field.formfield(**kwargs)
