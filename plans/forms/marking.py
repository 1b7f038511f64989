"""The form on which many paragraphs are said to be ready."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from plans.models import Passage
from plans.parts import PlanPart
from web.forms.base import BaseForm
from web.govuk import Button, Field

# A passage's key and its revision, or all of a part.
ONE = re.compile(r"(\d{1,18})-(\d{1,9})")
ALL = re.compile(r"all-(\d{1,18}|introduction)")
# What a page showed: the part, the passage's key and its revision.
SHOWN = re.compile(r"(\d{1,18}|introduction):(\d{1,18})-(\d{1,9})")


class PassagesField(forms.MultipleChoiceField):
    """Paragraphs that a page showed; one that is there no more is left, and the action says so."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        return bool(ONE.fullmatch(value) or ALL.fullmatch(value))


class MarkReadyForm(BaseForm):
    """Paragraphs part by part, each part with a box for all of it."""

    BACK = "back"
    mark_optional = False

    passages = PassagesField(label="Paragraphs", required=False)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, parts: Sequence[PlanPart], **kwargs: Any) -> None:
        rows = [(part, one) for part in parts for one in paragraphs_of(part)]
        shown = " ".join(f"{part.key}:{key_of(one)}" for part, one in rows)
        kwargs["initial"] = {"shown": shown, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.offer("passages", [one for part in parts for one in self.of_part(part)])

    def of_part(self, part: PlanPart) -> Iterator[tuple[str, Any]]:
        rows = [(key_of(one), told(one)) for one in paragraphs_of(part)]
        if rows:
            yield part.title, [(f"all-{part.key}", f"All of {part.name}"), *rows]

    def layout(self) -> Layout:
        return Layout(Field("passages", small=True))

    def buttons(self) -> list[Button]:
        back = Button("No longer ready", name="do", value=self.BACK, kind="secondary")
        return [Button("Mark as ready"), back]

    @property
    def ready(self) -> bool:
        return self.data.get("do") != self.BACK

    def chosen(self) -> dict[int, int]:
        """The revision shown of each paragraph that is ticked, or all of whose part is."""
        ticked = self.cleaned_data["passages"]
        parts = {found[1] for one in ticked if (found := ALL.fullmatch(one))}
        rows = SHOWN.findall(self.cleaned_data["shown"])
        keys = [(key, seen) for part, key, seen in rows if part in parts]
        keys += [(found[1], found[2]) for one in ticked if (found := ONE.fullmatch(one))]
        return {int(key): int(seen) for key, seen in keys}


def paragraphs_of(part: PlanPart) -> list[Passage]:
    return [one for one in part.passages if not one.is_heading]


def key_of(passage: Passage) -> str:
    return f"{passage.pk}-{passage.revision}"


def told(passage: Passage) -> str:
    """Its number and first words, and how it stands."""
    words = str(passage) if passage.body.strip() else "Nothing written yet"
    who = f", {passage.writer.name}" if passage.writer else ""
    return f"{passage.number} {words}: {'ready' if passage.ready else 'not ready'}{who}".strip()
