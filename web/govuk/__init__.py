"""Forms drawn in GOV.UK style: the Python side of the crispy template pack in templates/govuk/."""

from web.govuk.dates import DateField, DateInput
from web.govuk.forms import GovukForm, formfield
from web.govuk.layout import Button, ButtonLink, Details, Field, Fieldset, Inset
from web.govuk.widgets import FileInput, RichTextarea, TextInput

__all__ = [
    "Button",
    "ButtonLink",
    "DateField",
    "DateInput",
    "Details",
    "Field",
    "Fieldset",
    "FileInput",
    "GovukForm",
    "Inset",
    "RichTextarea",
    "TextInput",
    "formfield",
]
