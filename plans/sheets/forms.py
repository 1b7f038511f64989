"""Forms by which a spreadsheet comes in: chosen, then brought in as it was shown."""

from typing import Any

from django import forms

from plans.actions.files import LONGEST_NAME, name_to_keep
from plans.forms.importing import read_start
from plans.importing.errors import Unreadable
from plans.sheets.reading import read_cells, read_sheet
from plans.sheets.sheet import Sheet, sheet_from
from web.forms.base import BaseForm
from web.govuk import FileInput

LONGEST_KEPT, LONGEST_PASTED = 2_000_000, 500_000


class SheetForm(BaseForm):
    """A spreadsheet as a file, or its cells pasted; `sheet` holds it once read.

    `asked` is what is to be chosen; whoever takes more than spreadsheets reads them in `read`.
    """

    asked = "a spreadsheet"
    submit = "See what would change"
    mark_optional = False
    file = forms.FileField(
        label="Choose the spreadsheet",
        help_text="Excel (.xlsx) or .csv.",
        widget=FileInput(),
        required=False,
    )
    cells = forms.CharField(
        label="Or paste its cells here, the headings among them",
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        strip=False,
        max_length=LONGEST_PASTED,
    )
    sheet: Sheet

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        upload, cells = typed.get("file"), typed.get("cells") or ""
        if "file" in self.errors:
            return typed
        if not upload and not cells.strip():
            self.add_error("file", f"Choose {self.asked} or paste its cells")
        elif upload and cells.strip():
            self.add_error("file", f"Choose {self.asked} or paste its cells, not both")
        elif not self.errors:
            try:
                self.read(read_start(upload) if upload else None, cells)
            except Unreadable as why:
                self.add_error("file" if upload else "cells", str(why))
        return typed

    def read(self, content: bytes | None, cells: str) -> None:
        """What the file has, or the cells where there is none; raises Unreadable."""
        self.sheet = read_cells(cells) if content is None else read_sheet(content)

    @property
    def name(self) -> str:
        upload = self.cleaned_data.get("file")
        return name_to_keep(str(upload.name)) if upload else "pasted cells"


class WhyCorrectedField(forms.CharField):
    """Why results that were recorded get other values: on any one’s page it is asked too."""

    def __init__(self) -> None:
        super().__init__(
            label="Why are results corrected?",
            help_text="For example, “the final accounts are out”. All values stay readable.",
            max_length=500,
        )


class BringInForm(BaseForm):
    """The spreadsheet as it was shown, and the digest of what it would change."""

    submit = "Bring it in"
    kept = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_KEPT, strip=False)
    name = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_NAME)
    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    sheet: Sheet

    def __init__(self, *args: Any, why: forms.Field | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if why is not None:
            self.fields["reason"] = why

    def clean_kept(self) -> str:
        kept: str = self.cleaned_data["kept"]
        try:
            self.sheet = sheet_from(kept)
        except Unreadable as why:
            raise forms.ValidationError(str(why)) from None
        return kept

    def show_as_read_again(self, digest: str) -> None:
        """The page shows what would change now, and its form is of that."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["shown"] = digest
        self.data = data


class TakeBackForm(BaseForm):
    """Whether what a spreadsheet brought is to go again."""

    submit = "Take it back"
    submit_kind = "warning"

    def __init__(self, *args: Any, why: forms.Field | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if why is not None:
            self.fields["reason"] = why
