"""Forms of a council's meetings: one by hand, cancelled, or many from a file."""

from typing import Any

from django import forms

from approvals.meetings.calendar import is_calendar, read_calendar
from approvals.meetings.entry import LONGEST_BODY, LONGEST_WHY, Entry
from approvals.meetings.kept import entries_from
from approvals.meetings.sheet import entries_in
from councils.models import Council, Meeting
from plans.actions.files import LONGEST_NAME
from plans.forms.base import RevisionField
from plans.importing.errors import Unreadable
from plans.sheets.comparing import Problem
from plans.sheets.forms import SheetForm
from plans.sheets.reading import NOT_READ
from web.forms.base import BaseForm
from web.forms.fields import DayField, TimeField
from web.govuk import FileInput, TextInput

LONGEST_KEPT = 1_000_000
NEITHER = (
    "This is neither a calendar nor a spreadsheet that can be read here. Save it as .ics, .xlsx "
    "or .csv, or paste its cells."
)


class MeetingForm(BaseForm):
    """A meeting of a body; with a `row` it changes that one, by the revision it showed."""

    submit = "Save the meeting"
    body = forms.CharField(label="Who meets?", max_length=LONGEST_BODY, widget=TextInput(width=20))
    kind = forms.ChoiceField(
        label="What kind of body is it?",
        help_text="By this it is known which papers and which call-in its decisions have.",
        widget=forms.RadioSelect,
    )
    on = DayField(label="On which day?")
    starts_at = TimeField(label="At what time?", required=False)

    def __init__(
        self, *args: Any, council: Council, row: Meeting | None = None, **kwargs: Any
    ) -> None:
        self.row = row
        names = ("body", "kind", "on", "starts_at")
        if row is not None:
            kwargs["initial"] = {name: getattr(row, name) for name in names} | {
                "seen": row.revision
            }
        super().__init__(*args, **kwargs)
        if row is not None:
            self.fields["seen"] = RevisionField()
        self.offer("kind", kinds_in(council))


def kinds_in(council: Council) -> list[tuple[str, str]]:
    """The kinds of body; the executive by what the council calls it."""
    executive = Meeting.Kind.EXECUTIVE
    return [
        (code, council.cabinet_word if code == executive else label)
        for code, label in Meeting.Kind.choices
    ]


class CancelForm(BaseForm):
    """Why a meeting does not take place."""

    submit = "Cancel the meeting"
    submit_kind = "warning"
    seen = RevisionField()
    reason = forms.CharField(
        label="Why is it cancelled?",
        help_text="Whoever has a plan that was to go to it reads this.",
        max_length=LONGEST_WHY,
    )


class RestoreForm(BaseForm):
    """Nothing to fill in: its button says it."""

    submit = "It takes place"
    seen = RevisionField()


class MeetingsFileForm(SheetForm):
    """A spreadsheet or a calendar, or cells that are pasted; `entries` holds what was read."""

    asked = "a file"
    file = forms.FileField(
        label="Choose the file",
        help_text="A calendar (.ics), Excel (.xlsx) or .csv.",
        widget=FileInput(),
        required=False,
    )
    entries: list[Entry]
    problems: list[Problem]
    not_read: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __init__(self, *args: Any, cabinet: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cabinet = cabinet

    def read(self, content: bytes | None, cells: str) -> None:
        calendar = cells.encode() if content is None else content
        if not is_calendar(calendar):
            try:
                super().read(content, cells)
            except Unreadable as why:
                raise Unreadable(NEITHER if str(why) == NOT_READ else str(why)) from None
            self.notes = self.sheet.notes
            self.entries, self.problems, self.not_read = entries_in(self.sheet, self.cabinet)
            return
        found = read_calendar(calendar)
        if found.refused:
            raise Unreadable(found.refused)
        self.entries = found.entries
        self.problems = [Problem(one.where, one.what, one.why) for one in found.faults]
        self.notes = tuple(found.notes)


class BringInMeetingsForm(BaseForm):
    """What was read of the file, and the digest of what it was shown to change."""

    submit = "Bring them in"
    kept = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_KEPT, strip=False)
    name = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_NAME)
    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean_kept(self) -> list[Entry]:
        try:
            return entries_from(self.cleaned_data["kept"])
        except Unreadable as why:
            raise forms.ValidationError(str(why)) from None

    def show_as_read_again(self, digest: str) -> None:
        """The page shows what would change now, and its form is of that."""
        data: Any = self.data.copy()
        data["shown"] = digest
        self.data = data
