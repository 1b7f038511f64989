"""The field in which somebody hands a file in."""

from collections.abc import Iterable
from typing import Any

from django import forms

from plans.actions.files import FileData
from web.errors import Refused
from web.file_kinds import ALLOWED_WORDS, EVIDENCE, FileKind, check_file
from web.govuk import FileInput

MAX_FILE = 20 * 1024 * 1024


class UploadField(forms.FileField):
    """A file, as it is, up to `MAX_FILE`, of a kind that is kept; None when none was chosen."""

    def __init__(self, *, kinds: Iterable[FileKind] = EVIDENCE, **options: Any) -> None:
        self.kinds = tuple(kinds)
        if self.kinds == EVIDENCE:
            options.setdefault("help_text", f"{ALLOWED_WORDS[0].upper()}{ALLOWED_WORDS[1:]}.")
        super().__init__(widget=FileInput(), **options)

    def clean(self, *given: Any) -> FileData | None:
        upload = super().clean(*given)
        if not upload:
            return None
        if upload.size > MAX_FILE:
            size = upload.size / 1024 / 1024
            raise forms.ValidationError(f"The file must be 20 MB or smaller; it is {size:.1f} MB")
        file = FileData(str(upload.name), upload.read())
        try:
            check_file(file.name, file.content, self.kinds)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return file
