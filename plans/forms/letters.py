"""The form that takes a department's letter, to read a commission from it."""

from typing import Any

from plans.actions.files import FileData
from plans.forms.importing import SourceForm
from plans.importing.letter_pdf import is_pdf, read_pdf
from plans.importing.source import MOST_BYTES
from web.file_kinds import check_file


class LetterForm(SourceForm):
    """A department's letter: it may be a PDF too, if that has text and is fit to be kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = (
            "Word (.docx), OpenDocument (.odt), a PDF with text, a web page (.html), Markdown "
            "(.md) or plain text."
        )

    def read_file(self, name: str, content: bytes) -> None:
        if is_pdf(content) and len(content) <= MOST_BYTES:
            check_file(name, content)
            self.source = read_pdf(content)
        else:
            super().read_file(name, content)

    @property
    def letter(self) -> FileData:
        """It as it came, to be kept."""
        upload = self.cleaned_data.get("file")
        return FileData(str(upload.name) if upload else "letter.txt", self.content)
