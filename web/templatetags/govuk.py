"""Tags of the GOV.UK template pack: one field ready to draw, and the error summary."""

from django import template
from django.forms.formsets import BaseFormSet

from web.govuk.field import FieldRenderer, first_control

register = template.Library()


@register.simple_tag
def field_renderer(bound, options=None):
    """One bound field, ready for the template it names."""
    return FieldRenderer(bound, options or {})


@register.inclusion_tag("govuk/error_summary.html")
def error_summary(*forms):
    """Every error of these forms, formsets or lists of them, each linked to the box it is about."""
    return {"errors": list(_errors(forms))}


@register.simple_tag
def any_errors(*forms):
    """Whether a page's title must begin with "Error: "."""
    return next(_errors(forms), None) is not None


def _errors(forms):
    """(message, id of the box or "") for each error, in the order of the page."""
    for form in forms:
        if isinstance(form, BaseFormSet):
            yield from ((message, "") for message in form.non_form_errors())
            yield from _errors(form.forms)
        elif isinstance(form, list | tuple):
            yield from _errors(form)
        elif getattr(form, "errors", None):
            yield from _errors_of_one(form)


def _errors_of_one(form):
    yield from ((message, "") for message in form.non_field_errors())
    for name in form.fields:
        if name not in form.errors:
            continue
        bound = form[name]
        box = "" if bound.is_hidden else first_control(bound)
        yield from ((message, box) for message in bound.errors)
