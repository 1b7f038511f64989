"""What stands around a control, drawn in Python: a template for each part takes far longer."""

from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from web.govuk.field import FieldRenderer

LABEL = '<label class="govuk-label{}" for="{}">{}</label>'
LEGEND = '<legend class="govuk-fieldset__legend{}">{}</legend>'
HINT = '<div id="{}-hint" class="govuk-hint">{}</div>'
ERROR = (
    '<p id="{}-error" class="govuk-error-message">'
    '<span class="govuk-visually-hidden">Error:</span> {}</p>'
)


def label(field: "FieldRenderer") -> SafeString:
    """A field's label; the page's heading where the layout says so."""
    drawn = format_html(LABEL, _classes(field, "govuk-label"), field.id, field.label)
    if field.options.get("heading"):
        return format_html('<h1 class="govuk-label-wrapper">{}</h1>', drawn)
    return drawn


def legend(field: "FieldRenderer") -> SafeString:
    """The legend of a group of boxes."""
    words = field.label
    if field.options.get("heading"):
        words = format_html('<h1 class="govuk-fieldset__heading">{}</h1>', words)
    return format_html(LEGEND, _classes(field, "govuk-fieldset__legend"), words)


def hint(field: "FieldRenderer") -> SafeString:
    return format_html(HINT, field.id, field.hint) if field.hint else SafeString()


def error(field: "FieldRenderer") -> SafeString:
    """Everything that is wrong with a field, a line each."""
    if not field.errors:
        return SafeString()
    lines = format_html_join(SafeString("<br>"), "{}", ((one,) for one in field.errors))
    return format_html(ERROR, field.id, lines)


def _classes(field: "FieldRenderer", stem: str) -> str:
    size = field.options.get("label_size")
    hidden = " govuk-visually-hidden" if field.options.get("hide_label") else ""
    return (f" {stem}--{size}" if size else "") + hidden
