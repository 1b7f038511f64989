"""Forms to bring a text in: paste or upload it, then settle what the text itself did not say."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from plans.forms.base import ChangeForm, ReasonField
from plans.importing.errors import Unreadable
from plans.importing.limited import read_word
from plans.importing.marked import Marked
from plans.importing.opening import is_word
from plans.importing.placing import INTRODUCTION, LEAVE_OUT
from plans.importing.plan import ImportedPlan
from plans.importing.put_back import LeftAside, numbers_of
from plans.importing.source import Source, read_source
from plans.limits import PlanSize, counted
from plans.models import Import, Plan
from web.errors import Refused
from web.forms.base import BaseForm
from web.govuk import FileInput


class SourceForm(BaseForm):
    """A text to bring in, pasted or as a file; `source` holds it once read.

    `marked` is what a Word file tracks of changes and has of comments, None where there is neither.
    """

    submit = "Read it"
    mark_optional = False
    text = forms.CharField(
        label="Paste the text here",
        widget=forms.Textarea(attrs={"rows": 12}),
        required=False,
        strip=False,
    )
    file = forms.FileField(
        label="Or upload it",
        help_text="Word (.docx), OpenDocument (.odt), web page (.html), Markdown (.md) or text.",
        widget=FileInput(),
        required=False,
    )
    source: Source
    marked: Marked | None = None
    content: bytes

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        upload, text = typed.get("file"), typed.get("text") or ""
        if not upload and not text.strip():
            self.add_error("text", "Paste a text or choose a file")
        elif upload and text.strip():
            self.add_error("text", "Paste a text or choose a file, not both")
        else:
            self._read(upload, text)
        return typed

    def read_file(self, name: str, content: bytes) -> None:
        """Raises Unreadable, or Refused, where the file cannot be brought in."""
        if is_word(content):
            self.source, self.marked = read_word(content)
        else:
            self.source = read_source(name, content)

    @property
    def name(self) -> str:
        upload = self.cleaned_data.get("file")
        return str(upload.name) if upload else "pasted text"

    def _read(self, upload: Any, text: str) -> None:
        field = "file" if upload else "text"
        try:
            self.content = read_start(upload) if upload else text.encode()
            if upload:
                self.read_file(upload.name, self.content)
            else:
                self.source = read_source("pasted text", self.content)
        except (Unreadable, Refused) as why:
            self.add_error(field, str(why))


class PlanSourceForm(SourceForm):
    """The same, into a plan of a `size`: refused where it would not fit."""

    def __init__(self, *args: Any, size: PlanSize, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.size = size

    def _read(self, upload: Any, text: str) -> None:
        super()._read(upload, text)
        if not self.errors and (why := too_long_for(self.size, self.source)):
            self.add_error("file" if upload else "text", why)


def too_long_for(size: PlanSize, source: Source) -> str:
    """Why a text does not fit into a plan of this size; "" where it does."""
    found = sum(len(line.text) for line in source.text_lines)
    over = found - size.left
    if over <= 0:
        return ""
    return (
        f"This text has {found:,} characters. The plan has {size.characters:,} and "
        f"may have {size.most_characters:,}, so it is {over:,} too many"
    )


def read_start(upload: Any) -> bytes:
    """The upload's bytes, up to just over what may be read: more is refused by its length."""
    return upload.read(5 * 1024 * 1024 + 1)


class ChangesForm(BaseForm):
    """What becomes of the changes that a file tracks, and of its comments; nothing is chosen."""

    submit = "Go on"
    mark_optional = False
    changes = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of them"},
    )

    def __init__(self, *args: Any, marked: Marked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["changes"].label = f"What becomes of the {noun_of(marked)}?"
        self.offer("changes", list(choices_of(marked)))


def noun_of(marked: Marked) -> str:
    """What a file has of changes and comments, in words."""
    found = [(marked.changes, "tracked change"), (marked.comments, "comment")]
    return " and ".join(counted(count, noun) for count, noun in found if count)


def choices_of(marked: Marked) -> Iterator[tuple[str, str]]:
    if marked.changes:
        yield Import.Changes.ACCEPTED, "Take the text with all changes accepted"
        comments = counted(marked.comments, "comment")
        kept = f"Keep the text as it was, and bring {counted(marked.changes, 'change')} in"
        beside = f" and {comments} as comments" if marked.comments else ""
        yield Import.Changes.SUGGESTED, f"{kept} as suggestions{beside}"
    else:
        yield Import.Changes.ACCEPTED, "Take the text alone, and leave the comments out"
        yield Import.Changes.SUGGESTED, "Take the text, and bring the comments in beside it"


class PutBackForm(BaseForm):
    """Which lines that were left aside come in after all, where they stood."""

    method = "get"
    submit = "Put back what is ticked"
    submit_kind = "secondary"
    mark_optional = False
    line = forms.MultipleChoiceField(
        label="Tick what belongs to the plan",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, aside: Sequence[LeftAside], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aside = aside
        self.offer("line", [(str(each.numbers[0]), f"{each.words}: {each.why}") for each in aside])

    def numbers(self) -> tuple[int, ...]:
        """The numbers of the lines to put back; none where the address names what is not there."""
        chosen = self.cleaned_data.get("line", ()) if self.is_valid() else ()
        return tuple(numbers_of(self.aside, chosen))


def theme_choices(plan: Plan) -> list[tuple[str, str]]:
    """The themes that are asked for, each as the plan words it by now."""
    worded = {theme.answers: theme.title for theme in plan.themes.all()}
    return [
        (asked.key, f"Theme {asked.key}: {worded.get(asked.key) or asked.title}")
        for asked in plan.asked.themes
    ]


# How a text comes into a plan that has one.
MERGE, APPEND, REPLACE = "merge", "append", "replace"
WAYS = [
    (MERGE, "Merge: you see each paragraph that differs, and take what you want"),
    (APPEND, "It stays, and this text comes after it"),
    (REPLACE, "It goes, and this text comes in its place: you see first what that takes away"),
]


class PlacingForm(ChangeForm):
    """Where all goes that neither the text nor a person placed."""

    submit = "Save into the plan"
    mark_optional = False

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        imported: ImportedPlan,
        has_text: bool = False,
        reason: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.imported = imported
        if has_text:
            self.fields["way"] = forms.ChoiceField(
                label="The plan has text already. What becomes of it?",
                choices=WAYS,
                widget=forms.RadioSelect,
                error_messages={"required": "Choose what becomes of the plan’s text"},
            )
        if imported.unplaced:
            self.fields["rest"] = forms.ChoiceField(
                label="Where does what has no place yet go?",
                choices=[
                    ("", "Choose"),
                    (LEAVE_OUT, "Leave it out"),
                    (INTRODUCTION, "Introduction"),
                    *theme_choices(plan),
                ],
                required=False,
            )
        if reason is not None:
            self.fields["reason"] = ReasonField(reason)

    def clean(self) -> dict[str, Any]:
        """Nothing is left out but by choice."""
        typed = super().clean() or self.cleaned_data
        if self.imported.unplaced and not typed.get("rest"):
            self.add_error("rest", "Choose where it goes, or leave it out")
        return typed

    @property
    def way(self) -> str:
        """How the text comes in; an empty plan has one way."""
        return self.cleaned_data.get("way") or APPEND

    @property
    def rest(self) -> str:
        return self.cleaned_data.get("rest") or LEAVE_OUT

    def placed(self) -> dict[int, str]:
        """Where each unplaced passage goes, by its position."""
        return dict.fromkeys(range(len(self.imported.unplaced)), self.rest)
