"""Forms of a text that comes into a plan which has one: what of it is taken, or that it is put."""

import re
from itertools import groupby
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.template.loader import render_to_string

from plans.actions.offered import Offered, Retitled
from plans.arriving import Difference
from plans.forms.base import ChangeForm, RevisionField
from web.govuk import Button, Field
from web.redline import Comparer, DiffSegment

# The kind of a difference and the number of a row, or of what comes.
KEY = re.compile(r"(?:changed|moved|new|gone|title)-\d{1,18}")
IN_WORDS = {
    "changed": "Reworded",
    "moved": "Elsewhere",
    "new": "New",
    "gone": "Not in the new text",
}
# What the plan did since the text was made, and taking would undo.
IN_THE_PLAN = {
    "changed": "Reworded in the plan",
    "moved": "Elsewhere in the plan",
    "new": "Taken out of the plan",
    "gone": "New in the plan",
}
# Beside what the text that comes did.
BESIDE = {
    "together": ", put together with what the plan changed since",
    "both": ", and changed in the plan since, which taking it undoes",
}
HEADING = " (heading)"
# The lists of the page, each of what is ticked for a reason of its own.
LISTS = ("take", "remove", "undo")


class ShownDifference(str):
    """What differs in words; where it is drawn as HTML, what went and what came is marked."""

    def __new__(cls, kind: str, parts: tuple[DiffSegment, ...], lost: str) -> "ShownDifference":
        words = "".join(part.text for part in parts)
        shown = super().__new__(cls, " ".join(filter(None, (f"{kind}:", words, lost))))
        shown.drawn_from = {"kind": kind, "parts": parts, "lost": lost}
        return shown

    drawn_from: dict[str, Any]

    def __html__(self) -> str:
        return render_to_string("plans/difference.html", self.drawn_from)


def shown(one: Difference, comparer: Comparer) -> ShownDifference:
    text = one.came or one.stands
    assert text
    kind = (IN_THE_PLAN if one.since == "plan" else IN_WORDS)[one.kind]
    if one.kind == "moved" and one.is_reworded:
        kind += ", and reworded"
    kind += BESIDE.get(one.since, "") + (HEADING if text.is_heading else "")
    return ShownDifference(kind, one.marked(comparer), lost_in_words(one))


def shown_title(one: Retitled, comparer: Comparer) -> ShownDifference:
    return ShownDifference("Title", comparer.redline(one.theme.title, one.title).parts, "")


def lost_in_words(one: Difference) -> str:
    """What would fall away with the words that stand."""
    lost = [f"the figure “{name}”" for name in one.lost_figures]
    lost += [f"the link to {address}" for address in one.lost_links]
    return f"With it falls away {', '.join(lost)}." if lost else ""


class TakeField(forms.MultipleChoiceField):
    """What a page offered; what is offered no more is a stale page's, and the action says so."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        return KEY.fullmatch(value) is not None


class MergeForm(ChangeForm):
    """Which differences come into the plan; one button takes all but the removals, and but what
    would undo a change that the plan made since."""

    ALL = "all"
    mark_optional = False

    take = TakeField(label="What differs", required=False)
    remove = TakeField(
        label="What the new text has no more",
        help_text="It stays in the plan unless you tick it.",
        required=False,
    )
    undo = TakeField(
        label="What the plan changed since",
        help_text="It stays unless you tick it, which puts the words of the new text in its place.",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        offered: Offered,
        seen: int,
        comes_beside: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial={"seen": seen}, **kwargs)
        self.comes_beside = comes_beside
        self.fields["seen"] = RevisionField()
        comparer = Comparer()
        differences = offered.meeting.differences
        ours = [one for one in differences if one.since == "plan"]
        differences = tuple(one for one in differences if one.since != "plan")
        self.takes = [(one.part, one.key, shown(one, comparer)) for one in differences if one.came]
        titles = [
            (str(one.theme.pk), one.key, shown_title(one, comparer)) for one in offered.retitled
        ]
        order = list(offered.titles)
        self.takes = sorted([*titles, *self.takes], key=lambda one: order.index(one[0]))
        gone = [(one.part, one.key, shown(one, comparer)) for one in differences if not one.came]
        undone = [(one.part, one.key, shown(one, comparer)) for one in ours]
        undone.sort(key=lambda one: order.index(one[0]))
        asked = {one.key for one in differences if one.since == "both"}
        self.sure = {key for _, key, _ in self.takes} - asked
        for name, rows in (("take", self.takes), ("remove", gone), ("undo", undone)):
            if rows:
                self.offer(name, self._by_part(rows, offered.titles))
            else:
                del self.fields[name]

    def _by_part(self, rows: list[tuple[str, str, ShownDifference]], titles: dict[str, str]) -> Any:
        """Choices under the titles of the parts in which they stand."""
        return [
            (titles[part], [(key, words) for _, key, words in those])
            for part, those in groupby(rows, key=lambda one: one[0])
        ]

    def layout(self) -> Layout:
        lists = [Field(name, small=True) for name in LISTS if name in self.fields]
        return Layout(*lists, "seen", *(["reason"] if "reason" in self.fields else []))

    def buttons(self) -> list[Button]:
        beside = "Bring the changes and comments in"
        if not any(name in self.fields for name in LISTS):
            return [Button(beside)]
        label = f"{beside}, and what is ticked" if self.comes_beside else ""
        buttons = [Button(label or "Save what is ticked into the plan")]
        if len(self.sure) > 1:
            label = f"Take all {len(self.sure)} that came"
            buttons.append(Button(label, name="only", value=self.ALL, kind="secondary"))
        return buttons

    def taken(self) -> set[str]:
        """The keys of what is taken: ticked, or all that came, and what is to be removed."""
        ticked = {key for name in LISTS for key in self.cleaned_data.get(name, ())}
        if self.data.get("only") == self.ALL:
            ticked |= self.sure
        return ticked


class ReplaceTextForm(ChangeForm):
    """That the plan's text goes; it asks for nothing but what the page showed."""

    submit = "Replace the plan’s text"
    submit_kind = "warning"
    mark_optional = False

    def __init__(self, *args: Any, seen: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": seen}, **kwargs)
        self.fields["seen"] = RevisionField()
