"""One value that somebody would have in a field, put to the form of its entry as its page does."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from plans.comments import About, things_of
from plans.figure_sentences import ChangedSentence, sentences_changed
from plans.figures import printed_value
from plans.forms.base import ChangeForm
from plans.forms.beside import TakeField
from plans.forms.suggestions import LOST_ITS_PLACE, why_field
from plans.models import Plan, Saving, Suggestion
from plans.printed_fields import NotOne, typed_in
from plans.sheets.columns import CellError
from plans.sheets.kinds import SHEETS
from web.diffs import differences_of

WHEREVER_IT_PRINTS = "Choose “Everywhere”: the file changed it wherever it prints"
KEY = re.compile(r"[0-9]{1,18}")
# The list of the plan in which each is.
LIST_OF = {
    "figure": "figures",
    "commitment": "commitments",
    "metric": "metrics",
    "barrier": "barriers",
    "saving": "savings",
}


def belongs_to(row: Any) -> Any:
    """The row of the plan's own: of savings, the commitment on which they hang."""
    return row.commitment if isinstance(row, Saving) else row


class NotTaken(Exception):
    """What was typed is no value that the form takes; says why, in a sentence."""


def values_of(plan: Plan, about: str, row: Any, field: str, words: str) -> dict[str, Any]:
    """What the form makes of the words: the fields of the row that they would change.

    NotTaken where it takes none; nothing where all of it stands already.
    """
    kind = SHEETS[LIST_OF[about]]
    belongs_to(row).plan = plan
    try:
        cells = dict(typed_in(row, field, words))
        form = kind.form_of(cells, row, plan)
    except (NotOne, CellError) as why:
        raise NotTaken(f"{str(why)[:1].upper()}{str(why)[1:]}".rstrip(".") + ".") from None
    if not form.is_valid():
        said = " ".join(str(each) for errors in form.errors.values() for each in errors)
        raise NotTaken(f"{said.rstrip('.')}.")
    told = {name: form.cleaned_data[name] for name in cells}
    changed = {one.field for one in differences_of(row, told)}
    return {name: value for name, value in told.items() if name in changed}


def why_not_taken(plan: Plan, about: str, row: Any, field: str, words: str) -> str:
    """ "" of what the form takes."""
    try:
        values_of(plan, about, row, field, words)
    except NotTaken as why:
        return str(why)
    return ""


def taken_by_form(row: Any, one: Suggestion) -> tuple[dict[str, Any], str]:
    """The fields that a suggested value would change, and why the form takes none of it."""
    try:
        plan = belongs_to(row).plan
        return values_of(plan, one.about, row, one.field, one.proposed), ""
    except NotTaken as why:
        return {}, str(why)


@dataclass(frozen=True)
class Sentences:
    """Every sentence that one suggested value would change; `why` there is none to show."""

    whose: str
    value: str
    changed: tuple[ChangedSentence, ...] = ()
    why: str = ""


def sentences_by(plan: Plan, suggestions: Iterable[Suggestion]) -> list[Sentences]:
    """What each that is about a figure would change of the text."""
    of_figures = [one for one in suggestions if one.is_value and one.about == About.FIGURE]
    if not of_figures:
        return []
    things = things_of(plan, {About.FIGURE})
    found = []
    for one in of_figures:
        row = things.rows.get((About.FIGURE, one.item or 0))
        if row is None:
            continue
        row.plan = plan
        values, why = taken_by_form(row, one)
        if why:
            found.append(Sentences(one.whose, one.proposed, why=why))
            continue
        value = printed_value(values.get("value", row.value), row.unit, row.unit_words)
        changed = tuple(sentences_changed(things, row, value=value, mentions=one.mentions))
        found.append(Sentences(one.whose, value, changed))
    return found


EVERYWHERE, THERE = "everywhere", "there"


def where_field(rows: Iterable[Suggestion]) -> forms.ChoiceField:
    """Of a figure that a file changed in some of its places: does the figure change, or these?"""
    value = next((one.proposed for one in rows if one.mentions), "")
    return forms.ChoiceField(
        label="Where should it change?",
        widget=forms.RadioSelect,
        choices=[
            (EVERYWHERE, "Everywhere: the figure changes, and each sentence that prints it"),
            (THERE, f"Only where the file changed it: the words there say {value}, and no figure"),
        ],
        error_messages={"required": "Choose where it should change"},
    )


class AcceptValueForm(ChangeForm):
    """That a suggested value stands; where several people would have others, which of them.

    `rows` are all that are open for the field: those not taken are refused by the same act.
    """

    submit = "Accept it"
    mark_optional = False
    shown = forms.CharField(widget=forms.HiddenInput, error_messages={"required": LOST_ITS_PLACE})

    def __init__(
        self, *args: Any, rows: Sequence[Suggestion], row: Any, reason: str | None, **kwargs: Any
    ) -> None:
        keys = " ".join(str(one.pk) for one in rows)
        super().__init__(*args, row=row, initial={"shown": keys}, **kwargs)
        self.known = {str(one.pk): one for one in rows}
        if len(rows) > 1:
            take = TakeField(
                label="What should stand here?",
                help_text="It is accepted, and the others are refused.",
                error_messages={"required": "Choose what should stand here"},
            )
            take.choices = [
                (str(one.pk), f"{one.proposed or 'Nothing'}: {one.whose}") for one in rows
            ]
            self.fields["take"] = take
        if any(one.mentions for one in rows):
            self.fields["where"] = where_field(rows)
        self.fields["reason"] = why_field(reason, "Whoever reads drafts")

    def clean_shown(self) -> list[int]:
        """The keys of those that the page showed, whether they are open still or not."""
        keys = [int(one) for one in self.cleaned_data["shown"].split() if KEY.fullmatch(one)]
        if not keys:
            raise forms.ValidationError(LOST_ITS_PLACE)
        return keys

    def clean(self) -> dict[str, Any]:
        """With what is taken, and what the form of its row makes of it."""
        typed = super().clean() or self.cleaned_data
        if self.errors:
            return typed
        first = next(iter(self.known.values()))
        take = self.known.get(typed.pop("take", ""), first)
        values: dict[str, Any] = {}
        if typed.pop("where", EVERYWHERE) == THERE:
            if not take.mentions:
                self.add_error("where", WHEREVER_IT_PRINTS)
            return typed | {"take": take, "values": values, "only_there": True}
        # Where others are open than were shown, the action says so: nothing is taken.
        if {str(key) for key in typed["shown"]} == set(self.known):
            try:
                plan = belongs_to(self.row).plan
                values = values_of(plan, take.about, self.row, take.field, take.proposed)
            except NotTaken as why:
                self.add_error("take" if "take" in self.fields else None, str(why))
        return typed | {"take": take, "values": values}
