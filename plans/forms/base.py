"""What forms of the drafting room share: rich text, the revision shown, why words change."""

from typing import Any

from django import forms

from plans.lengths import LONGEST_PARAGRAPH
from plans.written_tables import faults_of
from web.forms.base import BaseForm
from web.govuk import RichTextarea
from web.text import clean

# Other texts that people write at length may be as long.
LONGEST_TEXT = LONGEST_PARAGRAPH


class RichTextField(forms.CharField):
    """Rich text of a paragraph, as `plans.richtext` reads it.

    `typing` says how it is typed: a hint for the box, which the editor over it does not show.
    """

    widget = RichTextarea

    def __init__(self, *, typing: str = "", **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        if typing:
            self.help_text = typing
            self.widget.attrs["data-hint-of-typing"] = ""

    def validate(self, value: str) -> None:
        super().validate(clean(value or ""))
        if len(value) > LONGEST_PARAGRAPH:
            raise forms.ValidationError(
                f"This must be {LONGEST_PARAGRAPH:,} characters or fewer; it is {len(value):,}. "
                "Divide it into paragraphs."
            )
        if faults := list(faults_of(clean(value))):
            raise forms.ValidationError(faults)


class RevisionField(forms.IntegerField):
    """The revision the page showed; a page without it, or with another's, is out of date."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            error_messages={"required": "Open the page again: it has lost its place."}, **kwargs
        )


class ReasonField(forms.CharField):
    """Why a plan is changed once others have its words; it begins as its writer said last."""

    mark_optional = False  # only a change to the words needs it, and then it must be there

    def __init__(self, before: str = "") -> None:
        first = "This plan was sent to others, so say why its words change."
        again = "It stands as you gave it last: change it where it is another."
        super().__init__(
            label="Why this change?",
            help_text=f"{again if before else first} The history keeps it.",
            required=False,
            max_length=500,
            initial=before,
        )


class ChangeForm(BaseForm):
    """A form that changes one row: carries its revision, and asks why where `reason` is given."""

    def __init__(
        self, *args: Any, row: Any = None, reason: str | None = None, **kwargs: Any
    ) -> None:
        self.row = row
        if row is not None:
            kwargs["initial"] = {"seen": row.revision, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if row is not None:
            self.fields["seen"] = RevisionField()
        if reason is not None:
            self.fields["reason"] = ReasonField(reason)
