"""The field in which somebody hands a file in."""

from typing import Any

from django import forms

from plans.actions.files import FileData
from web.govuk import FileInput

MAX_FILE = 20 * 1024 * 1024


class UploadField(forms.FileField):
    """A file, as it is, up to `MAX_FILE`; None when none was chosen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=FileInput(), **options)

    def clean(self, *given: Any) -> FileData | None:
        upload = super().clean(*given)
        if not upload:
            return None
        if upload.size > MAX_FILE:
            size = upload.size / 1024 / 1024
            raise forms.ValidationError(f"The file must be 20 MB or smaller; it is {size:.1f} MB")
        return FileData(str(upload.name), upload.read())
