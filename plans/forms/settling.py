"""Places of a text that two people changed at once: each asked about by itself, then one text."""

import re
from typing import Any

from django import forms
from django.http import QueryDict

from plans.forms.base import ChangeForm, RevisionField, RichTextField
from plans.merging import Asked, Merge, merge
from plans.together import WordsAsked, body_at
from web.errors import StalePage
from web.govuk import Field, Inset
from web.text import clean, shorten

MINE, THEIRS, BOTH, OWN = "mine", "theirs", "both", "own"
OF_A_PLACE = re.compile(r"^(?:keep|own)-[0-9]{1,5}$")
# A choice longer than this is told by its beginning and its end; the texts are above it, whole.
LONGEST_CHOICE = 300


class PlacesForm(ChangeForm):
    """A form that asks about each place of a merge by itself, and then has one text.

    The place's own box is for other words than either; a choice is never made beforehand.
    """

    merged: Merge | None = None
    # Whose words the merge calls mine, and what both began with.
    mine = "Yours"
    both = "Both, yours first"
    began = "Both of you began with"

    def add_places(self, merged: Merge) -> None:
        """A choice and a box for each place of `merged` that only a person can settle."""
        self.merged = merged
        for number, one in enumerate(merged.asked):
            self.fields |= self.fields_for(one, number, of=len(merged.asked))

    def fields_for(self, one: Asked, number: int, *, of: int) -> dict[str, forms.Field]:
        """The choice of one place and the box beneath it."""
        place = (
            f"Place {number + 1} of {of}: which words should stand?"
            if of > 1
            else "Which words should stand?"
        )
        choices = [
            (MINE, f"{self.mine}: {told(one.mine)}"),
            (THEIRS, f"What is there now: {told(one.theirs)}"),
        ]
        if one.mine.strip() and one.theirs.strip():
            choices.append((BOTH, self.both))
        choices.append((OWN, "Other words, as I write them below"))
        own = RichTextField(
            label=f"Other words for place {number + 1}" if of > 1 else "Other words",
            required=False,
            initial=one.mine,
        )
        own.widget.attrs["rows"] = 3
        return {
            f"keep-{number}": forms.ChoiceField(
                label=place,
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": "Choose which words should stand here."},
            ),
            f"own-{number}": own,
        }

    def places(self) -> list[Any]:
        """For the layout: each place with its choice and its box."""
        asked = self.merged.asked if self.merged else ()
        return [
            part
            for number, one in enumerate(asked)
            for part in (
                Field(f"keep-{number}", label_size="m"),
                Inset(f"{self.began}: {one.before.strip()}"),
                Field(f"own-{number}"),
            )
            if one.before.strip() or not isinstance(part, Inset)
        ]

    def clean(self) -> dict[str, Any]:
        """The body becomes the words as they were settled."""
        typed = super().clean() or self.cleaned_data
        if self.merged is not None:
            places = enumerate(self.merged.asked)
            words = [self.words_for(one, number) for number, one in places]
            if not self.errors:
                typed["body"] = self.merged.settled(words)
                if not typed["body"]:
                    self.add_error("keep-0", "Nothing would be left. Choose words that stand.")
            for name in [one for one in typed if OF_A_PLACE.match(one) or one == "base"]:
                del typed[name]
        return typed

    def words_for(self, asked: Asked, number: int) -> str:
        """The words that are to stand in one place, or what is wrong with the choice."""
        typed = self.cleaned_data
        choice, own = typed.get(f"keep-{number}", ""), typed.get(f"own-{number}") or ""
        if choice == OWN and not own:
            self.add_error(f"own-{number}", "Write the words that should stand here.")
        if choice and choice != OWN and own not in ("", clean(asked.mine)):
            self.add_error(
                f"keep-{number}",
                "You wrote other words below. Choose them, or take out what you wrote.",
            )
        return {MINE: asked.mine, THEIRS: asked.theirs, BOTH: asked.both}.get(choice, own)

    def without_places(self) -> None:
        """Before they are asked anew: the form's data may be changed for it."""
        data: Any = self.data
        for name in [one for one in (*self.fields, *data) if OF_A_PLACE.match(one)]:
            self.fields.pop(name, None)
            data.pop(name, None)
        # Each was looked at before, as another field.
        self._bound_fields_cache.clear()


class SettlingForm(PlacesForm):
    """A form of one `body` that, where it met another's, asks about each place both changed.

    `base` is the revision both began with, `seen` the one whose words stand against these.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.row is not None and "base" in self.data:
            self.ask_again()

    def ask(self, stale: StalePage) -> None:
        """Ask about what a save met."""
        if not isinstance(stale, WordsAsked):
            return
        self.without_places()
        data: Any = self.data
        data["base"] = str(stale.base)
        data["body"] = stale.body
        self.ask_about(stale.merged)
        for number, one in enumerate(stale.merged.asked):
            data[f"own-{number}"] = one.mine
        self.show_as_saved(data, stale.values)

    def show_as_saved(self, data: QueryDict, values: dict[str, Any]) -> None:
        """The rest of the form as it would be saved, with what only another changed."""

    def ask_again(self) -> None:
        """The same places, from a page that asked about them."""
        base, seen = (str(self.data.get(name, "")) for name in ("base", "seen"))
        if not (base.isdecimal() and seen.isdecimal() and len(base + seen) < 18):
            return
        before, now = (body_at(self.row.pk, int(one)) for one in (base, seen))
        if before is not None and now is not None:
            self.ask_about(merge(before, clean(str(self.data.get("body", ""))), now))

    def ask_about(self, merged: Merge) -> None:
        self.fields["base"] = RevisionField()
        body = self.fields["body"]
        body.label, body.help_text = "Your words, whole, as you typed them", ""
        body.widget = forms.Textarea({"readonly": "", "rows": 4})
        self.add_places(merged)


def told(words: str) -> str:
    return shorten(" ".join(words.split()), LONGEST_CHOICE) or "nothing, it was taken out"
