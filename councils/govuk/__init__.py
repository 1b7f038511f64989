"""Forms drawn in GOV.UK style: the Python side of the crispy template pack in templates/govuk/."""

from .dates import DateField, DateInput
from .forms import GovukForm, formfield
from .layout import Button, ButtonLink, Details, Field, Fieldset, Inset
from .widgets import FileInput, RichTextarea, TextInput

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
