"""Forms for what comes back of a round: the files, then whose each is."""

from collections.abc import Iterator, Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from plans.forms.importing import read_start
from plans.models import RoundCopy, WaitingReturn
from web.forms.base import BaseForm
from web.govuk import Field, FilesInput, TextInput

MOST_FILES = 12
LONGEST_PERSON = 150
OTHER, LEAVE = "other", "leave"


class FilesField(forms.FileField):
    """One or several files, each as (name, bytes)."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:
        uploads = data if isinstance(data, list) else [data] if data else []
        if not uploads:
            raise forms.ValidationError(self.error_messages["required"])
        if len(uploads) > MOST_FILES:
            raise forms.ValidationError(f"Choose {MOST_FILES} files at most at once")
        return [(str(one.name), read_start(super(FilesField, self).clean(one))) for one in uploads]


class BringBackForm(BaseForm):
    """The files that came back."""

    submit = "See what they say"
    mark_optional = False
    came_back = FilesField(
        label="Which files came back?",
        help_text=f"Word (.docx) or OpenDocument (.odt), up to {MOST_FILES} at once.",
        error_messages={"required": "Choose the files that came back"},
    )


class WhoseForm(BaseForm):
    """Whose each file is; what a file says of itself is chosen, anything else is asked."""

    submit = "Bring them in"
    mark_optional = False

    def __init__(
        self,
        *args: Any,
        rows: Sequence[WaitingReturn],
        copies: dict[int, list[RoundCopy]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.known = {str(one.pk): one for found in copies.values() for one in found}
        for row in rows:
            self.fields |= self._fields_for(row, copies[row.round_id])

    def _fields_for(self, row: WaitingReturn, copies: Sequence[RoundCopy]) -> dict[str, Any]:
        people = [(str(one.pk), one.person.name) for one in copies]
        return {
            f"whose-{row.pk}": forms.ChoiceField(
                label=f"Who returned “{row.name}”?",
                widget=forms.RadioSelect,
                choices=[*people, (OTHER, "Somebody else"), (LEAVE, "Leave this file out")],
                initial=str(row.copy_id or ""),
                error_messages={"required": "Choose who returned it"},
            ),
            f"name-{row.pk}": forms.CharField(
                label="Their name, if it is somebody else",
                required=False,
                max_length=LONGEST_PERSON,
                widget=TextInput(),
            ),
        }

    def layout(self) -> Layout:
        return Layout(*(Field(name) for name in self.fields))

    def clean(self) -> dict[str, Any]:
        """`whose` has for each row its copy, or a name; a row left out is in neither."""
        typed = super().clean() or self.cleaned_data
        for row in self.rows:
            choice, name = typed.get(f"whose-{row.pk}"), typed.get(f"name-{row.pk}")
            if choice == OTHER and not name:
                self.add_error(f"name-{row.pk}", "Write the name of who returned it")
            if choice and choice != OTHER and name:
                self.add_error(
                    f"whose-{row.pk}",
                    "You wrote another name below. Choose somebody else, or take the name out",
                )
        return {"chosen": [] if self.errors else list(self._chosen(typed))}

    def _chosen(self, typed: dict[str, Any]) -> Iterator[tuple[WaitingReturn, Any, str]]:
        for row in self.rows:
            choice = typed[f"whose-{row.pk}"]
            if choice != LEAVE:
                yield row, self.known.get(choice), typed[f"name-{row.pk}"]
