"""Forms of finding words in a plan and putting others in their place."""

import re
from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.template.loader import render_to_string

from plans.actions.replacing import Chosen, Key
from plans.finding import Place, Wanted, places_in
from plans.forms.base import ReasonField
from plans.texts import Text
from web.forms.base import BaseForm
from web.govuk import Button, TextInput

LONGEST_WORDS = 200
# The kind of a row and its column, its key, its revision, and the number of the place in it.
KEY = re.compile(r"([a-z]{1,20})\.([a-z_]{1,30})-(\d{1,18})-(\d{1,9})-(\d{1,9})")
SHOWN = re.compile(r"([a-z]{1,20})\.([a-z_]{1,30})-(\d{1,18})-(\d{1,9})(?= |$)")


class FindForm(BaseForm):
    """What is looked for; it asks, and changes nothing."""

    method = "get"
    mark_optional = False
    submit = "Find"

    find = forms.CharField(label="Find", max_length=LONGEST_WORDS, widget=TextInput())
    words = forms.CharField(
        label="Replace with", required=False, max_length=LONGEST_WORDS, widget=TextInput()
    )
    capitals = forms.BooleanField(label="Only with the same capital letters", required=False)
    whole = forms.BooleanField(label="Only as whole words", required=False)

    @property
    def wanted(self) -> Wanted:
        typed = self.cleaned_data
        return Wanted(typed["find"], capitals=typed["capitals"], whole=typed["whole"])


class ShownPlace(str):
    """The words around a place; where they are drawn as HTML, what is found there is marked."""

    def __new__(cls, text: Text, place: Place) -> "ShownPlace":
        where = f" ({text.where})" if text.where else ""
        shown = super().__new__(cls, f"{place.before}{place.found}{place.after}{where}")
        shown.drawn_from = {"where": text.where, "place": place}
        return shown

    drawn_from: dict[str, Any]

    def __html__(self) -> str:
        return render_to_string("plans/place_found.html", self.drawn_from)


class PlacesField(forms.MultipleChoiceField):
    """Places that a page showed; one that is there no more is left, and the action says so."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        return KEY.fullmatch(value) is not None


class ReplaceForm(BaseForm):
    """Where the words are replaced: everywhere they were shown, or where somebody ticked."""

    TICKED = "ticked"
    mark_optional = False

    places = PlacesField(label="Places", required=False)
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        texts: Iterable[Text],
        wanted: Wanted,
        reason: str | None,
        **kwargs: Any,
    ) -> None:
        found = [(one, list(places_in(one.words, wanted))) for one in texts]
        found = [(one, places) for one, places in found if places]
        shown = " ".join(text_key(one) for one, _ in found)
        super().__init__(*args, initial={"shown": shown}, **kwargs)
        self.count = sum(len(places) for _, places in found)
        rows = [(one, place) for one, places in found for place in places]
        self.offer("places", [(place_key(*row), ShownPlace(*row)) for row in rows])
        if reason is not None:
            self.fields["reason"] = ReasonField(reason)

    def layout(self) -> Layout:
        return Layout("places", *(["reason"] if "reason" in self.fields else []))

    def buttons(self) -> list[Button]:
        ticked = Button("Replace where ticked", name="only", value=self.TICKED, kind="secondary")
        everywhere = Button(f"Replace in all {self.count} places")
        return [everywhere, ticked] if self.count > 1 else [Button("Replace it")]

    @property
    def only_ticked(self) -> bool:
        return self.data.get("only") == self.TICKED

    def clean_places(self) -> list[str]:
        """Whoever ticks some and then presses for all of them is asked which they meant."""
        ticked: list[str] = self.cleaned_data["places"]
        if ticked and not self.only_ticked and len(ticked) < self.count:
            raise forms.ValidationError(
                f"You ticked {len(ticked)} of {self.count} places. Press “Replace where ticked”, "
                "or take the ticks away to replace the words in all of them."
            )
        return ticked

    def chosen(self) -> dict[Key, Chosen]:
        """By row: the places ticked, or every place of what was shown."""
        found: dict[Key, tuple[int, dict[str, set[int] | None]]] = {}
        if not self.only_ticked:
            for kind, column, key, seen in SHOWN.findall(self.cleaned_data["shown"]):
                found.setdefault((kind, int(key)), (int(seen), {}))[1][column] = None
        for one in self.cleaned_data["places"] if self.only_ticked else ():
            kind, column, key, seen, number = KEY.fullmatch(one).groups()  # type: ignore[union-attr]
            columns = found.setdefault((kind, int(key)), (int(seen), {}))[1]
            columns[column] = {*(columns.get(column) or ()), int(number)}
        return {key: Chosen(seen, columns) for key, (seen, columns) in found.items()}


def text_key(text: Text) -> str:
    return f"{text.kind}.{text.column}-{text.row.pk}-{text.row.revision}"


def place_key(text: Text, place: Place) -> str:
    return f"{text_key(text)}-{place.number}"
