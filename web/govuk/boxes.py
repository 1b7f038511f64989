"""Boxes to type in, drawn in Python: Django draws each with two templates, one for attributes."""

from typing import Any

from django.forms import BoundField, Widget
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

INPUT = '<input type="{}" name="{}"{}{}>'
VALUE = ' value="{}"'
# A browser leaves out the first line's end.
TEXTAREA = '<textarea name="{}"{}>\n{}</textarea>'
FOLDER = "django/forms/widgets"
TEXT = f"{FOLDER}/textarea.html"
# The templates of Django's own that say nothing but an input, in each of its types.
INPUTS = {
    f"{FOLDER}/{name}.html"
    for name in ("input", "text", "number", "email", "url", "password", "hidden", "file")
}


def box(bound: BoundField, widget: Widget, attrs: dict[str, Any]) -> SafeString:
    """The control of a field as Django draws it; one with a template of its own by that."""
    is_plain = widget.template_name in INPUTS or widget.template_name == TEXT
    if not is_plain or bound.field.localize:
        return bound.as_widget(widget, attrs)
    if bound.auto_id and "id" not in widget.attrs:
        attrs = {"id": bound.auto_id, **attrs}
    attrs = bound.build_widget_attrs(attrs, widget)
    drawn = widget.get_context(bound.html_name, bound.value(), attrs)["widget"]
    name, value, attributes = drawn["name"], drawn["value"], flatatt(drawn["attrs"])
    if widget.template_name == TEXT:
        return format_html(TEXTAREA, name, attributes, value or "")
    shown = "" if value is None else format_html(VALUE, value)
    return format_html(INPUT, drawn["type"], name, shown, attributes)
