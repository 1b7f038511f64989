"""The form in which a council's Word template is handed in."""

from typing import Any

from django import forms

from plans.forms.files import UploadField
from web.file_kinds import WORD
from web.forms.base import BaseForm


class WordTemplateForm(BaseForm):
    """A template, or back to Clearday's own look where there is one."""

    submit = "Save"
    mark_optional = False

    file = UploadField(label="Word template (.dotx)", kinds=(WORD,), required=False)
    ours = forms.BooleanField(label="Use Clearday’s own look again", required=False)

    def __init__(self, *given: Any, has_one: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        if not has_one:
            del self.fields["ours"]
