"""Forms drawn in GOV.UK style: the Python side of the crispy template pack in templates/govuk/.

`field.py` makes one field ready to draw and decides which template it gets and what describes what;
`helper.py` has a form's layout draw its fields so; `boxes.py` draws a box to type in; `wording.py`
makes error messages that say what to do; `layout.py` has the parts of a form's layout, none of
which compiles its words. Open `field.py` first.
"""

from web.govuk.dates import DateField, DateInput
from web.govuk.formfields import formfield
from web.govuk.layout import Button, ButtonLink, Details, Field, Fieldset, Inset
from web.govuk.numbers import NumberField, WholeNumberField
from web.govuk.widgets import FileInput, FilesInput, RichTextarea, TextInput

__all__ = [
    "Button",
    "ButtonLink",
    "DateField",
    "DateInput",
    "Details",
    "Field",
    "Fieldset",
    "FileInput",
    "FilesInput",
    "Inset",
    "NumberField",
    "RichTextarea",
    "TextInput",
    "WholeNumberField",
    "formfield",
]
