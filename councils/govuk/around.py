"""What stands around a control, drawn in Python: a template for each part takes far longer."""

from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from .drawing import Drawing

LABEL = '<label class="govuk-label{}" for="{}">{}</label>'
LEGEND = '<legend class="govuk-fieldset__legend{}">{}</legend>'
HINT = '<div id="{}-hint" class="govuk-hint">{}</div>'
ERROR = (
    '<p id="{}-error" class="govuk-error-message">'
    '<span class="govuk-visually-hidden">Error:</span> {}</p>'
)


def label(drawing: "Drawing") -> SafeString:
    """A field's label; the page's heading where the layout says so."""
    drawn = format_html(LABEL, _classes(drawing, "govuk-label"), drawing.id, drawing.label)
    if drawing.options.get("heading"):
        return format_html('<h1 class="govuk-label-wrapper">{}</h1>', drawn)
    return drawn


def legend(drawing: "Drawing") -> SafeString:
    """The legend of a group of boxes."""
    words = drawing.label
    if drawing.options.get("heading"):
        words = format_html('<h1 class="govuk-fieldset__heading">{}</h1>', words)
    return format_html(LEGEND, _classes(drawing, "govuk-fieldset__legend"), words)


def hint(drawing: "Drawing") -> SafeString:
    return format_html(HINT, drawing.id, drawing.hint) if drawing.hint else SafeString()


def error(drawing: "Drawing") -> SafeString:
    """Everything that is wrong with a field, a line each."""
    if not drawing.errors:
        return SafeString()
    lines = format_html_join(SafeString("<br>"), "{}", ((one,) for one in drawing.errors))
    return format_html(ERROR, drawing.id, lines)


def _classes(drawing: "Drawing", stem: str) -> str:
    size = drawing.options.get("label_size")
    hidden = " govuk-visually-hidden" if drawing.options.get("hide_label") else ""
    return (f" {stem}--{size}" if size else "") + hidden
